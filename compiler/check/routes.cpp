#include <algorithm>

#include "check/context.h"

namespace jur::checking {
namespace {

// The fact that a step changes, with the type of the value that it takes; nothing where it is wrong (reported).
struct Target {
  model::Place place;
  model::Type value;
  bool or_none = false;
};

std::optional<Target> check_target(Context& c, const Scope& s, NodeRef path, bool adds) {
  Target out;
  model::Type type;
  const auto place = check_place(c, s, path, type);
  if (!place || type.kind == model::TypeKind::Error) return std::nullopt;
  out.place = *place;
  out.value = type;
  const model::Field* field = field_of(c.program, s.case_type, *place);
  out.or_none = field != nullptr && field->or_none;
  if (type.kind == model::TypeKind::Record) {
    Diagnostic& d = c.sink.report(Code::TypeMismatch, path.span(), type_words(c, type), "a single fact");
    if (field != nullptr) d.label(field->span, "declared here");
    d.help("name one of its fields");
    return std::nullopt;
  }
  if (adds && type.kind != model::TypeKind::Set) {
    Diagnostic& d = c.sink.report(Code::TypeMismatch, path.span(), type_words(c, type), "a set");
    if (field != nullptr) d.label(field->span, "declared here");
    d.help(fmt::format("write `changes {} to …`", path_text(path)));
    return std::nullopt;
  }
  if (adds) out.value.kind = model::TypeKind::Enum;
  return out;
}

bool at_odds(const model::RouteStep& a, const model::RouteStep& b) {
  return a.place == b.place && (!a.adds || !b.adds || a.value == b.value);
}

void check_step(Context& c, const Scope& s, model::Route& route, NodeRef item) {
  const bool adds = item.has(TokenKind::ADDS);
  const NodeRef path = item.child(NodeKind::path);
  const NodeRef value = item.child(NodeKind::value);
  if (item.broken() || !path || !value) return;
  const auto target = check_target(c, s, path, adds);
  if (!target) return;
  if (value.has(TokenKind::UNKNOWN)) {
    c.sink.report(Code::TypeMismatch, value.span(), "`unknown`", type_words(c, target->value))
        .help("a route leads to a known case");
    return;
  }
  model::RouteStep step;
  step.adds = adds;
  step.place = target->place;
  step.span = item.span();
  step.value = check_value(c, s.module, value, target->value, target->or_none, false);
  if (step.value.kind == model::LiteralKind::Error) return;
  const auto other =
      std::find_if(route.steps.begin(), route.steps.end(), [&](const model::RouteStep& o) { return at_odds(o, step); });
  if (other != route.steps.end()) {
    c.sink.report(Code::MisplacedClause, item.span(), fmt::format("`{}` is changed twice", path_text(path)))
        .label(other->span, "first changed here")
        .help("the steps of a route are taken at once");
    return;
  }
  route.steps.push_back(std::move(step));
}

}  // namespace

void check_routes(Context& c) {
  each(c, NodeKind::route_decl, [&](model::ModuleId module, NodeRef d) {
    const auto index = c.declared(module, d);
    if (!index) return;
    const model::CaseId case_type = check_for_case(c, module, d);
    model::Route route = c.program.routes[model::RouteId(*index)];
    route.case_type = case_type;
    if (case_type.valid()) {
      const Scope s{module, case_type, {}, {}};
      NodeRef available;
      for (const NodeRef item : d.children(NodeKind::route_item)) {
        if (!item.has(TokenKind::AVAILABLE)) {
          check_step(c, s, route, item);
        } else if (available) {
          c.sink.report(Code::MisplacedClause, item.span(), "`available when` is given twice")
              .label(available.span(), "first given here")
              .help("join the two conditions with `and` or `or`");
        } else if (const NodeRef condition = item.child(NodeKind::expr)) {
          available = item;
          route.available = check_condition(c, s, condition);
        }
      }
    }
    c.program.routes[model::RouteId(*index)] = std::move(route);
  });
}

}  // namespace jur::checking
