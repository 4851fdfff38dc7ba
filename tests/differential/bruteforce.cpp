#include "bruteforce.h"

#include <algorithm>

#include "core/builder.h"

namespace jur::test {

using core::Case;
using core::Cond;
using core::CondId;
using core::FactId;
using core::FactKind;
using core::Op;
using core::Program;
using core::Value;
using core::ValueKind;

std::vector<Value> values_of(const Program& p, FactId fact) {
  const core::Fact& f = p.facts[fact];
  std::vector<Value> out;
  if (f.kind == FactKind::Bool) out = {Value::of_bool(false), Value::of_bool(true)};
  if (f.kind == FactKind::Int) {
    for (std::int64_t n = f.lo; n <= f.hi; ++n) out.push_back(Value::of_int(n));
  }
  if (f.kind == FactKind::Date) {
    for (std::int64_t n = f.lo; n <= f.hi; ++n) out.push_back(Value::of_date(Date{static_cast<std::int32_t>(n)}));
  }
  if (f.kind == FactKind::Enum) {
    for (std::size_t i = 0; i < p.domains[f.domain].members.size(); ++i) out.push_back(Value::of_enum(i));
  }
  if (f.kind == FactKind::Set) {
    const std::size_t n = p.domains[f.domain].members.size();
    for (std::size_t bits = 0; bits < (std::size_t{1} << n); ++bits) {
      ValueSet s(n);
      for (std::size_t i = 0; i < n; ++i) {
        if ((bits >> i & 1U) != 0) s.insert(i);
      }
      out.push_back(Value::of_set(std::move(s)));
    }
  }
  if (f.or_none) out.push_back(Value::none());
  return out;
}

std::optional<std::vector<Case>> fillings(const Program& p, const Case& given, std::size_t most) {
  std::vector<Case> out{given};
  for (const FactId f : p.facts.ids()) {
    if (!given[f].is_unknown()) continue;
    const auto values = values_of(p, f);
    if (out.size() * values.size() > most) return std::nullopt;
    std::vector<Case> next;
    for (const Case& c : out) {
      for (const Value& v : values) {
        next.push_back(c);
        next.back()[f] = v;
      }
    }
    out = std::move(next);
  }
  return out;
}

std::optional<std::vector<Case>> every_case(const Program& p, std::size_t most) {
  Case open;
  open.values.resize(p.facts.size());
  return fillings(p, open, most);
}

bool naive_truth(const Program& p, CondId id, const Case& k) {
  const Cond& c = p.conds[id];
  std::size_t count = 0;
  for (const CondId a : p.args_of(c)) count += naive_truth(p, a, k) ? 1 : 0;
  const auto ordinal = [&](FactId f) { return static_cast<std::size_t>(k[f].number); };
  const auto is_enum = [&](FactId f) { return k[f].kind == ValueKind::Enum; };
  switch (c.op) {
    case Op::Const:
      return c.count == 1;
    case Op::Not:
      return count == 0;
    case Op::And:
      return count == c.arg_count;
    case Op::Or:
      return count > 0;
    case Op::AtLeast:
      return count >= c.count;
    case Op::IsTrue:
      return k[c.fact].number == 1;
    case Op::IsNone:
      return k[c.fact].kind == ValueKind::None;
    case Op::InSet:
      return is_enum(c.fact) && p.sets[c.set].has(ordinal(c.fact));
    case Op::Same:
      return is_enum(c.fact) && is_enum(c.other) && k[c.fact].number == k[c.other].number;
    case Op::Meets:
      return !k[c.fact].set.intersect(p.sets[c.set]).empty();
    case Op::Holds:
      return is_enum(c.other) && k[c.fact].set.has(ordinal(c.other));
    case Op::Overlaps:
      return !k[c.fact].set.intersect(k[c.other].set).empty();
    case Op::Within:
      return k[c.fact].set.intersect(k[c.other].set) == k[c.fact].set;
    case Op::InRange:
      return !k[c.fact].is_none() && p.ranges[c.range].contains(k[c.fact].number);
    case Op::Linear: {
      std::int64_t sum = p.linears[c.linear].constant;
      for (const auto& [fact, factor] : p.linears[c.linear].terms) {
        if (k[fact].is_none()) return false;
        sum += factor * k[fact].number;
      }
      return sum <= 0;
    }
    case Op::NotAfter: {
      const auto first = core::day_of(p.date_pairs[c.dates].first, k);
      const auto second = core::day_of(p.date_pairs[c.dates].second, k);
      return first && second && first->days <= second->days;
    }
  }
  return false;
}

}  // namespace jur::test
