// Comparisons with numbers that the other side never has.
#include <fmt/format.h>

#include "lint/rules.h"
#include "lint/walk.h"

namespace jur::lint_rules {

namespace {

using model::Expr;
using model::ExprKind;
using model::Type;
using model::TypeKind;

enum class Outcome : std::uint8_t { Open, Never, Always };

bool constant(const Expr& e) { return e.type.lo == e.type.hi; }

bool apart(const Type& a, const Type& b) { return a.hi < b.lo || b.hi < a.lo; }

// `n < 10` on 0..9 stays open: it names the end of the range in another way.
Outcome outcome(ExprKind kind, const Type& a, const Type& b) {
  switch (kind) {
    case ExprKind::Equal:
      return apart(a, b) ? Outcome::Never : Outcome::Open;
    case ExprKind::NotEqual:
      return apart(a, b) ? Outcome::Always : Outcome::Open;
    case ExprKind::Less:
      return a.lo >= b.hi ? Outcome::Never : a.hi + 1 < b.lo ? Outcome::Always : Outcome::Open;
    case ExprKind::LessEqual:
      return a.lo > b.hi ? Outcome::Never : a.hi < b.lo ? Outcome::Always : Outcome::Open;
    default:
      return Outcome::Open;
  }
}

}  // namespace

void outside_range(const LintInput& in, Findings& out) {
  for (const Condition& c : conditions(in.model)) {
    const LintFile& file = in.files[c.module.index];
    if (!file.asked) continue;
    each_expr(in.model, c.expr, [&](const Expr& e) {
      if (e.args.size() != 2 || !e.args[0].valid() || !e.args[1].valid()) return;
      const Expr& a = in.model.exprs[e.args[0]];
      const Expr& b = in.model.exprs[e.args[1]];
      if (a.type.kind != TypeKind::Int || b.type.kind != TypeKind::Int || constant(a) == constant(b)) return;
      const Outcome found = outcome(e.kind, a.type, b.type);
      if (found == Outcome::Open) return;
      const Expr& fact = constant(a) ? b : a;
      const std::string name = words(*file.tree, fact.span);
      const std::string whole = words(*file.tree, e.span);
      const Type& range = fact.type;
      out.add(e.span, found == Outcome::Never
                          ? fmt::format("`{}` is never true: `{}` is from {} to {}", whole, name, range.lo, range.hi)
                          : fmt::format("`{}` is true of every `{}` from {} to {}", whole, name, range.lo, range.hi))
          .help("compare with a number within that range, or declare a wider range");
    });
  }
}

}  // namespace jur::lint_rules
