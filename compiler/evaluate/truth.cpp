#include "evaluate/truth.h"

#include <algorithm>
#include <map>

#include "core/builder.h"

namespace jur {
namespace {

using core::Case;
using core::Cond;
using core::CondId;
using core::FactId;
using core::Op;
using core::Program;
using core::Value;
using core::ValueKind;

bool linear_holds(const core::LinearForm& form, const Case& c) {
  std::int64_t sum = form.constant;
  for (const auto& [fact, factor] : form.terms) {
    if (c[fact].kind != ValueKind::Int) return false;
    sum += factor * c[fact].number;
  }
  return sum <= 0;
}

bool not_after(const core::DatePair& pair, const Case& c) {
  const auto first = core::day_of(pair.first, c);
  const auto second = core::day_of(pair.second, c);
  return first && second && *first <= *second;
}

// `arg` tells the truth of an argument.
template <class Arg>
bool truth(const Program& p, const Cond& c, const Case& k, const Arg& arg) {
  const auto args = p.args_of(c);
  const auto ordinal = [&](FactId f) { return static_cast<std::size_t>(k[f].number); };
  const auto is = [&](FactId f, ValueKind kind) { return k[f].kind == kind; };
  switch (c.op) {
    case Op::Const:
      return c.count != 0;
    case Op::Not:
      return !arg(args[0]);
    case Op::And:
      return std::all_of(args.begin(), args.end(), arg);
    case Op::Or:
      return std::any_of(args.begin(), args.end(), arg);
    case Op::AtLeast:
      return std::count_if(args.begin(), args.end(), arg) >= static_cast<std::int64_t>(c.count);
    case Op::IsTrue:
      return is(c.fact, ValueKind::Bool) && k[c.fact].number != 0;
    case Op::IsNone:
      return k[c.fact].is_none();
    case Op::InSet:
      return is(c.fact, ValueKind::Enum) && p.sets[c.set].has(ordinal(c.fact));
    case Op::Same:
      return is(c.fact, ValueKind::Enum) && is(c.other, ValueKind::Enum) && ordinal(c.fact) == ordinal(c.other);
    case Op::Meets:
      return k[c.fact].set.meets(p.sets[c.set]);
    case Op::Holds:
      return is(c.other, ValueKind::Enum) && k[c.fact].set.has(ordinal(c.other));
    case Op::Overlaps:
      return k[c.fact].set.meets(k[c.other].set);
    case Op::Within:
      return k[c.fact].set.within(k[c.other].set);
    case Op::InRange:
      return (is(c.fact, ValueKind::Int) || is(c.fact, ValueKind::Date)) && p.ranges[c.range].contains(k[c.fact].number);
    case Op::Linear:
      return linear_holds(p.linears[c.linear], k);
    case Op::NotAfter:
      return not_after(p.date_pairs[c.dates], k);
  }
  return false;
}

std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  const std::int64_t q = a / b;
  return (a % b != 0 && (a < 0) != (b < 0)) ? q - 1 : q;
}

// The truth of conditions as one fact runs through its numbers.
class Slice {
 public:
  Slice(const Program& program, const Case& complete, FactId fact)
      : p_(program), case_(complete), fact_(fact), domain_(IntervalSet::of(p_.facts[fact].lo, p_.facts[fact].hi)) {}

  const IntervalSet& where(CondId id) {
    const auto it = known_.find(id);
    if (it != known_.end()) return it->second;
    return known_.emplace(id, reckon(p_.conds[id])).first->second;
  }

 private:
  [[nodiscard]] IntervalSet fixed(const Cond& c) const {
    return truth(p_, c, case_, [](CondId) { return false; }) ? domain_ : IntervalSet();
  }

  IntervalSet reckon(const Cond& c) {
    const auto args = p_.args_of(c);
    switch (c.op) {
      case Op::Not:
        return domain_.minus(where(args[0]));
      case Op::And: {
        IntervalSet out = domain_;
        for (const CondId a : args) out = out.intersect(where(a));
        return out;
      }
      case Op::Or: {
        IntervalSet out;
        for (const CondId a : args) out = out.unite(where(a));
        return out;
      }
      case Op::AtLeast:
        return at_least(c);
      case Op::InRange:
        return c.fact == fact_ ? p_.ranges[c.range].intersect(domain_) : fixed(c);
      case Op::Linear:
        return linear(c);
      case Op::NotAfter:
        return not_after(c);
      case Op::IsNone:
        return c.fact == fact_ ? IntervalSet() : fixed(c);
      case Op::Const:
      case Op::IsTrue:
      case Op::InSet:
      case Op::Same:
      case Op::Meets:
      case Op::Holds:
      case Op::Overlaps:
      case Op::Within:
        return fixed(c);
    }
    return {};
  }

  // levels[k]: where at least k + 1 of the arguments seen so far hold.
  IntervalSet at_least(const Cond& c) {
    std::vector<IntervalSet> levels(c.count);
    for (const CondId a : p_.args_of(c)) {
      const IntervalSet& now = where(a);
      for (std::size_t k = levels.size(); k-- > 0;) levels[k] = levels[k].unite(k == 0 ? now : levels[k - 1].intersect(now));
    }
    return levels.empty() ? domain_ : levels.back();
  }

  IntervalSet linear(const Cond& c) {
    const core::LinearForm& form = p_.linears[c.linear];
    std::int64_t rest = form.constant;
    std::int64_t own = 0;
    for (const auto& [fact, factor] : form.terms) {
      if (fact == fact_) {
        own = factor;
      } else if (case_[fact].kind == ValueKind::Int) {
        rest += factor * case_[fact].number;
      } else {
        return {};
      }
    }
    if (own == 0) return rest <= 0 ? domain_ : IntervalSet();
    if (own > 0) return domain_.intersect(IntervalSet::of(IntervalSet::kMin, floor_div(-rest, own)));
    return domain_.intersect(IntervalSet::of(-floor_div(-rest, -own), IntervalSet::kMax));
  }

  IntervalSet not_after(const Cond& c) {
    const auto& [first, second] = p_.date_pairs[c.dates];
    const core::Fact& f = p_.facts[fact_];
    if (first.fact == fact_) {
      const auto bound = core::day_of(second, case_);
      return bound ? days_not_after(f.lo, f.hi, first.steps, *bound) : IntervalSet();
    }
    if (second.fact == fact_) {
      const auto bound = core::day_of(first, case_);
      return bound ? domain_.minus(days_not_after(f.lo, f.hi, second.steps, add_days(*bound, -1))) : IntervalSet();
    }
    return fixed(c);
  }

  const Program& p_;
  const Case& case_;
  FactId fact_;
  IntervalSet domain_;
  std::map<CondId, IntervalSet> known_;
};

}  // namespace

Truths::Truths(const Program& program, const Case& complete) : truths_(program.conds.size()) {
  const auto arg = [this](CondId a) { return truths_[a.index] != 0; };
  for (const CondId id : program.conds.ids()) truths_[id.index] = truth(program, program.conds[id], complete, arg) ? 1 : 0;
}

bool is_valid(const Program& program, const Truths& truths) {
  return std::all_of(program.assumptions.begin(), program.assumptions.end(), [&](CondId a) { return truths[a]; });
}

bool holds(const Program& program, CondId c, const Case& complete) {
  std::map<CondId, bool> known;
  const auto arg = [&](CondId a) { return known.at(a); };
  for (const CondId id : used_conds(program, {c})) known[id] = truth(program, program.conds[id], complete, arg);
  return known.at(c);
}

bool leaf_holds(const Program& program, CondId c, const Case& complete) {
  return truth(program, program.conds[c], complete, [](CondId) { return false; });
}

IntervalSet holds_where(const Program& program, CondId c, const Case& complete, FactId fact) {
  Slice slice(program, complete, fact);
  IntervalSet out;
  for (const CondId id : used_conds(program, {c})) out = slice.where(id);
  return out;
}

std::vector<CondId> used_conds(const Program& program, const std::vector<CondId>& roots) {
  std::vector<char> used(program.conds.size());
  std::vector<CondId> open = roots;
  std::vector<CondId> out;
  while (!open.empty()) {
    const CondId id = open.back();
    open.pop_back();
    if (used[id.index] != 0) continue;
    used[id.index] = 1;
    out.push_back(id);
    const auto args = program.args_of(program.conds[id]);
    open.insert(open.end(), args.begin(), args.end());
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<FactId> facts_of(const Program& program, const Cond& c) {
  switch (c.op) {
    case Op::Const:
    case Op::Not:
    case Op::And:
    case Op::Or:
    case Op::AtLeast:
      return {};
    case Op::IsTrue:
    case Op::IsNone:
    case Op::InSet:
    case Op::Meets:
    case Op::InRange:
      return {c.fact};
    case Op::Same:
    case Op::Holds:
    case Op::Overlaps:
    case Op::Within:
      return {c.fact, c.other};
    case Op::Linear: {
      std::vector<FactId> out;
      for (const auto& term : program.linears[c.linear].terms) out.push_back(term.first);
      return out;
    }
    case Op::NotAfter:
      return {program.date_pairs[c.dates].first.fact, program.date_pairs[c.dates].second.fact};
  }
  return {};
}

IntervalSet days_not_after(std::int64_t lo, std::int64_t hi, const std::vector<core::DateStep>& steps, Date bound) {
  std::int64_t first = lo;
  std::int64_t past = hi + 1;
  while (first < past) {
    const std::int64_t mid = first + (past - first) / 2;
    if (core::move(Date{static_cast<std::int32_t>(mid)}, steps) <= bound) {
      first = mid + 1;
    } else {
      past = mid;
    }
  }
  return IntervalSet::of(lo, first - 1);
}

}  // namespace jur
