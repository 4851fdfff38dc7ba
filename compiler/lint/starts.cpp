// Treaties and memberships against the first days of the groups that they are for.
#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "lint/dates.h"
#include "lint/rules.h"
#include "lint/walk.h"

namespace jur::lint_rules {

using syntax::NodeKind;
using syntax::NodeRef;
using syntax::TokenKind;

namespace {

// Since the calendar began where a period has no `from`.
Date start_of(NodeRef period) { return days_of(period).from.value_or(kFirstDate); }

Date first_of(const std::vector<NodeRef>& periods) {
  Date out = kLastDate;
  for (const NodeRef p : periods) out = std::min(out, start_of(p));
  return out;
}

std::optional<Date> first_of(const IntervalSet& days) {
  if (days.empty()) return std::nullopt;
  return Date{static_cast<std::int32_t>(std::max<std::int64_t>(days.parts().front().lo, kFirstDate.days))};
}

// The first day on which a set as written may have a member; nothing where that is not known.
class FirstDay {
 public:
  FirstDay(const LintInput& in, model::ModuleId module) : in_(in), module_(module) {}

  std::optional<Date> of(NodeRef expr) const {
    std::optional<Date> out;
    bool except = false;
    for (const NodeRef c : expr.children()) {
      if (c.is(NodeKind::token)) except = c.first_token().kind == TokenKind::EXCEPT;
      if (!c.is(NodeKind::group_term) || except) continue;
      const auto first = of_term(c);
      if (!first) return std::nullopt;
      out = out ? std::min(*out, *first) : *first;
    }
    return out;
  }

 private:
  std::optional<Date> of_term(NodeRef term) const {
    std::optional<Date> out;
    for (const NodeRef factor : term.children(NodeKind::group_factor)) {
      const auto first = of_factor(factor);
      if (!first) return std::nullopt;
      out = out ? std::max(*out, *first) : *first;
    }
    return out;
  }

  std::optional<Date> of_factor(NodeRef factor) const {
    if (const NodeRef set = factor.child(NodeKind::dated_set)) return of_set(set);
    if (const NodeRef path = factor.child(NodeKind::path)) {
      const model::Group* g = group_named(in_, module_, last_name(path));
      return g != nullptr ? first_of(any_day(g->members)) : std::nullopt;
    }
    const auto inner = of(factor.child(NodeKind::group_expr));
    const NodeRef periods = factor.child(NodeKind::periods);
    return inner && periods ? std::max(*inner, first_of(periods.children(NodeKind::period))) : inner;
  }

  static std::optional<Date> of_set(NodeRef set) {
    const std::vector<NodeRef> members = set.children(NodeKind::dated_member);
    if (members.empty()) return std::nullopt;
    if (!members.back().child(NodeKind::period)) return kFirstDate;
    std::vector<NodeRef> periods;
    for (const NodeRef m : members) {
      if (const NodeRef p = m.child(NodeKind::period)) periods.push_back(p);
    }
    return first_of(periods);
  }

  const LintInput& in_;
  model::ModuleId module_;
};

void look_at_tuple(const LintInput& in, NodeRef tuple, model::ModuleId module, Findings& out) {
  const NodeRef periods = tuple.child(NodeKind::periods);
  if (!periods) return;
  for (const NodeRef path : tuple.children(NodeKind::path)) {
    const model::Group* g = group_named(in, module, last_name(path));
    const auto first = g != nullptr ? first_of(any_day(g->members)) : std::nullopt;
    if (!first) continue;
    for (const NodeRef p : periods.children(NodeKind::period)) {
      if (!days_of(p).from || start_of(p) >= *first) continue;
      out.add(p.span(), fmt::format("this tuple is to hold from {}, and `{}` has no member before {}", to_string(start_of(p)),
                                    g->name, to_string(*first)))
          .label(g->span, "this group")
          .help("a group stands for its members on each day: mend the date of the tuple, or those of the group");
    }
  }
}

void look_at_factor(const LintInput& in, NodeRef factor, model::ModuleId module, Findings& out) {
  const NodeRef periods = factor.child(NodeKind::periods);
  const NodeRef inner = factor.child(NodeKind::group_expr);
  if (!periods || !inner) return;
  const Date around = first_of(periods.children(NodeKind::period));
  if (const auto first = FirstDay(in, module).of(inner); first && around != kFirstDate && around < *first) {
    out.add(periods.span(), fmt::format("this period starts on {}, and nothing in the parentheses is a member before {}",
                                        to_string(around), to_string(*first)))
        .label(inner.span(), "of these")
        .help("mend the date that is wrong, or take the period out");
  }
  for (const NodeRef term : inner.children(NodeKind::group_term)) {
    for (const NodeRef f : term.children(NodeKind::group_factor)) {
      const NodeRef set = f.child(NodeKind::dated_set);
      for (const NodeRef m : set ? set.children(NodeKind::dated_member) : std::vector<NodeRef>()) {
        const NodeRef p = m.child(NodeKind::period);
        if (!p || !days_of(p).from || start_of(p) >= around) continue;
        out.add(p.span(), fmt::format("this membership starts on {}, and the group around it on {}", to_string(start_of(p)),
                                      to_string(around)))
            .label(periods.span(), "what dates the parentheses")
            .help("only days within both periods count: mend the date that is wrong");
      }
    }
  }
}

}  // namespace

void starts_before_group(const LintInput& in, Findings& out) {
  each_asked(in, NodeKind::tuple, [&](NodeRef n, model::ModuleId module) { look_at_tuple(in, n, module, out); });
  each_asked(in, NodeKind::group_factor, [&](NodeRef n, model::ModuleId module) { look_at_factor(in, n, module, out); });
}

}  // namespace jur::lint_rules
