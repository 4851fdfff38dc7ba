#include "lower/classes.h"

#include <algorithm>
#include <map>

#include "core/builder.h"

namespace jur::lower {
namespace {

using core::Cond;
using core::CondId;
using core::FactId;
using core::Op;
using core::Program;
using core::Value;
using Signature = std::vector<bool>;

template <class Visit>
void visit_facts(const Program& p, const Cond& c, const Visit& visit) {
  const auto term = [&](const core::DateTerm& t) {
    if (t.fact.valid()) visit(t.fact);
  };
  switch (c.op) {
    case Op::Const:
    case Op::Not:
    case Op::And:
    case Op::Or:
    case Op::AtLeast:
      return;
    case Op::IsTrue:
    case Op::IsNone:
    case Op::InSet:
    case Op::Meets:
    case Op::InRange:
      visit(c.fact);
      return;
    case Op::Same:
    case Op::Holds:
    case Op::Overlaps:
    case Op::Within:
      visit(c.fact);
      visit(c.other);
      return;
    case Op::Linear:
      for (const auto& t : p.linears[c.linear].terms) visit(t.first);
      return;
    case Op::NotAfter:
      term(p.date_pairs[c.dates].first);
      term(p.date_pairs[c.dates].second);
      return;
  }
}

// What the cone asks of one fact.
struct Questions {
  bool each = false;  // compared with another fact: every value is a class of its own
  std::vector<const ValueSet*> sets;
  std::vector<const IntervalSet*> ranges;
};

Questions questions(const Program& p, FactId fact, const Cone& cone) {
  Questions q;
  for (const CondId id : cone.conds) {
    const Cond& c = p.conds[id];
    bool uses = false;
    visit_facts(p, c, [&](FactId f) { uses = uses || f == fact; });
    if (!uses) continue;
    switch (c.op) {
      case Op::InSet:
      case Op::Meets:
        q.sets.push_back(&p.sets[c.set]);
        break;
      case Op::InRange:
        q.ranges.push_back(&p.ranges[c.range]);
        break;
      case Op::Same:
      case Op::Holds:
      case Op::Overlaps:
      case Op::Within:
      case Op::Linear:
        q.each = true;
        break;
      case Op::NotAfter:  // see relations
      case Op::Const:
      case Op::Not:
      case Op::And:
      case Op::Or:
      case Op::AtLeast:
      case Op::IsTrue:
      case Op::IsNone:
        break;
    }
  }
  return q;
}

std::vector<Value> of_enum(std::size_t members, const Questions& q) {
  std::vector<Value> out;
  std::set<Signature> seen;
  for (std::size_t m = 0; m < members; ++m) {
    Signature s;
    for (const ValueSet* set : q.sets) s.push_back(set->has(m));
    if (seen.insert(s).second || q.each) out.push_back(Value::of_enum(m));
  }
  return out;
}

// The numbers at which some range begins or has ended.
std::set<std::int64_t> starts(const core::Fact& fact, const Questions& q) {
  std::set<std::int64_t> out{fact.lo};
  for (const IntervalSet* range : q.ranges) {
    for (const Interval& part : range->parts()) {
      if (part.lo > fact.lo && part.lo <= fact.hi) out.insert(part.lo);
      if (part.hi >= fact.lo && part.hi < fact.hi) out.insert(part.hi + 1);
    }
  }
  return out;
}

std::vector<Value> of_numbers(const core::Fact& fact, const Questions& q, std::size_t most) {
  const auto value = [&](std::int64_t n) {
    return fact.kind == core::FactKind::Date ? Value::of_date(Date{static_cast<std::int32_t>(n)}) : Value::of_int(n);
  };
  std::vector<Value> out;
  if (q.each) {
    const std::uint64_t last = static_cast<std::uint64_t>(fact.hi) - static_cast<std::uint64_t>(fact.lo);
    if (last >= most) return {};
    for (std::uint64_t i = 0; i <= last; ++i) out.push_back(value(fact.lo + static_cast<std::int64_t>(i)));
    return out;
  }
  std::set<Signature> seen;
  for (const std::int64_t n : starts(fact, q)) {
    Signature s;
    for (const IntervalSet* range : q.ranges) s.push_back(range->contains(n));
    if (seen.insert(s).second) out.push_back(value(n));
  }
  return out;
}

std::vector<Value> of_sets(std::size_t members, const Questions& q, std::size_t most) {
  std::vector<Value> out;
  if (q.each) {
    if (members >= 16 || (std::size_t{1} << members) > most) return {};
    for (std::size_t bits = 0; bits < (std::size_t{1} << members); ++bits) {
      ValueSet s(members);
      for (std::size_t m = 0; m < members; ++m) {
        if ((bits >> m & 1U) != 0) s.insert(m);
      }
      out.push_back(Value::of_set(std::move(s)));
    }
    return out;
  }
  std::map<Signature, ValueSet> found{{Signature(q.sets.size()), ValueSet(members)}};
  std::set<Signature> used;
  for (std::size_t m = 0; m < members; ++m) {
    Signature own;
    for (const ValueSet* set : q.sets) own.push_back(set->has(m));
    if (!used.insert(own).second) continue;
    const std::map<Signature, ValueSet> before = found;
    for (const auto& [signature, set] : before) {
      Signature joined = signature;
      for (std::size_t i = 0; i < own.size(); ++i) joined[i] = joined[i] || own[i];
      ValueSet more = set;
      more.insert(m);
      found.emplace(std::move(joined), std::move(more));
    }
    if (found.size() > most) return {};
  }
  for (auto& [signature, set] : found) out.push_back(Value::of_set(set));
  return out;
}

}  // namespace

std::vector<FactId> facts_of(const Program& program, const Cone& cone) {
  std::set<FactId> out;
  for (const CondId c : cone.conds) visit_facts(program, program.conds[c], [&](FactId f) { out.insert(f); });
  for (const core::DateTerm& t : cone.days) {
    if (t.fact.valid()) out.insert(t.fact);
  }
  return {out.begin(), out.end()};
}

void add_condition(const Program& program, CondId root, std::set<CondId>& out) {
  std::vector<CondId> open{root};
  while (!open.empty()) {
    const CondId c = open.back();
    open.pop_back();
    if (!out.insert(c).second) continue;
    const auto args = program.args_of(program.conds[c]);
    open.insert(open.end(), args.begin(), args.end());
  }
}

std::vector<CondId> assumptions_of(const Program& program) {
  std::vector<CondId> out;
  std::vector<CondId> open(program.assumptions.rbegin(), program.assumptions.rend());
  while (!open.empty()) {
    const CondId a = open.back();
    open.pop_back();
    const Cond& c = program.conds[a];
    const auto args = program.args_of(c);
    if (c.op == Op::And) {
      open.insert(open.end(), args.begin(), args.end());
    } else {
      out.push_back(a);
    }
  }
  return out;
}

std::vector<CondId> add_linked_assumptions(const Program& program, Cone& cone) {
  const auto optional_facts = [&](const Cone& c) {
    std::set<FactId> out;
    for (const FactId f : facts_of(program, c)) {
      if (program.facts[f].optional) out.insert(f);
    }
    return out;
  };
  const std::vector<CondId> assumptions = assumptions_of(program);
  std::set<CondId> linked;
  for (bool grown = true; grown;) {
    grown = false;
    const std::set<FactId> mine = optional_facts(cone);
    for (const CondId a : assumptions) {
      if (linked.contains(a)) continue;
      Cone one;
      add_condition(program, a, one.conds);
      const std::set<FactId> its = optional_facts(one);
      if (std::none_of(its.begin(), its.end(), [&](FactId f) { return mine.contains(f); })) continue;
      linked.insert(a);
      cone.conds.insert(one.conds.begin(), one.conds.end());
      grown = true;
    }
  }
  return {linked.begin(), linked.end()};
}

std::vector<Relation> relations(const Program& program, const Cone& cone) {
  std::vector<Relation> out;
  for (const CondId id : cone.conds) {
    const Cond& c = program.conds[id];
    if (c.op == Op::NotAfter) out.push_back({program.date_pairs[c.dates].first, program.date_pairs[c.dates].second, 0});
  }
  // Covers compare each end with each other, and with the day after.
  for (const core::DateTerm& a : cone.days) {
    for (const core::DateTerm& b : cone.days) {
      if (a.fact == b.fact) continue;
      for (const int slack : {0, 1}) out.push_back({a, b, slack});
    }
  }
  return out;
}

std::vector<Value> stretches(const Program& program, FactId id, const Cone& cone, std::size_t most) {
  const core::Fact& fact = program.facts[id];
  std::set<std::int64_t> days = starts(fact, questions(program, id, cone));
  const auto has_months = [](const core::DateTerm& t) {
    return std::any_of(t.steps.begin(), t.steps.end(), [](const core::DateStep& s) { return s.months; });
  };
  for (const core::DateTerm& a : cone.days) {
    for (const core::DateTerm& b : cone.days) {
      if (a.fact != id || b.fact != id || !(a < b) || !(has_months(a) || has_months(b))) continue;
      std::int64_t before = 0;
      for (std::int64_t d = fact.lo; d <= fact.hi; ++d) {
        const Date day{static_cast<std::int32_t>(d)};
        const std::int64_t apart = std::clamp(core::move(day, a.steps).days - core::move(day, b.steps).days, -2, 2);
        if (d > fact.lo && apart != before) days.insert(d);
        before = apart;
      }
    }
  }
  std::vector<Value> out;
  for (const std::int64_t d : days) out.push_back(Value::of_date(Date{static_cast<std::int32_t>(d)}));
  if (fact.or_none) out.push_back(Value::none());
  if (out.size() > most) out.clear();
  return out;
}

std::vector<Value> representatives(const Program& program, FactId id, const Cone& cone, std::size_t most) {
  const core::Fact& fact = program.facts[id];
  const Questions q = questions(program, id, cone);
  const auto members = [&] { return program.domains[fact.domain].members.size(); };
  std::vector<Value> out;
  switch (fact.kind) {
    case core::FactKind::Bool:
      out = {Value::of_bool(false), Value::of_bool(true)};
      break;
    case core::FactKind::Enum:
      out = of_enum(members(), q);
      break;
    case core::FactKind::Int:
    case core::FactKind::Date:
      out = of_numbers(fact, q, most);
      break;
    case core::FactKind::Set:
      out = of_sets(members(), q, most);
      break;
  }
  if (out.empty()) return out;
  if (fact.or_none) out.push_back(Value::none());
  if (out.size() > most) out.clear();
  return out;
}

}  // namespace jur::lower
