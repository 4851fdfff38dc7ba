// Lists of names in conditions and groups, against the groups that there are.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "lint/dates.h"
#include "lint/rules.h"
#include "lint/walk.h"

namespace jur::lint_rules {

using model::DatedSet;
using syntax::NodeKind;
using syntax::NodeRef;
using syntax::TokenKind;

void list_is_group(const LintInput& in, Findings& out) {
  constexpr std::size_t kLeast = 3;
  each_asked(in, NodeKind::set_operand, [&](NodeRef operand, model::ModuleId module) {
    const NodeRef set = operand.child(NodeKind::set_literal);
    if (!set) return;
    std::set<std::string> names;
    for (const NodeRef m : set.children(NodeKind::path)) names.insert(last_name(m));
    if (names.size() < kLeast) return;
    for (const model::ModuleId m : model::in_sight(in.model, module)) {
      for (const model::Group& g : in.model.groups.all()) {
        if (g.module != m) continue;
        std::set<std::string> members;
        bool always = true;
        for (std::size_t i = 0; i < g.members.days.size(); ++i) {
          if (g.members.days[i].empty()) continue;
          members.insert(in.model.enums[g.of].members[i].name);
          always = always && g.members.days[i].covers(IntervalSet::of(kFirstDate.days, kLastDate.days));
        }
        if (!always || members != names) continue;
        out.add(set.span(), fmt::format("this list is group `{}`", g.name)).help(fmt::format("write `{}`", g.name));
        return;
      }
    }
  });
}

void needless_member(const LintInput& in, Findings& out) {
  each_asked(in, NodeKind::group_expr, [&](NodeRef expr, model::ModuleId module) {
    DatedSet left;
    bool first = true;
    bool except = false;
    for (const NodeRef c : expr.children()) {
      if (c.is(NodeKind::token)) {
        except = c.first_token().kind == TokenKind::EXCEPT;
        continue;
      }
      const std::vector<NodeRef> factors = c.children(NodeKind::group_factor);
      if (factors.size() != 1) return;
      if (const NodeRef set = factors[0].child(NodeKind::dated_set)) {
        if (first) return;
        const std::vector<NodeRef> members = set.children(NodeKind::dated_member);
        if (std::any_of(members.begin(), members.end(), [](NodeRef m) { return static_cast<bool>(m.child(NodeKind::period)); }))
          return;
        const model::Group* base = group_named(in, module, last_name(expr.child(NodeKind::group_term)));
        for (const NodeRef m : members) {
          const auto& names = in.model.enums[base->of].members;
          const std::string name = last_name(m.child(NodeKind::path));
          const auto at = std::find_if(names.begin(), names.end(), [&](const model::Member& x) { return x.name == name; });
          if (at == names.end()) continue;
          const IntervalSet& days = left.days[static_cast<std::size_t>(at - names.begin())];
          if (except && days.empty()) {
            out.add(m.span(), fmt::format("`{}` is taken out of what it never is in", name)).help("take it out of the list");
          } else if (!except && days.covers(IntervalSet::of(kFirstDate.days, kLastDate.days))) {
            out.add(m.span(), fmt::format("`{}` is always in the group named before", name)).help("take it out of the list");
          }
        }
        return;
      }
      const NodeRef path = factors[0].child(NodeKind::path);
      const model::Group* g = path ? group_named(in, module, last_name(path)) : nullptr;
      if (g == nullptr || except) return;
      if (first) {
        left = g->members;
      } else {
        for (std::size_t i = 0; i < left.days.size() && i < g->members.days.size(); ++i)
          left.days[i] = left.days[i].unite(g->members.days[i]);
      }
      first = false;
    }
  });
}

}  // namespace jur::lint_rules
