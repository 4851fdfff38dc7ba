// Groups, relations and their dates.
#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "lint/rules.h"
#include "lint/walk.h"

namespace jur::lint_rules {

using model::DatedSet;
using syntax::NodeKind;
using syntax::NodeRef;
using syntax::TokenKind;

namespace {

constexpr std::int64_t kFarDays = 50 * 366;
constexpr std::size_t kMostlyBothWays = 2;  // tuples both ways for each one-way tuple

struct Days {
  std::optional<Date> from;
  std::optional<Date> until;
};

Days days_of(NodeRef period) {
  Days out;
  bool until = false;
  for (const NodeRef c : period.children()) {
    if (!c.is(NodeKind::token)) continue;
    if (c.first_token().kind == TokenKind::UNTIL) until = true;
    if (c.first_token().kind == TokenKind::DATE_LITERAL) (until ? out.until : out.from) = parse_date(c.text());
  }
  return out;
}

std::string last_name(NodeRef path) {
  std::string text = words(path);
  const std::size_t dot = text.rfind('.');
  return dot == std::string::npos ? text : text.substr(dot + 1);
}

IntervalSet any_day(const DatedSet& set) {
  IntervalSet out;
  for (const IntervalSet& d : set.days) out = out.unite(d);
  return out;
}

const model::Group* group_named(const LintInput& in, model::ModuleId from, const std::string& name) {
  const model::Group* found = nullptr;
  for (const model::ModuleId m : model::in_sight(in.model, from)) {
    for (const model::Group& g : in.model.groups.all()) {
      if (g.module != m || g.name != name) continue;
      if (found != nullptr) return nullptr;
      found = &g;
    }
  }
  return found;
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

// A tuple of groups has the dates of their members.
void undated_tuple(const LintInput& in, Findings& out) {
  const IntervalSet always = IntervalSet::of(kFirstDate.days, kLastDate.days);
  for (const model::Relation& r : in.model.relations.all()) {
    const auto dated = [&](const model::Tuple& t) { return !t.days.covers(always); };
    if (std::none_of(r.tuples.begin(), r.tuples.end(), dated)) continue;
    std::set<Span> with_dates;
    for (const model::Tuple& t : r.tuples) {
      if (dated(t)) with_dates.insert(t.span);
    }
    std::set<Span> told;
    for (const model::Tuple& t : r.tuples) {
      if (with_dates.contains(t.span) || !told.insert(t.span).second) continue;
      out.add(t.span, "this tuple holds always, while others have dates").help("say since when it holds: `from …`");
    }
  }
}

void adjacent_periods(const LintInput& in, Findings& out) {
  const auto look = [&](const std::vector<NodeRef>& periods) {
    for (std::size_t i = 1; i < periods.size(); ++i) {
      const Days before = days_of(periods[i - 1]);
      const Days after = days_of(periods[i]);
      if (!before.until || !after.from || before.until->days + 1 != after.from->days) continue;
      out.add(periods[i].span(), "this period goes on where the one before ends")
          .label(periods[i - 1].span(), "the one before")
          .help("write one period, or mend the date");
    }
  };
  each_asked(in, NodeKind::periods, [&](NodeRef p, model::ModuleId) { look(p.children(NodeKind::period)); });
  each_asked(in, NodeKind::dated_set, [&](NodeRef set, model::ModuleId) {
    std::vector<NodeRef> run;
    for (const NodeRef m : set.children(NodeKind::dated_member)) {
      if (m.child(NodeKind::path)) {
        look(run);
        run.clear();
      }
      if (const NodeRef p = m.child(NodeKind::period)) run.push_back(p);
    }
    look(run);
  });
}

void one_way_tuple(const LintInput& in, Findings& out) {
  for (const model::Relation& r : in.model.relations.all()) {
    if (r.symmetric || r.columns.size() != 2 || r.columns[0] != r.columns[1]) continue;
    std::set<std::pair<std::uint32_t, std::uint32_t>> pairs;
    for (const model::Tuple& t : r.tuples) pairs.emplace(t.members[0], t.members[1]);
    std::map<Span, const model::Tuple*> one_way;  // as written, with what they stand for that has no way back
    std::set<Span> written;
    for (const model::Tuple& t : r.tuples) {
      written.insert(t.span);
      if (!pairs.contains({t.members[1], t.members[0]})) one_way.try_emplace(t.span, &t);
    }
    if ((written.size() - one_way.size()) < one_way.size() * kMostlyBothWays) continue;
    for (const auto& [span, t] : one_way) {
      const auto& names = in.model.enums[r.columns[0]].members;
      out.add(span, fmt::format("`{}` holds from `{}` to `{}` and not back, while most hold both ways", r.name,
                                names[t->members[0]].name, names[t->members[1]].name))
          .help("add the way back, or declare the relation `symmetric`");
    }
  }
}

void could_be_symmetric(const LintInput& in, Findings& out) {
  for (const model::Relation& r : in.model.relations.all()) {
    if (r.symmetric || r.columns.size() != 2 || r.columns[0] != r.columns[1]) continue;
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::pair<IntervalSet, Span>> pairs;
    for (const model::Tuple& t : r.tuples) {
      auto& [days, span] = pairs[{t.members[0], t.members[1]}];
      days = days.unite(t.days);
      span = t.span;
    }
    bool twice = false;  // two tuples as written say the same
    const bool both = std::all_of(pairs.begin(), pairs.end(), [&](const auto& p) {
      const auto other = pairs.find({p.first.second, p.first.first});
      if (other == pairs.end() || other->second.first != p.second.first) return false;
      twice = twice || other->second.second != p.second.second;
      return true;
    });
    if (both && twice) {
      out.add(r.span, fmt::format("each tuple of `{}` is written both ways", r.name))
          .help("declare the relation `symmetric` and write each tuple once");
    }
  }
}

void empty_group(const LintInput& in, Findings& out) {
  for (const model::Group& g : in.model.groups.all()) {
    if (any_day(g.members).empty())
      out.add(g.span, fmt::format("group `{}` has no member on any day", g.name)).help("add its members, or take it out");
  }
}

void group_outside_dates(const LintInput& in, Findings& out) {
  const model::Program& p = in.model;
  for (const Condition& c : conditions(p)) {
    std::optional<IntervalSet> days;
    if (c.law.valid()) days = p.laws[c.law].in_force;
    if (c.rule.valid() && p.rules[c.rule].in_force) days = p.rules[c.rule].in_force;
    each_expr(p, c.expr, [&](const model::Expr& e) {
      if (e.kind != model::ExprKind::In || p.exprs[e.args[1]].kind != model::ExprKind::Dated) return;
      const model::Expr& set = p.exprs[e.args[1]];
      const IntervalSet members = any_day(p.dated_sets[set.dated]);
      IntervalSet read = days.value_or(IntervalSet::all());
      if (e.args.size() > 2) {
        const model::Expr& on = p.exprs[e.args[2]];
        if (on.kind != model::ExprKind::Literal || on.literal.kind != model::LiteralKind::Date) return;
        read = IntervalSet::of(on.literal.number, on.literal.number);
      }
      if (members.empty() || read.empty() || !members.intersect(read).empty()) return;
      const std::string name = set.group.valid() ? fmt::format("group `{}`", p.groups[set.group].name) : std::string("this set");
      out.add(e.span, fmt::format("{} has no member on any day on which it is read here", name))
          .help("look at the dates of the group and at `in force`; `in … on DATE` reads it at another day");
    });
  }
}

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

void far_date(const LintInput& in, Findings& out) {
  for (const LintFile& f : in.files) {
    if (!f.asked) continue;
    for (const syntax::Token& t : f.tree->tokens) {
      if (t.kind != TokenKind::DATE_LITERAL) continue;
      const auto day = parse_date(f.tree->text.substr(t.begin, t.end - t.begin));
      if (!day || day->days - in.today.days <= kFarDays) continue;
      out.add({f.tree->file, t.begin, t.end}, fmt::format("{} lies more than fifty years ahead", to_string(*day)))
          .help("leave the end open where none is known; `none` says that there is no such day");
    }
  }
}

}  // namespace jur::lint_rules
