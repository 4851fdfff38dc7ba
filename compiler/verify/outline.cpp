#include "verify/outline.h"

#include <algorithm>

namespace jur::proof {
namespace {

using core::FactKind;
using core::Op;

ValueSet widened(const ValueSet& s, std::size_t size) {
  ValueSet out(size);
  for (const std::size_t v : s.members()) out.insert(v);
  return out;
}

}  // namespace

Outline Outline::around(const core::Program& program, core::CondId root) {
  const std::pair<core::CondId, bool> all[] = {{root, true}};
  return around(program, all);
}

Outline Outline::around(const core::Program& program, std::span<const std::pair<core::CondId, bool>> all) {
  Outline out;
  std::vector<std::pair<core::CondId, bool>> open(all.begin(), all.end());
  while (!open.empty()) {
    const auto [id, positive] = open.back();
    open.pop_back();
    const core::Cond& c = program.conds[id];
    const auto args = program.args_of(c);
    if (c.op == Op::Not) {
      open.emplace_back(args[0], !positive);
    } else if ((c.op == Op::And && positive) || (c.op == Op::Or && !positive)) {
      for (const core::CondId a : args) open.emplace_back(a, positive);
    } else if (c.op == Op::Const) {
      out.empty_ = out.empty_ || (c.count != 0) != positive;
    } else if (!out.narrow(program, c, positive)) {
      out.exact_ = false;
    }
  }
  return out;
}

bool Outline::narrow(const core::Program& program, const core::Cond& c, bool positive) {
  if (c.op != Op::IsTrue && c.op != Op::IsNone && c.op != Op::InSet && c.op != Op::InRange) return false;
  const core::Fact& fact = program.facts[c.fact];
  Side side{c.fact, {}, {}};
  if (fact.kind == FactKind::Int || fact.kind == FactKind::Date) {
    const IntervalSet none = fact.or_none ? IntervalSet::of(IntervalSet::kMin, IntervalSet::kMin) : IntervalSet{};
    const IntervalSet whole = IntervalSet::of(fact.lo, fact.hi).unite(none);
    const IntervalSet held = c.op == Op::IsNone ? none : program.ranges[c.range];
    side.numbers = positive ? whole.intersect(held) : whole.minus(held);
  } else {
    const std::size_t count = fact.kind == FactKind::Bool ? 2 : program.domains[fact.domain].members.size();
    ValueSet whole = ValueSet::full(count + 1);
    if (!fact.or_none) whole.erase(count);
    ValueSet held(count + 1);
    if (c.op == Op::InSet) held = widened(program.sets[c.set], count + 1);
    if (c.op == Op::IsTrue) held.insert(1);
    if (c.op == Op::IsNone) held.insert(count);
    side.values = whole.intersect(positive ? held : held.complement());
  }
  narrow(std::move(side));
  return true;
}

void Outline::narrow(const Outline& other) {
  for (const Side& side : other.sides_) narrow(side);
  empty_ = empty_ || other.empty_;
  exact_ = exact_ && other.exact_;
}

void Outline::narrow(Side side) {
  const auto at =
      std::lower_bound(sides_.begin(), sides_.end(), side.fact, [](const Side& s, core::FactId f) { return s.fact < f; });
  if (at == sides_.end() || at->fact != side.fact) {
    empty_ = empty_ || (side.values.empty() && side.numbers.empty());
    sides_.insert(at, std::move(side));
    return;
  }
  at->numbers = at->numbers.intersect(side.numbers);
  if (side.values.size() != 0) at->values = at->values.intersect(side.values);
  empty_ = empty_ || (at->values.empty() && at->numbers.empty());
}

bool Outline::narrows(core::FactId fact) const {
  return std::any_of(sides_.begin(), sides_.end(), [&](const Side& s) { return s.fact == fact; });
}

bool Outline::covers(const Outline& other) const {
  if (other.empty_) return true;
  if (empty_) return false;
  auto b = other.sides_.begin();
  for (const Side& side : sides_) {
    while (b != other.sides_.end() && b->fact < side.fact) ++b;
    if (b == other.sides_.end() || b->fact != side.fact) return false;
    if (side.values.size() == 0 ? !side.numbers.covers(b->numbers) : !b->values.within(side.values)) return false;
  }
  return true;
}

bool Outline::meets(const Outline& other) const {
  if (empty_ || other.empty_) return false;
  auto a = sides_.begin();
  auto b = other.sides_.begin();
  while (a != sides_.end() && b != other.sides_.end()) {
    if (a->fact < b->fact) {
      ++a;
    } else if (b->fact < a->fact) {
      ++b;
    } else {
      const bool number = a->values.size() == 0;
      if (number ? a->numbers.intersect(b->numbers).empty() : !a->values.meets(b->values)) return false;
      ++a;
      ++b;
    }
  }
  return true;
}

}  // namespace jur::proof
