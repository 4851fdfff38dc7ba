#include "verify/join.h"

#include <algorithm>
#include <limits>
#include <map>

#include <fmt/format.h>

#include "core/case_json.h"

namespace jur::proof {

using core::CondId;
using core::DomainId;
using core::Fact;
using core::FactId;
using core::FactKind;
using core::Op;
using core::Value;
using core::ValueKind;

Joined::Joined(const core::Program& before, const core::Program& after) : build(program) {
  versions[0].program = &before;
  versions[1].program = &after;
  program.name = after.name;
  program.case_name = after.case_name;
  program.span = after.span;
  join_domains();
  join_facts();
  Fact day_fact;
  day_fact.name = "day";
  day_fact.kind = FactKind::Date;
  day_fact.lo = -1'000'000'000;
  day_fact.hi = 1'000'000'000;
  day = program.facts.add(std::move(day_fact));
  program.as_of = versions[1].facts[after.as_of.index];
  if (versions[0].facts[before.as_of.index] != program.as_of) {
    say("the as-of date", fmt::format("was `{}` and is `{}`", before.facts[before.as_of].name, after.facts[after.as_of].name),
        true);
  }
  for (const std::size_t v : {0U, 1U}) {
    take_conditions(v);
    take_rules(v);
    program.assumptions.insert(program.assumptions.end(), versions[v].assumptions.begin(), versions[v].assumptions.end());
  }
  pair_acts();
}

// Parts of both versions, then those that the conditions of a version name.
void Joined::take_conditions(std::size_t version) {
  Version& v = versions[version];
  for (const core::Cond& c : v.program->conds.all()) v.conds.push_back(take(v, c));
  for (const CondId c : v.program->assumptions) v.assumptions.push_back(v.conds[c.index]);
}

core::DateTerm Joined::take(const Version& v, const core::DateTerm& t) const {
  core::DateTerm out = t;
  if (t.fact.valid()) out.fact = v.facts[t.fact.index];
  return out;
}

ValueSet Joined::take(const Version& v, FactId f, const ValueSet& s) const {
  const DomainId own = v.program->facts[f].domain;
  ValueSet out(program.domains[program.facts[v.facts[f.index]].domain].members.size());
  for (const std::size_t m : s.members()) {
    if (const auto at = v.members[own.index][m]) out.insert(*at);
  }
  return out;
}

CondId Joined::take(const Version& v, const core::Cond& c) {
  std::vector<CondId> args;
  for (const CondId a : v.program->args_of(c)) args.push_back(v.conds[a.index]);
  const auto fact = [&] { return v.facts[c.fact.index]; };
  const auto other = [&] { return v.facts[c.other.index]; };
  switch (c.op) {
    case Op::Const:
      return build.constant(c.count != 0);
    case Op::Not:
      return build.not_(args[0]);
    case Op::And:
      return build.all(args);
    case Op::Or:
      return build.any(args);
    case Op::AtLeast:
      return build.at_least(c.count, args);
    case Op::IsTrue:
      return build.is_true(fact());
    case Op::IsNone:
      return build.is_none(fact());
    case Op::InSet:
      return build.in_set(fact(), take(v, c.fact, v.program->sets[c.set]));
    case Op::Same:
      return build.same(fact(), other());
    case Op::Meets:
      return build.meets(fact(), take(v, c.fact, v.program->sets[c.set]));
    case Op::Holds:
      return build.holds(fact(), other());
    case Op::Overlaps:
      return build.overlaps(fact(), other());
    case Op::Within:
      return build.within(fact(), other());
    case Op::InRange:
      return build.in_range(fact(), v.program->ranges[c.range]);
    case Op::Linear: {
      core::LinearForm form = v.program->linears[c.linear];
      for (auto& term : form.terms) term.first = v.facts[term.first.index];
      return build.linear(std::move(form));
    }
    case Op::NotAfter: {
      const core::DatePair& pair = v.program->date_pairs[c.dates];
      return build.not_after(take(v, pair.first), take(v, pair.second));
    }
  }
  return build.never();
}

void Joined::take_rules(std::size_t version) {
  Version& v = versions[version];
  const core::Program& p = *v.program;
  const auto cond = [&](CondId c) { return c.valid() ? v.conds[c.index] : c; };
  std::vector<core::OrderId> orders;
  std::vector<core::LawId> laws;
  for (const core::Order& o : p.orders.all()) orders.push_back(program.orders.add(o));
  for (core::Law law : p.laws.all()) {
    law.order = orders[law.order.index];
    law.in_force = cond(law.in_force);
    laws.push_back(program.laws.add(std::move(law)));
  }
  for (const core::Rule& r : p.rules.all()) {
    core::Rule out;
    out.name = r.name;
    out.instance = r.instance;
    out.law = laws[r.law.index];
    out.in_force = cond(r.in_force);
    out.when = cond(r.when);
    out.applies = cond(r.applies);
    out.span = r.span;
    v.rules.push_back(program.rules.add(std::move(out)));
  }
  for (core::Act a : p.acts.all()) {
    a.possible = cond(a.possible);
    v.acts.push_back(program.acts.add(std::move(a)));
  }
  for (const core::Implication& i : p.implications) {
    program.implications.push_back({v.acts[i.from.index], v.acts[i.to.index], cond(i.when), i.span});
  }
  for (const core::Exclusion& e : p.exclusions) {
    program.exclusions.push_back({v.acts[e.a.index], v.acts[e.b.index], cond(e.when), e.span});
  }
  for (core::Norm n : p.norms.all()) {
    n.rule = v.rules[n.rule.index];
    n.act = v.acts[n.act.index];
    n.effect = cond(n.effect);
    n.rest = cond(n.rest);
    if (n.period.from) n.period.from = take(v, *n.period.from);
    if (n.period.until) n.period.until = take(v, *n.period.until);
    program.norms.add(std::move(n));
  }
}

void Joined::pair_acts() {
  std::map<std::pair<std::string, std::string>, std::size_t> known;
  for (const std::size_t v : {1U, 0U}) {
    const core::Program& p = *versions[v].program;
    for (const core::ActId a : p.acts.ids()) {
      const auto [it, fresh] = known.try_emplace({p.acts[a].party, p.acts[a].action}, acts.size());
      if (fresh) acts.emplace_back();
      acts[it->second][v] = versions[v].acts[a.index];
    }
  }
}

core::Case Joined::case_of(std::size_t version, const core::Case& joined) const {
  const Version& v = versions[version];
  core::Case out;
  for (const FactId f : v.program->facts.ids()) {
    Value value = joined[v.facts[f.index]];
    const Fact& fact = v.program->facts[f];
    if (fact.kind == FactKind::Enum && value.kind == ValueKind::Enum) {
      const auto& members = v.members[fact.domain.index];
      const auto at = std::find(members.begin(), members.end(), static_cast<std::size_t>(value.number));
      value = Value::of_enum(static_cast<std::size_t>(at - members.begin()));
    }
    if (fact.kind == FactKind::Set && value.kind == ValueKind::Set) {
      const auto& members = v.members[fact.domain.index];
      ValueSet s(members.size());
      for (std::size_t m = 0; m < members.size(); ++m) {
        if (members[m] && value.set.has(*members[m])) s.insert(m);
      }
      value = Value::of_set(std::move(s));
    }
    out.values.push_back(std::move(value));
  }
  return out;
}

std::vector<FactId> Joined::facts_of(std::size_t version, const std::vector<FactId>& joined) const {
  const Version& v = versions[version];
  std::vector<FactId> out;
  for (const FactId f : v.program->facts.ids()) {
    if (std::binary_search(joined.begin(), joined.end(), v.facts[f.index])) out.push_back(f);
  }
  return out;
}

void Joined::say(std::string subject, std::string text, bool breaking) {
  changes.push_back({std::move(subject), std::move(text), breaking});
}

}  // namespace jur::proof
