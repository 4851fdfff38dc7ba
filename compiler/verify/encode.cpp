#include "verify/encode.h"

#include <algorithm>
#include <cmath>

#include "core/builder.h"

namespace jur::proof {

using core::CondId;
using core::FactId;
using core::Op;
using solve::Term;

Term Encoder::operator()(CondId c) {
  terms_.resize(program_.conds.size());
  std::vector<std::pair<CondId, bool>> stack{{c, false}};
  while (!stack.empty()) {
    const auto [at, ready] = stack.back();
    stack.pop_back();
    if (terms_[at.index].valid()) continue;
    const core::Cond& cond = program_.conds[at];
    if (ready) {
      terms_[at.index] = encode(cond);
      continue;
    }
    stack.emplace_back(at, true);
    for (const CondId a : program_.args_of(cond)) stack.emplace_back(a, false);
  }
  return terms_[c.index];
}

Term Encoder::encode(const core::Cond& c) {
  std::vector<Term> args;
  for (const CondId a : program_.args_of(c)) args.push_back(terms_[a.index]);
  switch (c.op) {
    case Op::Const:
      return solver_.constant(c.count != 0);
    case Op::Not:
      return solver_.not_(args[0]);
    case Op::And:
      return solver_.all(args);
    case Op::Or:
      return solver_.any(args);
    case Op::AtLeast:
      return solver_.at_least(c.count, args);
    case Op::IsTrue:
      return codes_[c.fact.index].truth;
    case Op::IsNone:
      return codes_[c.fact.index].none;
    case Op::InSet:
      return in_set(c.fact, program_.sets[c.set]);
    case Op::Same:
      return solver_.all(
          {present(c.fact), present(c.other), solver_.equal(codes_[c.fact.index].number, codes_[c.other.index].number)});
    case Op::Meets:
      return meets(c.fact, program_.sets[c.set]);
    case Op::Holds:
      return holds(c.fact, c.other);
    case Op::Overlaps:
    case Op::Within: {
      const Code& a = codes_[c.fact.index];
      const Code& b = codes_[c.other.index];
      std::vector<Term> parts;
      for (std::size_t i = 0; i < a.has.size(); ++i) {
        parts.push_back(c.op == Op::Within ? solver_.any({solver_.not_(a.has[i]), b.has[i]}) : solver_.all({a.has[i], b.has[i]}));
      }
      return c.op == Op::Within ? solver_.all(parts) : solver_.any(parts);
    }
    case Op::InRange:
      return is_day(c.fact, program_.ranges[c.range]);
    case Op::Linear:
      return linear(program_.linears[c.linear]);
    case Op::NotAfter:
      return not_after(program_.date_pairs[c.dates]);
  }
  return solver_.constant(false);
}

Term Encoder::in_set(FactId f, const ValueSet& s) {
  const Code& code = codes_[f.index];
  IntervalSet classes;
  for (const std::size_t v : s.members()) {
    const auto at = static_cast<std::int64_t>(code.class_of[v]);
    classes.add(at, at);
  }
  return solver_.all({present(f), solver_.in(code.number, classes)});
}

Term Encoder::meets(FactId f, const ValueSet& s) {
  const Code& code = codes_[f.index];
  std::vector<Term> parts;
  for (const std::size_t v : s.members()) parts.push_back(code.has[code.class_of[v]]);
  return solver_.any(parts);
}

Term Encoder::holds(FactId set, FactId value) {
  const Code& members = codes_[set.index];
  const solve::Number number = codes_[value.index].number;
  std::vector<Term> parts;
  for (std::size_t v = 0; v < members.has.size(); ++v) {
    const auto at = static_cast<std::int64_t>(v);
    parts.push_back(solver_.any({solver_.not_(solver_.in(number, IntervalSet::of(at, at))), members.has[v]}));
  }
  parts.push_back(present(value));
  return solver_.all(parts);
}

Term Encoder::linear(const core::LinearForm& form) {
  constexpr double kWidest = 1e18;
  double reach = std::abs(static_cast<double>(form.constant));
  std::vector<solve::Addend> addends;
  std::vector<Term> parts;
  for (const auto& [fact, factor] : form.terms) {
    const core::Fact& f = program_.facts[fact];
    const double widest = std::max(std::abs(static_cast<double>(f.lo)), std::abs(static_cast<double>(f.hi)));
    reach += 2 * std::abs(static_cast<double>(factor)) * widest;
    addends.push_back({factor, codes_[fact.index].number});
    parts.push_back(present(fact));
  }
  if (reach > kWidest) {
    refused_ = "sums as large as those with `" + program_.facts[form.terms[0].first].name + "`";
    return solver_.variable();
  }
  parts.push_back(solver_.in(solver_.sum(addends, form.constant), IntervalSet::of(IntervalSet::kMin, 0)));
  return solver_.all(parts);
}

Encoder::Day Encoder::day(const core::DateTerm& term) {
  if (!term.fact.valid()) return {solver_.fixed(core::move(term.base, term.steps).days), 0};
  Day out{codes_[term.fact.index].number, 0};
  for (const core::DateStep& s : term.steps) {
    if (!s.months) {
      out.later += s.count;
    } else {
      const solve::Number from = out.later == 0 ? out.day : solver_.sum({{1, out.day}}, out.later);
      out = {calendar_.add_months(from, s.count), 0};
    }
  }
  return out;
}

solve::Number Encoder::gap(solve::Number a, solve::Number b) {
  const auto [it, fresh] = gaps_.try_emplace({a, b});
  if (fresh) it->second = solver_.sum({{1, a}, {-1, b}}, 0);
  return it->second;
}

Term Encoder::not_after(const core::DatePair& pair) {
  std::vector<Term> parts;
  for (const core::DateTerm* t : {&pair.first, &pair.second}) {
    if (t->fact.valid()) parts.push_back(present(t->fact));
  }
  const Day a = day(pair.first);
  const Day b = day(pair.second);
  const std::int64_t most = b.later - a.later;
  parts.push_back(a.day < b.day ? solver_.in(gap(a.day, b.day), IntervalSet::of(IntervalSet::kMin, most))
                                : solver_.in(gap(b.day, a.day), IntervalSet::of(-most, IntervalSet::kMax)));
  return solver_.all(parts);
}

}  // namespace jur::proof
