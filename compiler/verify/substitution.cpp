#include "verify/substitution.h"

#include <algorithm>

#include "evaluate/truth.h"

namespace jur::proof {

using core::CondId;
using core::FactId;
using core::Op;
using core::Value;

namespace {

ValueSet only(std::size_t universe, std::size_t member) {
  ValueSet out(universe);
  out.insert(member);
  return out;
}

std::size_t ordinal(const Value& v) { return static_cast<std::size_t>(v.number); }

}  // namespace

Substitution::Substitution(core::Builder& builder, std::span<const core::RouteStep> steps) : build_(builder) {
  for (const core::RouteStep& s : steps) {
    Change& c = changes_[s.fact];
    if (!s.adds) {
      c.value = s.value;
      continue;
    }
    if (c.added.size() == 0) c.added = ValueSet(universe(s.fact));
    c.added.insert(ordinal(s.value));
  }
}

CondId Substitution::operator()(CondId root) {
  for (const CondId id : used_conds(build_.program(), {root})) {
    if (known_.contains(id)) continue;
    const core::Cond c = build_.program().conds[id];
    std::vector<CondId> args;
    for (const CondId a : build_.program().args_of(c)) args.push_back(known_.at(a));
    CondId out;
    switch (c.op) {
      case Op::Not:
        out = build_.not_(args[0]);
        break;
      case Op::And:
        out = build_.all(args);
        break;
      case Op::Or:
        out = build_.any(args);
        break;
      case Op::AtLeast:
        out = build_.at_least(c.count, args);
        break;
      default:
        out = changed(c, id);
        break;
    }
    known_.emplace(id, out);
  }
  return known_.at(root);
}

CondId Substitution::changed(const core::Cond& c, CondId as_it_is) {
  const core::Program& p = build_.program();
  const auto touched = [&](FactId f) { return changes_.contains(f); };
  const std::vector<FactId> facts = facts_of(p, c);
  if (std::none_of(facts.begin(), facts.end(), touched)) return as_it_is;
  const Value* value = c.fact.valid() ? value_of(c.fact) : nullptr;
  switch (c.op) {
    case Op::IsTrue:
      return value != nullptr ? build_.constant(value->number != 0) : as_it_is;
    case Op::IsNone:
      return value != nullptr ? build_.constant(value->is_none()) : as_it_is;
    case Op::InSet:
      return value != nullptr ? build_.constant(!value->is_none() && p.sets[c.set].has(ordinal(*value))) : as_it_is;
    case Op::InRange:
      return value != nullptr ? build_.constant(!value->is_none() && p.ranges[c.range].contains(value->number)) : as_it_is;
    case Op::Same:
      return same(c.fact, c.other);
    case Op::Meets: {
      const ValueSet s = p.sets[c.set];
      return value == nullptr && !added_to(c.fact).meets(s) ? as_it_is : meets(c.fact, s);
    }
    case Op::Holds:
      return holds(c.fact, c.other);
    case Op::Overlaps:
      return overlaps(c.fact, c.other);
    case Op::Within:
      return within(c.fact, c.other);
    case Op::Linear:
      return linear(p.linears[c.linear]);
    case Op::NotAfter:
      return not_after(p.date_pairs[c.dates]);
    case Op::Const:
    case Op::Not:
    case Op::And:
    case Op::Or:
    case Op::AtLeast:
      break;
  }
  return as_it_is;
}

const Substitution::Change* Substitution::change_of(FactId f) const {
  const auto it = changes_.find(f);
  return it == changes_.end() ? nullptr : &it->second;
}

const Value* Substitution::value_of(FactId f) const {
  const Change* c = change_of(f);
  return c != nullptr && c->value ? &*c->value : nullptr;
}

ValueSet Substitution::added_to(FactId f) const {
  const Change* c = change_of(f);
  return c != nullptr && c->added.size() != 0 ? c->added : ValueSet(universe(f));
}

std::size_t Substitution::universe(FactId f) const {
  return build_.program().domains[build_.program().facts[f].domain].members.size();
}

CondId Substitution::same(FactId a, FactId b) {
  if (value_of(a) == nullptr) std::swap(a, b);
  const Value* first = value_of(a);
  const Value* second = value_of(b);
  if (first->is_none()) return build_.never();
  if (second != nullptr) return build_.constant(!second->is_none() && second->number == first->number);
  return build_.in_set(b, only(universe(b), ordinal(*first)));
}

CondId Substitution::meets(FactId f, const ValueSet& s) {
  if (const Value* v = value_of(f)) return build_.constant(v->set.meets(s));
  return added_to(f).meets(s) ? build_.always() : build_.meets(f, s);
}

CondId Substitution::has(FactId set, std::size_t member) { return meets(set, only(universe(set), member)); }

CondId Substitution::holds(FactId set, FactId value) {
  if (const Value* v = value_of(value)) return v->is_none() ? build_.never() : has(set, ordinal(*v));
  if (const Value* v = value_of(set)) return build_.in_set(value, v->set);
  return build_.any({build_.holds(set, value), build_.in_set(value, added_to(set))});
}

CondId Substitution::overlaps(FactId a, FactId b) {
  if (value_of(a) == nullptr) std::swap(a, b);
  if (const Value* v = value_of(a)) return meets(b, v->set);
  const ValueSet to_a = added_to(a);
  const ValueSet to_b = added_to(b);
  if (to_a.meets(to_b)) return build_.always();
  return build_.any({build_.overlaps(a, b), build_.meets(a, to_b), build_.meets(b, to_a)});
}

CondId Substitution::within(FactId a, FactId b) {
  std::vector<CondId> parts;
  const Value* whole = value_of(a);
  if (value_of(b) == nullptr && added_to(b).empty() && whole == nullptr) {
    parts.push_back(build_.within(a, b));
    for (const std::size_t m : added_to(a).members()) parts.push_back(has(b, m));
    return build_.all(parts);
  }
  for (std::size_t m = 0; m < universe(a); ++m) parts.push_back(build_.any({build_.not_(has(a, m)), has(b, m)}));
  return build_.all(parts);
}

CondId Substitution::linear(const core::LinearForm& form) {
  core::LinearForm out;
  out.constant = form.constant;
  for (const auto& [fact, factor] : form.terms) {
    const Value* v = value_of(fact);
    if (v == nullptr) {
      out.terms.emplace_back(fact, factor);
    } else if (v->is_none()) {
      return build_.never();
    } else {
      out.constant += factor * v->number;
    }
  }
  return build_.linear(std::move(out));
}

CondId Substitution::not_after(core::DatePair pair) {
  for (core::DateTerm* t : {&pair.first, &pair.second}) {
    const Value* v = t->fact.valid() ? value_of(t->fact) : nullptr;
    if (v == nullptr) continue;
    if (v->is_none()) return build_.never();
    t->fact = {};
    t->base = Date{static_cast<std::int32_t>(v->number)};
  }
  return build_.not_after(pair.first, pair.second);
}

core::Case after(std::span<const core::RouteStep> steps, const core::Case& c) {
  core::Case out = c;
  for (const core::RouteStep& s : steps) {
    if (s.adds) {
      out[s.fact].set.insert(ordinal(s.value));
    } else {
      out[s.fact] = s.value;
    }
  }
  return out;
}

}  // namespace jur::proof
