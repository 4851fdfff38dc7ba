#include <numeric>

#include "elaborate/work.h"

namespace jur::elaborating {
namespace {

using Kind = Value::Kind;

// a - b + offset.
core::LinearForm difference(const core::LinearForm& a, const core::LinearForm& b, std::int64_t offset) {
  core::LinearForm out = a;
  for (const auto& [fact, factor] : b.terms) out.terms.emplace_back(fact, -factor);
  out.constant += offset - b.constant;
  return out;
}

// Both conditions; two ranges of one fact become one.
CondId both(Work& w, CondId a, CondId b) {
  const core::Cond& x = w.out.conds[a];
  const core::Cond& y = w.out.conds[b];
  if (x.op != core::Op::InRange || y.op != core::Op::InRange || x.fact != y.fact) return w.build.all({a, b});
  return w.build.in_range(x.fact, w.out.ranges[x.range].intersect(w.out.ranges[y.range]));
}

CondId equal_numbers(Work& w, const core::LinearForm& a, const core::LinearForm& b) {
  return both(w, w.build.linear(difference(a, b, 0)), w.build.linear(difference(b, a, 0)));
}

CondId equal_choices(Work& w, const Value& a, const Value& b) {
  if (a.kind == Kind::Choice && b.kind == Kind::Choice) return w.build.same(a.fact, b.fact);
  if (a.kind == Kind::Member && b.kind == Kind::Member) return w.build.constant(a.member == b.member);
  const Value& choice = a.kind == Kind::Choice ? a : b;
  const Value& member = a.kind == Kind::Choice ? b : a;
  return of_choice(w, choice, [&](std::uint32_t m) { return w.build.constant(m == member.member); });
}

std::size_t universe(const Work& w, core::FactId f) { return w.out.domains[w.out.facts[f].domain].members.size(); }

CondId equal_sets(Work& w, const Value& a, const Value& b) {
  if (a.kind == Kind::Members && b.kind == Kind::Members) return w.build.constant(a.members == b.members);
  if (a.kind == Kind::Set && b.kind == Kind::Set)
    return w.build.all({w.build.within(a.fact, b.fact), w.build.within(b.fact, a.fact)});
  const Value& set = a.kind == Kind::Set ? a : b;
  const ValueSet& fixed = a.kind == Kind::Set ? b.members : a.members;
  std::vector<CondId> parts{w.build.not_(w.build.meets(set.fact, fixed.complement()))};
  for (const std::size_t m : fixed.members()) parts.push_back(has(w, set, Value::of_member(static_cast<std::uint32_t>(m))));
  return w.build.all(parts);
}

bool is_choice(const Value& v) { return v.kind == Kind::Choice || v.kind == Kind::Member; }
bool is_set(const Value& v) { return v.kind == Kind::Set || v.kind == Kind::Members; }

}  // namespace

CondId equal(Work& w, const Value& a, const Value& b) {
  if (a.kind == Kind::Truth && b.kind == Kind::Truth) {
    return w.build.any({w.build.all({a.truth, b.truth}), w.build.all({w.build.not_(a.truth), w.build.not_(b.truth)})});
  }
  if (a.kind == Kind::Number && b.kind == Kind::Number) return equal_numbers(w, a.number, b.number);
  if (a.kind == Kind::Day && b.kind == Kind::Day)
    return both(w, w.build.not_after(a.day, b.day), w.build.not_after(b.day, a.day));
  if (is_choice(a) && is_choice(b)) return equal_choices(w, a, b);
  if (is_set(a) && is_set(b)) return equal_sets(w, a, b);
  return w.build.never();
}

CondId less(Work& w, const Value& a, const Value& b, bool or_equal) {
  if (a.kind == Kind::Number && b.kind == Kind::Number) return w.build.linear(difference(a.number, b.number, or_equal ? 0 : 1));
  if (a.kind != Kind::Day || b.kind != Kind::Day) return w.build.never();
  core::DateTerm bound = b.day;
  if (!or_equal) add_steps(bound, {1, TimeUnit::Day}, false);
  return w.build.not_after(a.day, bound);
}

CondId has(Work& w, const Value& set, const Value& member) {
  if (set.kind == Kind::Members) {
    return of_choice(w, member, [&](std::uint32_t m) { return w.build.constant(set.members.has(m)); });
  }
  if (set.kind != Kind::Set) return w.build.never();
  if (member.kind == Kind::Choice) return w.build.holds(set.fact, member.fact);
  if (member.kind != Kind::Member) return w.build.never();
  ValueSet one(universe(w, set.fact));
  one.insert(member.member);
  return w.build.meets(set.fact, one);
}

CondId is_empty(Work& w, const Value& set) {
  if (set.kind == Kind::Members) return w.build.constant(set.members.empty());
  if (set.kind != Kind::Set) return w.build.never();
  return w.build.not_(w.build.meets(set.fact, ValueSet::full(universe(w, set.fact))));
}

}  // namespace jur::elaborating
