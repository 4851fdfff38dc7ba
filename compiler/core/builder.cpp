#include "core/builder.h"

#include <algorithm>
#include <array>

namespace jur::core {
namespace {

std::uint32_t payload(const Cond& c) {
  if (c.set.valid()) return c.set.index;
  if (c.range.valid()) return c.range.index;
  if (c.linear.valid()) return c.linear.index;
  return c.dates.index;
}

std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  const std::int64_t q = a / b;
  return (a % b != 0 && (a < 0) != (b < 0)) ? q - 1 : q;
}

// The days x of [lo, hi] with move(x, steps) <= bound: moving is monotone, so they are an initial part.
IntervalSet days_up_to(std::int64_t lo, std::int64_t hi, const std::vector<DateStep>& steps, Date bound) {
  std::int64_t first = lo;
  std::int64_t past = hi + 1;
  while (first < past) {
    const std::int64_t mid = first + (past - first) / 2;
    if (move(Date{static_cast<std::int32_t>(mid)}, steps) <= bound) {
      first = mid + 1;
    } else {
      past = mid;
    }
  }
  return IntervalSet::of(lo, first - 1);
}

bool only_days(const std::vector<DateStep>& steps) {
  return std::all_of(steps.begin(), steps.end(), [](const DateStep& s) { return !s.months; });
}

// Days, then months once, then days, as far as there are any.
bool months_once(const std::vector<DateStep>& steps) {
  return std::count_if(steps.begin(), steps.end(), [](const DateStep& s) { return s.months; }) <= 1;
}

// The days x of [lo, hi] for which `holds`; in each month of x + ahead they are an initial or a final part: within a month,
// moving by months brings the days closer together, never apart.
template <class Holds>
IntervalSet days_by_month(std::int64_t lo, std::int64_t hi, std::int64_t ahead, Holds holds) {
  IntervalSet out;
  for (std::int64_t at = lo; at <= hi;) {
    const CivilDate c = to_civil(Date{static_cast<std::int32_t>(at + ahead)});
    const std::int64_t last = std::min(hi, at + days_in_month(c.year, c.month) - c.day);
    if (holds(at) && holds(last)) {
      out.add(at, last);
    } else if (holds(at) || holds(last)) {
      for (std::int64_t d = at; d <= last; ++d) {
        if (holds(d)) out.add(d, d);
      }
    }
    at = last + 1;
  }
  return out;
}

// Steps of days side by side become one; steps of nothing vanish.
void normalize(DateTerm& t) {
  std::vector<DateStep> out;
  for (const DateStep& s : t.steps) {
    if (s.count == 0) continue;
    if (!s.months && !out.empty() && !out.back().months) {
      out.back().count += s.count;
      if (out.back().count == 0) out.pop_back();
    } else {
      out.push_back(s);
    }
  }
  t.steps = std::move(out);
  if (!t.fact.valid()) {
    t.base = move(t.base, t.steps);
    t.steps.clear();
  }
}

}  // namespace

const char* word_name(Word w) {
  switch (w) {
    case Word::Undetermined:
      return "undetermined";
    case Word::Contradictory:
      return "contradictory";
    case Word::Required:
      return "required";
    case Word::Forbidden:
      return "forbidden";
    case Word::Permitted:
      return "permitted";
    case Word::Exempt:
      return "exempt";
    case Word::Silent:
      return "silent";
  }
  return "";
}

Date move(Date d, std::span<const DateStep> steps) {
  for (const DateStep& s : steps) d = s.months ? add_months(d, s.count) : add_days(d, s.count);
  return d;
}

Interval days_moved(std::span<const DateStep> steps) {
  Interval out{0, 0};
  for (const DateStep& s : steps) {
    const std::int64_t days = s.months ? floor_div(s.count * 146'097, 4'800) : s.count;
    out.lo += days - (s.months ? 12 : 0);
    out.hi += days + (s.months ? 13 : 0);
  }
  return out;
}

std::optional<Date> day_of(const DateTerm& term, const Case& c) {
  if (!term.fact.valid()) return move(term.base, term.steps);
  const Value& v = c[term.fact];
  if (v.kind != ValueKind::Date) return std::nullopt;
  return move(Date{static_cast<std::int32_t>(v.number)}, term.steps);
}

Builder::Builder(Program& program) : program_(program) {
  for (const CondId id : program.conds.ids()) {
    const Cond& c = program.conds[id];
    if (c.op == Op::Const && !constants_[c.count != 0 ? 1 : 0].valid()) constants_[c.count != 0 ? 1 : 0] = id;
  }
}

CondId Builder::intern(Cond c, std::span<const CondId> args) {
  Key key{c.op, c.count, c.fact.index, c.other.index, payload(c), {args.begin(), args.end()}};
  const auto [it, fresh] = conds_.try_emplace(std::move(key));
  if (fresh) {
    c.first_arg = static_cast<std::uint32_t>(program_.args.size());
    c.arg_count = static_cast<std::uint32_t>(args.size());
    program_.args.insert(program_.args.end(), args.begin(), args.end());
    it->second = program_.conds.add(c);
  }
  return it->second;
}

SetId Builder::intern_set(const ValueSet& s) {
  const auto [it, fresh] = sets_.try_emplace(s);
  if (fresh) it->second = program_.sets.add(s);
  return it->second;
}

RangeId Builder::intern_range(const IntervalSet& s) {
  const auto [it, fresh] = ranges_.try_emplace(s);
  if (fresh) it->second = program_.ranges.add(s);
  return it->second;
}

CondId Builder::constant(bool value) {
  CondId& known = constants_[value ? 1 : 0];
  if (known.valid()) return known;
  Cond c;
  c.op = Op::Const;
  c.count = value ? 1 : 0;
  return known = intern(c, {});
}

CondId Builder::not_(CondId id) {
  const Cond c = program_.conds[id];
  if (c.op == Op::Const) return constant(c.count == 0);
  if (c.op == Op::Not) return program_.args_of(c)[0];
  Cond n;
  n.op = Op::Not;
  return intern(n, std::array{id});
}

CondId Builder::junction(Op op, std::span<const CondId> cs) {
  const bool conjunction = op == Op::And;
  std::vector<CondId> flat;
  for (const CondId id : cs) {
    const Cond& c = program_.conds[id];
    if (c.op == Op::Const) {
      if ((c.count != 0) != conjunction) return constant(!conjunction);
    } else if (c.op == op) {
      const auto inner = program_.args_of(c);
      flat.insert(flat.end(), inner.begin(), inner.end());
    } else {
      flat.push_back(id);
    }
  }
  std::sort(flat.begin(), flat.end());
  flat.erase(std::unique(flat.begin(), flat.end()), flat.end());
  for (const CondId id : flat) {
    const Cond& c = program_.conds[id];
    if (c.op == Op::Not && std::binary_search(flat.begin(), flat.end(), program_.args_of(c)[0])) return constant(!conjunction);
  }
  if (flat.empty()) return constant(conjunction);
  if (flat.size() == 1) return flat[0];
  Cond c;
  c.op = op;
  return intern(c, flat);
}

CondId Builder::all(std::span<const CondId> cs) { return junction(Op::And, cs); }
CondId Builder::any(std::span<const CondId> cs) { return junction(Op::Or, cs); }

CondId Builder::at_least(std::uint32_t n, std::span<const CondId> cs) {
  std::vector<CondId> open;
  for (const CondId id : cs) {
    const Cond& c = program_.conds[id];
    if (c.op != Op::Const) {
      open.push_back(id);
    } else if (c.count != 0 && n > 0) {
      --n;
    }
  }
  if (n == 0) return always();
  if (n > open.size()) return never();
  if (n == 1) return any(open);
  if (n == open.size()) return all(open);
  std::sort(open.begin(), open.end());
  Cond c;
  c.op = Op::AtLeast;
  c.count = n;
  return intern(c, open);
}

CondId Builder::is_true(FactId f) {
  Cond c;
  c.op = Op::IsTrue;
  c.fact = f;
  return intern(c, {});
}

CondId Builder::is_none(FactId f) {
  if (!program_.facts[f].or_none) return never();
  Cond c;
  c.op = Op::IsNone;
  c.fact = f;
  return intern(c, {});
}

CondId Builder::in_set(FactId f, const ValueSet& s) {
  if (s.empty()) return never();
  if (s.complement().empty()) return not_(is_none(f));
  Cond c;
  c.op = Op::InSet;
  c.fact = f;
  c.set = intern_set(s);
  return intern(c, {});
}

CondId Builder::same(FactId a, FactId b) {
  if (a == b) return not_(is_none(a));
  Cond c;
  c.op = Op::Same;
  c.fact = std::min(a, b);
  c.other = std::max(a, b);
  return intern(c, {});
}

CondId Builder::meets(FactId f, const ValueSet& s) {
  if (s.empty()) return never();
  Cond c;
  c.op = Op::Meets;
  c.fact = f;
  c.set = intern_set(s);
  return intern(c, {});
}

CondId Builder::holds(FactId set_fact, FactId enum_fact) {
  Cond c;
  c.op = Op::Holds;
  c.fact = set_fact;
  c.other = enum_fact;
  return intern(c, {});
}

CondId Builder::overlaps(FactId a, FactId b) {
  if (a == b) return meets(a, ValueSet::full(program_.domains[program_.facts[a].domain].members.size()));
  Cond c;
  c.op = Op::Overlaps;
  c.fact = std::min(a, b);
  c.other = std::max(a, b);
  return intern(c, {});
}

CondId Builder::within(FactId a, FactId b) {
  if (a == b) return always();
  Cond c;
  c.op = Op::Within;
  c.fact = a;
  c.other = b;
  return intern(c, {});
}

CondId Builder::in_range(FactId f, const IntervalSet& s) {
  const Fact& fact = program_.facts[f];
  const IntervalSet domain = IntervalSet::of(fact.lo, fact.hi);
  const IntervalSet cut = s.intersect(domain);
  if (cut.empty()) return never();
  if (cut == domain) return not_(is_none(f));
  Cond c;
  c.op = Op::InRange;
  c.fact = f;
  c.range = intern_range(cut);
  return intern(c, {});
}

CondId Builder::linear(LinearForm form) {
  std::sort(form.terms.begin(), form.terms.end());
  std::vector<std::pair<FactId, std::int64_t>> merged;
  std::vector<CondId> present;  // a fact that is none makes the comparison false, also where it cancels out
  for (const auto& [fact, factor] : form.terms) {
    present.push_back(not_(is_none(fact)));
    if (!merged.empty() && merged.back().first == fact) {
      merged.back().second += factor;
    } else {
      merged.emplace_back(fact, factor);
    }
  }
  std::erase_if(merged, [](const auto& t) { return t.second == 0; });
  form.terms = std::move(merged);
  CondId holds;
  if (form.terms.empty()) {
    holds = constant(form.constant <= 0);
  } else if (form.terms.size() == 1) {
    const auto [fact, factor] = form.terms[0];
    holds = factor > 0 ? in_range(fact, IntervalSet::of(IntervalSet::kMin, floor_div(-form.constant, factor)))
                       : in_range(fact, IntervalSet::of(-floor_div(-form.constant, -factor), IntervalSet::kMax));
  } else {
    const auto [it, fresh] = linears_.try_emplace(form);
    if (fresh) it->second = program_.linears.add(form);
    Cond c;
    c.op = Op::Linear;
    c.linear = it->second;
    holds = intern(c, {});
  }
  present.push_back(holds);
  return all(present);
}

CondId Builder::not_after(const DateTerm& a, const DateTerm& b) {
  DatePair pair{a, b};
  normalize(pair.first);
  normalize(pair.second);
  const auto& [first, second] = pair;
  if (!first.fact.valid() && !second.fact.valid()) return constant(first.base <= second.base);
  if (!second.fact.valid()) {
    const Fact& f = program_.facts[first.fact];
    return in_range(first.fact, days_up_to(f.lo, f.hi, first.steps, second.base));
  }
  if (!first.fact.valid()) {
    const Fact& f = program_.facts[second.fact];
    const IntervalSet before = days_up_to(f.lo, f.hi, second.steps, add_days(first.base, -1));
    return in_range(second.fact, IntervalSet::of(f.lo, f.hi).minus(before));
  }
  if (first.fact == second.fact) {
    const Fact& f = program_.facts[first.fact];
    if (only_days(first.steps) && only_days(second.steps)) {
      const bool holds = move(Date{0}, first.steps) <= move(Date{0}, second.steps);
      return holds ? not_(is_none(first.fact)) : never();
    }
    const Interval a_by = days_moved(first.steps);
    const Interval b_by = days_moved(second.steps);
    if (a_by.hi <= b_by.lo) return not_(is_none(first.fact));
    if (a_by.lo > b_by.hi) return never();
    const auto holds = [&](std::int64_t d) {
      const Date day{static_cast<std::int32_t>(d)};
      return move(day, first.steps) <= move(day, second.steps);
    };
    const auto& moved = only_days(first.steps) ? second.steps : first.steps;
    if (months_once(moved) && (only_days(first.steps) || only_days(second.steps))) {
      return in_range(first.fact, days_by_month(f.lo, f.hi, moved[0].months ? 0 : moved[0].count, holds));
    }
    IntervalSet days;
    for (std::int64_t d = f.lo; d <= f.hi; ++d) {
      if (holds(d)) days.add(d, d);
    }
    return in_range(first.fact, days);
  }
  const auto [it, fresh] = date_pairs_.try_emplace(pair);
  if (fresh) it->second = program_.date_pairs.add(pair);
  Cond c;
  c.op = Op::NotAfter;
  c.dates = it->second;
  return intern(c, {});
}

}  // namespace jur::core
