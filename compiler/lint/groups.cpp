// Groups and their members.
#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "lint/dates.h"
#include "lint/rules.h"
#include "lint/walk.h"

namespace jur::lint_rules {

using syntax::NodeKind;
using syntax::NodeRef;

namespace {

struct Read {
  Span span;
  std::string name;     // "group `EU`", "this set"
  IntervalSet members;  // days on which it has one
  IntervalSet days;     // on which it is read, within the calendar
  bool of_rule = false;
};

// Each place at which a condition reads a set with dates on days that are known.
template <class Visit>
void each_read(const LintInput& in, Visit visit) {
  const model::Program& p = in.model;
  const IntervalSet calendar = IntervalSet::of(kFirstDate.days, kLastDate.days);
  for (const Condition& c : conditions(p)) {
    std::optional<IntervalSet> in_force;
    if (c.law.valid()) in_force = p.laws[c.law].in_force;
    if (c.rule.valid() && p.rules[c.rule].in_force) in_force = p.rules[c.rule].in_force;
    each_expr(p, c.expr, [&](const model::Expr& e) {
      if (e.kind != model::ExprKind::In || p.exprs[e.args[1]].kind != model::ExprKind::Dated) return;
      const model::Expr& set = p.exprs[e.args[1]];
      Read r{e.span, "this set", any_day(p.dated_sets[set.dated]), in_force.value_or(calendar).intersect(calendar),
             c.rule.valid()};
      if (set.group.valid()) r.name = fmt::format("group `{}`", p.groups[set.group].name);
      if (e.args.size() > 2) {
        const model::Expr& on = p.exprs[e.args[2]];
        if (on.kind != model::ExprKind::Literal || on.literal.kind != model::LiteralKind::Date) return;
        r.days = IntervalSet::of(on.literal.number, on.literal.number);
        r.of_rule = false;
      }
      visit(r);
    });
  }
}

}  // namespace

void undated_member(const LintInput& in, Findings& out) {
  each_asked(in, NodeKind::dated_set, [&](NodeRef set, model::ModuleId) {
    const std::vector<NodeRef> members = set.children(NodeKind::dated_member);
    std::size_t dated = 0;  // one past the last with a period
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (members[i].child(NodeKind::period)) dated = i + 1;
    }
    if (dated == 0 || dated == members.size()) return;
    std::vector<std::string> names;
    for (std::size_t i = dated; i < members.size(); ++i) names.push_back(words(members[i].child(NodeKind::path)));
    out.add(join(members[dated].span(), members.back().span()),
            fmt::format("{} {} after the last period and so {} always in", quoted_list(names),
                        names.size() == 1 ? "stands" : "stand", names.size() == 1 ? "is" : "are"))
        .help("give a period, or move what is always in to a list of its own: `{…} or {…}`");
  });
}

void empty_group(const LintInput& in, Findings& out) {
  for (const model::Group& g : in.model.groups.all()) {
    if (any_day(g.members).empty())
      out.add(g.span, fmt::format("group `{}` has no member on any day", g.name)).help("add its members, or take it out");
  }
}

void group_outside_dates(const LintInput& in, Findings& out) {
  each_read(in, [&](const Read& r) {
    if (r.members.empty() || r.days.empty() || !r.members.intersect(r.days).empty()) return;
    out.add(r.span, fmt::format("{} has no member on any day on which it is read here", r.name))
        .help("look at the dates of the group and at `in force`; `in … on DATE` reads it at another day");
  });
}

void group_empty_at_times(const LintInput& in, Findings& out) {
  each_read(in, [&](const Read& r) {
    const IntervalSet without = r.days.minus(r.members);
    if (!r.of_rule || without.empty() || r.members.intersect(r.days).empty()) return;
    out.add(r.span, fmt::format("{} has no member {}, while this is in force", r.name, days_text(without)))
        .help("if that is not meant, look at the dates of the group and at `in force`");
  });
}

}  // namespace jur::lint_rules
