#include "evaluate/box.h"

#include <algorithm>

#include "core/builder.h"
#include "evaluate/truth.h"

namespace jur {
namespace {

using core::Cond;
using core::CondId;
using core::FactId;
using core::FactKind;
using core::Op;
using core::Program;
using core::Value;

Tri decided(bool surely, bool possibly) { return surely ? Tri::True : possibly ? Tri::Open : Tri::False; }

bool is_number(FactKind k) { return k == FactKind::Int || k == FactKind::Date; }

Interval hull(const IntervalSet& s) { return {s.parts().front().lo, s.parts().back().hi}; }

Tri linear(const core::LinearForm& form, const Box& box) {
  std::int64_t least = form.constant;
  std::int64_t most = form.constant;
  bool none = false;
  for (const auto& [fact, factor] : form.terms) {
    const Choice& c = box[fact.index];
    if (!c.has_values()) return Tri::False;
    none = none || c.none;
    const auto [lo, hi] = hull(c.numbers);
    least += factor * (factor > 0 ? lo : hi);
    most += factor * (factor > 0 ? hi : lo);
  }
  return decided(most <= 0 && !none, least <= 0);
}

Tri not_after(const core::DatePair& pair, const Box& box) {
  const auto first = days_of(pair.first, box);
  const auto second = days_of(pair.second, box);
  if (!first || !second) return Tri::False;
  const auto may_be_none = [&](const core::DateTerm& t) { return t.fact.valid() && box[t.fact.index].none; };
  const bool none = may_be_none(pair.first) || may_be_none(pair.second);
  return decided(first->hi <= second->lo && !none, first->lo <= second->hi);
}

// `arg` tells the truth of an argument.
template <class Arg>
Tri tri(const Program& p, const Cond& c, const Box& box, const Arg& arg) {
  const auto count = [&](Tri t) {
    const auto args = p.args_of(c);
    return static_cast<std::uint32_t>(std::count_if(args.begin(), args.end(), [&](CondId a) { return arg(a) == t; }));
  };
  const auto fact = [&]() -> const Choice& { return box[c.fact.index]; };
  const auto other = [&]() -> const Choice& { return box[c.other.index]; };
  switch (c.op) {
    case Op::Const:
      return c.count != 0 ? Tri::True : Tri::False;
    case Op::Not:
      return decided(count(Tri::False) == 1, count(Tri::True) == 0);
    case Op::And:
      return decided(count(Tri::True) == c.arg_count, count(Tri::False) == 0);
    case Op::Or:
      return decided(count(Tri::True) > 0, count(Tri::False) < c.arg_count);
    case Op::AtLeast:
      return decided(count(Tri::True) >= c.count, c.arg_count - count(Tri::False) >= c.count);
    case Op::IsTrue:
      return decided(!fact().may.has(0), fact().may.has(1));
    case Op::IsNone:
      return decided(!fact().has_values(), fact().none);
    case Op::InSet:
      return decided(!fact().none && fact().may.within(p.sets[c.set]), fact().may.meets(p.sets[c.set]));
    case Op::Same:
      return decided(fact().fixed() && other().fixed() && fact().may.meets(other().may), fact().may.meets(other().may));
    case Op::Meets:
      return decided(fact().must.meets(p.sets[c.set]), fact().may.meets(p.sets[c.set]));
    case Op::Holds:
      return decided(!other().none && other().may.within(fact().must), other().may.meets(fact().may));
    case Op::Overlaps:
      return decided(fact().must.meets(other().must), fact().may.meets(other().may));
    case Op::Within:
      return decided(fact().may.within(other().must), fact().must.within(other().may));
    case Op::InRange: {
      const IntervalSet& range = p.ranges[c.range];
      const bool possibly = !fact().numbers.intersect(range).empty();
      return decided(possibly && !fact().none && range.covers(fact().numbers), possibly);
    }
    case Op::Linear:
      return linear(p.linears[c.linear], box);
    case Op::NotAfter:
      return not_after(p.date_pairs[c.dates], box);
  }
  return Tri::Open;
}

}  // namespace

bool Choice::has_values() const {
  if (is_number(kind)) return !numbers.empty();
  return kind == FactKind::Set || !may.empty();
}

bool Choice::fixed() const {
  if (kind == FactKind::Set) return may == must;
  if (none) return !has_values();
  if (is_number(kind)) return numbers.parts().size() == 1 && numbers.parts()[0].lo == numbers.parts()[0].hi;
  return may.count() == 1;
}

Value Choice::sample() const {
  if (!has_values()) return Value::none();
  switch (kind) {
    case FactKind::Bool:
      return Value::of_bool(!may.has(0));
    case FactKind::Enum:
      return Value::of_enum(may.members().front());
    case FactKind::Int:
      return Value::of_int(numbers.parts().front().lo);
    case FactKind::Date:
      return Value::of_date(Date{static_cast<std::int32_t>(numbers.parts().front().lo)});
    case FactKind::Set:
      return Value::of_set(must);
  }
  return Value::none();
}

Choice all_values(const Program& program, FactId fact) {
  const core::Fact& f = program.facts[fact];
  Choice out;
  out.kind = f.kind;
  out.none = f.or_none;
  if (is_number(f.kind)) {
    out.numbers = IntervalSet::of(f.lo, f.hi);
  } else {
    const std::size_t n = f.kind == FactKind::Bool ? 2 : program.domains[f.domain].members.size();
    out.may = ValueSet::full(n);
    if (f.kind == FactKind::Set) out.must = ValueSet(n);
  }
  return out;
}

Choice only(const Program& program, FactId fact, const Value& value) {
  Choice out = all_values(program, fact);
  out.none = value.is_none();
  out.may = ValueSet(out.may.size());
  out.numbers = {};
  if (value.is_none()) return out;
  if (is_number(out.kind)) {
    out.numbers = IntervalSet::of(value.number, value.number);
  } else if (out.kind == FactKind::Set) {
    out.may = out.must = value.set;
  } else {
    out.may.insert(static_cast<std::size_t>(value.number));
  }
  return out;
}

Box box_of(const Program& program, const core::Case& given) {
  Box out;
  for (const FactId f : program.facts.ids()) {
    out.push_back(given[f].is_unknown() ? all_values(program, f) : only(program, f, given[f]));
  }
  return out;
}

core::Case sample(const Box& box) {
  core::Case out;
  for (const Choice& c : box) out.values.push_back(c.sample());
  return out;
}

std::vector<Tri> truths(const Program& program, const std::vector<CondId>& which, const Box& box, const std::vector<Tri>& pairs) {
  std::vector<Tri> out(program.conds.size(), Tri::Open);
  const auto arg = [&](CondId a) { return out[a.index]; };
  for (const CondId id : which) {
    const Cond& c = program.conds[id];
    const Tri known = c.dates.valid() && !pairs.empty() ? pairs[c.dates.index] : Tri::Open;
    out[id.index] = known != Tri::Open ? known : tri(program, c, box, arg);
  }
  return out;
}

std::vector<Tri> truths(const Program& program, const core::Case& given) {
  std::vector<CondId> all;
  for (const CondId id : program.conds.ids()) all.push_back(id);
  return truths(program, all, box_of(program, given));
}

std::optional<Interval> days_of(const core::DateTerm& term, const Box& box) {
  const auto moved = [&](std::int64_t day) {
    return std::int64_t{core::move(Date{static_cast<std::int32_t>(day)}, term.steps).days};
  };
  if (!term.fact.valid()) {
    const std::int64_t day = moved(term.base.days);
    return Interval{day, day};
  }
  const Choice& c = box[term.fact.index];
  if (!c.has_values()) return std::nullopt;
  const auto [lo, hi] = hull(c.numbers);
  return Interval{moved(lo), moved(hi)};
}

}  // namespace jur
