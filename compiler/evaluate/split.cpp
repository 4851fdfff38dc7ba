#include <algorithm>

#include "evaluate/box.h"
#include "evaluate/truth.h"

namespace jur {
namespace {

using core::Cond;
using core::CondId;
using core::FactId;
using core::FactKind;
using core::Op;
using core::Program;

void add(std::vector<Choice>& parts, Choice c) {
  if (c.none || c.has_values()) parts.push_back(std::move(c));
}

Choice bare(const Choice& c) {
  Choice out = c;
  out.none = false;
  return out;
}

Choice nothing(const Choice& c) {
  Choice out = c;
  out.numbers = {};
  out.may = ValueSet(c.may.size());
  return out;
}

// The values in `numbers`, the other values, none.
std::vector<Choice> by_numbers(const Choice& c, const IntervalSet& numbers) {
  std::vector<Choice> parts;
  Choice in = bare(c);
  in.numbers = c.numbers.intersect(numbers);
  add(parts, std::move(in));
  Choice out = bare(c);
  out.numbers = c.numbers.minus(numbers);
  add(parts, std::move(out));
  if (c.none) parts.push_back(nothing(c));
  return parts;
}

// The enumerators in `members`; all else.
std::vector<Choice> by_members(const Choice& c, const ValueSet& members) {
  std::vector<Choice> parts;
  Choice in = bare(c);
  in.may = c.may.intersect(members);
  add(parts, std::move(in));
  Choice out = c;
  out.may = c.may.intersect(members.complement());
  add(parts, std::move(out));
  return parts;
}

// With and without a member of a set that it may, but need not have.
std::vector<Choice> by_member(const Choice& c, std::size_t member) {
  Choice with = c;
  with.must.insert(member);
  Choice without = c;
  without.may.erase(member);
  return {with, without};
}

ValueSet minus(const ValueSet& a, const ValueSet& b) { return a.intersect(b.complement()); }

// The first of `members` that the set fact may, but need not have.
std::optional<Split> on_member(FactId f, const Box& box, const ValueSet& members) {
  const Choice& c = box[f.index];
  const ValueSet open = minus(c.may, c.must).intersect(members);
  if (open.empty()) return std::nullopt;
  return Split{f, by_member(c, open.members().front())};
}

std::optional<Split> on_sets(const Cond& c, const Box& box) {
  const Choice& b = box[c.other.index];
  if (auto s = on_member(c.fact, box, c.op == Op::Overlaps ? b.may : b.must.complement())) return s;
  return on_member(c.other, box, box[c.fact.index].may);
}

std::uint64_t width(const Choice& c) {
  std::uint64_t n = c.may.count();
  for (const Interval& part : c.numbers.parts()) n += static_cast<std::uint64_t>(part.hi - part.lo + 1);
  return n;
}

// Two or more facts whose values are compared: the last open one exactly, else the narrowest in halves.
std::optional<Split> on_comparison(const Program& p, CondId id, const Box& box) {
  std::vector<FactId> open;
  for (const FactId f : facts_of(p, p.conds[id])) {
    if (f.valid() && !box[f.index].fixed()) open.push_back(f);
  }
  if (open.size() == 1 && !box[open[0].index].numbers.empty()) {
    auto parts = by_numbers(box[open[0].index], holds_where(p, id, sample(box), open[0]));
    if (parts.size() > 1) return Split{open[0], std::move(parts)};
  }
  if (open.empty()) return std::nullopt;
  const FactId f =
      *std::min_element(open.begin(), open.end(), [&](FactId a, FactId b) { return width(box[a.index]) < width(box[b.index]); });
  return Split{f, halves(box[f.index])};
}

}  // namespace

std::vector<Choice> halves(const Choice& choice) {
  if (choice.none && choice.has_values()) return {bare(choice), nothing(choice)};
  if (choice.kind == FactKind::Set) return by_member(choice, minus(choice.may, choice.must).members().front());
  if (choice.kind == FactKind::Bool || choice.kind == FactKind::Enum) {
    const auto members = choice.may.members();
    ValueSet first(choice.may.size());
    for (std::size_t i = 0; i < members.size() / 2; ++i) first.insert(members[i]);
    return by_members(choice, first);
  }
  const auto parts = choice.numbers.parts();
  if (parts.size() == 1) return by_numbers(choice, IntervalSet::of(parts[0].lo, parts[0].lo + (parts[0].hi - parts[0].lo) / 2));
  IntervalSet first;
  for (std::size_t i = 0; i < parts.size() / 2; ++i) first.add(parts[i].lo, parts[i].hi);
  return by_numbers(choice, first);
}

std::optional<Split> split(const Program& p, CondId id, const Box& box) {
  const Cond& c = p.conds[id];
  const auto open = [&](FactId f) { return !box[f.index].fixed(); };
  switch (c.op) {
    case Op::Const:
    case Op::Not:
    case Op::And:
    case Op::Or:
    case Op::AtLeast:
      return std::nullopt;
    case Op::IsTrue:
      return open(c.fact) ? std::optional(Split{c.fact, halves(box[c.fact.index])}) : std::nullopt;
    case Op::IsNone:
      return open(c.fact) ? std::optional(Split{c.fact, {bare(box[c.fact.index]), nothing(box[c.fact.index])}}) : std::nullopt;
    case Op::InSet:
      return open(c.fact) ? std::optional(Split{c.fact, by_members(box[c.fact.index], p.sets[c.set])}) : std::nullopt;
    case Op::InRange:
      return open(c.fact) ? std::optional(Split{c.fact, by_numbers(box[c.fact.index], p.ranges[c.range])}) : std::nullopt;
    case Op::Meets:
      return on_member(c.fact, box, p.sets[c.set]);
    case Op::Holds:
      if (open(c.other)) return Split{c.other, halves(box[c.other.index])};
      return on_member(c.fact, box, box[c.other.index].may);
    case Op::Overlaps:
    case Op::Within:
      return on_sets(c, box);
    case Op::Same:
      for (const auto& [one, two] : {std::pair(c.fact, c.other), std::pair(c.other, c.fact)}) {
        if (open(one) && box[two.index].fixed()) return Split{one, by_members(box[one.index], box[two.index].may)};
      }
      return on_comparison(p, id, box);
    case Op::Linear:
    case Op::NotAfter:
      return on_comparison(p, id, box);
  }
  return std::nullopt;
}

}  // namespace jur
