// Norms: what parties must, must not and may do.
#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include <fmt/format.h>

#include "lint/rules.h"
#include "lint/walk.h"

namespace jur::lint_rules {

using model::ActionId;
using model::Modal;
using model::Norm;
using model::TimeKind;

namespace {

bool same_act(const model::Act& a, const model::Act& b) {
  return a.party == b.party && a.action == b.action && a.argument.kind == b.argument.kind &&
         a.argument.member == b.argument.member;
}

// Days of a length that does not depend on where it begins; nothing for months and years.
std::optional<std::int64_t> fixed_days(Duration d) {
  switch (d.unit) {
    case TimeUnit::Hour:
      return (d.count + 23) / 24 - (d.count > 0 ? 1 : 0);
    case TimeUnit::Day:
      return d.count;
    case TimeUnit::Week:
      return d.count * 7;
    default:
      return std::nullopt;
  }
}

std::optional<bool> shorter(Duration a, Duration b) {
  const auto days_a = fixed_days(a);
  const auto days_b = fixed_days(b);
  if (days_a && days_b) return *days_a < *days_b;
  const auto months = [](Duration d) { return d.unit == TimeUnit::Year ? d.count * 12 : d.count; };
  if (!days_a && !days_b) return months(a) < months(b);
  return std::nullopt;
}

std::vector<const Norm*> with_action(const model::Rule& r, Modal modal) {
  std::vector<const Norm*> out;
  for (const Norm& n : r.norms) {
    if (n.modal == modal) out.push_back(&n);
  }
  return out;
}

// Both are deadlines for one duty from one day, and that of `a` is the longer one.
bool longer(const Norm& a, const Norm& b) {
  if (a.time.kind != TimeKind::Within || b.time.kind != TimeKind::Within || !same_act(a.act, b.act)) return false;
  if (a.even_if_impossible && !b.even_if_impossible) return false;
  const auto of = [](const Norm& n) { return n.time.text.substr(n.time.text.find(" of ")); };
  return of(a) == of(b) && shorter(b.time.length, a.time.length) == true;
}

// Rules that apply wherever another rule of their law may: nothing of their own limits them, and nothing defeats them.
std::set<model::RuleId> unconditional(const model::Program& p) {
  std::set<model::RuleId> out;
  for (const model::RuleId id : p.rules.ids()) {
    const model::Rule& r = p.rules[id];
    if (!r.when.valid() && r.exceptions.empty() && !r.in_force && !r.for_every.valid()) out.insert(id);
  }
  for (const model::Precedence& d : p.precedence) out.erase(d.loser);
  return out;
}

// Actions that some `relate` or `excludes` speaks of.
std::set<ActionId> related(const model::Program& p) {
  std::set<ActionId> out;
  for (const model::Relate& r : p.relates) {
    out.insert(r.from.action);
    out.insert(r.to.action);
  }
  for (const ActionId a : p.actions.ids()) {
    for (const ActionId other : p.actions[a].excludes) {
      out.insert(a);
      out.insert(other);
    }
  }
  return out;
}

}  // namespace

void repeated_norm(const LintInput& in, Findings& out) {
  for (const LintFile& f : in.files) {
    if (!f.asked) continue;
    each_node(*f.tree, syntax::NodeKind::rule_decl, [&](syntax::NodeRef rule) {
      std::map<std::string, Span> seen;
      for (const syntax::NodeRef item : rule.children(syntax::NodeKind::rule_item)) {
        const syntax::NodeRef n = item.child(syntax::NodeKind::norm);
        if (!n) continue;
        const auto [at, fresh] = seen.try_emplace(words(n), n.span());
        if (fresh) continue;
        Diagnostic& d = out.add(n.span(), "this norm stands twice in its rule");
        d.label(at->second, "here for the first time").help("take one out");
        d.fix.push_back(taken_out(item));
      }
    });
  }
}

void idle_deadline(const LintInput& in, Findings& out) {
  const std::set<model::RuleId> always = unconditional(in.model);
  for (const model::RuleId id : in.model.rules.ids()) {
    const model::Rule& r = in.model.rules[id];
    for (const Norm* a : with_action(r, Modal::Must)) {
      for (const Norm* b : with_action(r, Modal::Must)) {
        if (!longer(*a, *b)) continue;
        out.add(a->span, fmt::format("the deadline `{}` is longer than another of this rule", a->time.text))
            .label(b->span, "the shorter one")
            .help("keep the one that the provision states");
      }
      for (const model::RuleId other : in.model.laws[r.law].rules) {
        const model::Rule& most = in.model.rules[other];
        if (other == id || !always.contains(other) || r.in_force || r.for_every.valid() || r.case_type != most.case_type)
          continue;
        for (const Norm* b : with_action(most, Modal::Must)) {
          if (!longer(*a, *b)) continue;
          out.add(a->span, fmt::format("the deadline `{}` is longer than the one that the law sets for every case", a->time.text))
              .label(b->span, fmt::format("by rule `{}`", most.name))
              .help("where the longer one is meant to count, let its rule go `notwithstanding` the other");
        }
      }
    }
  }
}

void permission_beside_duty(const LintInput& in, Findings& out) {
  for (const model::Rule& r : in.model.rules.all()) {
    for (const Norm* may : with_action(r, Modal::May)) {
      for (const Norm* must : with_action(r, Modal::Must)) {
        if (!same_act(may->act, must->act)) continue;
        out.add(may->span, "this permits what the same rule requires")
            .label(must->span, "required here")
            .help("take the permission out: a duty needs none");
        break;
      }
    }
  }
}

void needless_even_if(const LintInput& in, Findings& out) {
  const model::Program& p = in.model;
  for (const model::Rule& r : p.rules.all()) {
    for (const Norm& n : r.norms) {
      if (!n.even_if_impossible) continue;
      std::vector<ActionId> open{n.act.action};
      std::set<ActionId> seen{n.act.action};
      bool can_fail = false;
      while (!open.empty() && !can_fail) {
        const ActionId a = open.back();
        open.pop_back();
        can_fail = p.actions[a].possible.valid();
        for (const model::Relate& rel : p.relates) {
          if (rel.implies && rel.from.action == a && seen.insert(rel.to.action).second) open.push_back(rel.to.action);
        }
      }
      if (can_fail) continue;
      out.add(n.span, fmt::format("`even if impossible`, but `{}` is always possible", p.actions[n.act.action].name))
          .help("take it out, or say with `possible when` when the action can be done");
    }
  }
}

void idle_permission(const LintInput& in, Findings& out) {
  const model::Program& p = in.model;
  std::set<model::RuleId> winners;
  for (const model::Precedence& x : p.precedence) winners.insert(x.winner);
  for (const model::RuleId id : p.rules.ids()) {
    const model::Rule& r = p.rules[id];
    const bool permits = !r.norms.empty() && std::all_of(r.norms.begin(), r.norms.end(), [](const Norm& n) {
      return n.modal == Modal::May || n.modal == Modal::NeedNot;
    });
    if (!permits || winners.contains(id)) continue;
    out.add(r.span, fmt::format("rule `{}` permits, but lifts nothing", r.name))
        .help("name the rule that it lifts: `notwithstanding …`; a permission alone lifts no ban and no duty");
  }
}

void missing_deadline(const LintInput& in, Findings& out) {
  for (const model::Rule& r : in.model.rules.all()) {
    for (const Norm* n : with_action(r, Modal::Must)) {
      if (n->time.kind != TimeKind::None) continue;
      out.add(n->span, "this duty has no deadline").help("add `within … of …` or `by …`, or `for …` for a duty that lasts");
    }
  }
}

void idle_party(const LintInput& in, Findings& out) {
  const model::Program& p = in.model;
  for (const model::CaseId c : p.cases.ids()) {
    const model::CaseType& type = p.cases[c];
    if (!in.files[type.module.index].whole) continue;
    std::set<std::uint32_t> bound;
    std::set<model::RecordId> every;
    bool laws = false;
    for (const model::Rule& r : p.rules.all()) {
      if (r.case_type != c) continue;
      laws = true;
      if (r.for_every.valid()) every.insert(r.for_every);
      for (const Norm& n : r.norms) bound.insert(n.act.party);
    }
    for (const model::Relate& r : p.relates) {
      if (r.case_type.valid() && r.case_type != c) continue;
      for (const model::Act* a : {&r.from, &r.to}) bound.insert(a->party);
    }
    for (std::uint32_t i = 0; laws && i < type.members.size(); ++i) {
      const model::CaseMember& m = type.members[i];
      if (!m.party || bound.contains(i) || every.contains(m.field.type.record)) continue;
      out.add(m.field.span, fmt::format("no rule binds party `{}`", m.field.name))
          .help("take `party` out where it only holds facts, or write what it must do");
    }
  }
}

void ungoverned_action(const LintInput& in, Findings& out) {
  const model::Program& p = in.model;
  std::set<ActionId> governed = related(p);
  for (const model::Rule& r : p.rules.all()) {
    for (const Norm& n : r.norms) governed.insert(n.act.action);
  }
  for (const model::Decision& d : p.decisions) {
    for (const model::Output& o : d.outputs) {
      if (governed.contains(o.action)) continue;
      out.add(d.span, fmt::format("decision `{}` lists `{}`, of which no rule speaks", d.name, p.actions[o.action].name))
          .help("its verdict is always `silent`: take it out of the list, or write the rule");
    }
  }
}

}  // namespace jur::lint_rules
