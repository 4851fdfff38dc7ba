#include "check/conduct.h"

namespace jur::checking {
namespace {

using Truth = std::optional<bool>;

Truth value_of(const model::Program& p, model::ExprId id, std::span<const std::uint32_t> values);

std::optional<std::uint32_t> member_of(const model::Expr& e, std::span<const std::uint32_t> values) {
  if (e.type.kind != model::TypeKind::Enum) return std::nullopt;
  if (e.kind == model::ExprKind::Literal) return static_cast<std::uint32_t>(e.literal.number);
  const bool variable =
      e.kind == model::ExprKind::Place && e.place.root == model::Place::Root::Parameter && e.place.fields.empty();
  if (variable && e.place.index < values.size()) return values[e.place.index];
  return std::nullopt;
}

Truth equal(const model::Program& p, const model::Expr& e, std::span<const std::uint32_t> values) {
  const auto left = member_of(p.exprs[e.args[0]], values);
  const auto right = member_of(p.exprs[e.args[1]], values);
  if (!left || !right) return std::nullopt;
  return *left == *right;
}

Truth junction(const model::Program& p, const model::Expr& e, std::span<const std::uint32_t> values, bool both) {
  Truth out = both;
  for (const model::ExprId arg : e.args) {
    const Truth part = value_of(p, arg, values);
    if (part && *part != both) return !both;
    if (!part) out.reset();
  }
  return out;
}

Truth value_of(const model::Program& p, model::ExprId id, std::span<const std::uint32_t> values) {
  const model::Expr& e = p.exprs[id];
  switch (e.kind) {
    case model::ExprKind::Literal:
      return e.type.kind == model::TypeKind::Bool ? Truth(e.literal.number != 0) : std::nullopt;
    case model::ExprKind::Not: {
      const Truth inner = value_of(p, e.args[0], values);
      return inner ? Truth(!*inner) : std::nullopt;
    }
    case model::ExprKind::And:
      return junction(p, e, values, true);
    case model::ExprKind::Or:
      return junction(p, e, values, false);
    case model::ExprKind::Equal:
      return equal(p, e, values);
    case model::ExprKind::NotEqual: {
      const Truth same = equal(p, e, values);
      return same ? Truth(!*same) : std::nullopt;
    }
    case model::ExprKind::In: {
      const auto member = member_of(p.exprs[e.args[0]], values);
      const model::Expr& set = p.exprs[e.args[1]];
      if (!member || set.kind != model::ExprKind::Literal) return std::nullopt;
      return set.literal.set.has(*member);
    }
    default:
      return std::nullopt;
  }
}

}  // namespace

bool holds_always(const model::Program& program, model::ExprId condition, std::span<const std::uint32_t> values) {
  return !condition.valid() || value_of(program, condition, values).value_or(false);
}

}  // namespace jur::checking
