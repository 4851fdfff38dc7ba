#include "evaluate/dates.h"

#include <algorithm>
#include <map>

#include "core/builder.h"
#include "evaluate/truth.h"

namespace jur {
namespace {

using core::DateTerm;
using core::FactId;

bool has_months(const DateTerm& t) {
  return std::any_of(t.steps.begin(), t.steps.end(), [](const core::DateStep& s) { return s.months; });
}

std::int64_t day(const DateTerm& t, std::int64_t fact_day) {
  return core::move(Date{static_cast<std::int32_t>(fact_day)}, t.steps).days;
}

IntervalSet& days_of(const DateTerm& t, Box& box) { return box[t.fact.index].numbers; }
std::int64_t first(const IntervalSet& s) { return s.parts().front().lo; }
std::int64_t last(const IntervalSet& s) { return s.parts().back().hi; }

// At least and at most so many days; months within five days of their mean length.
Interval shift(const DateTerm& t) {
  constexpr double kMonth = 146097.0 / 4800.0;
  Interval out{0, 0};
  for (const core::DateStep& s : t.steps) {
    const std::int64_t days = s.months ? static_cast<std::int64_t>(kMonth * static_cast<double>(s.count)) : s.count;
    out.lo += days - (s.months ? 5 : 0);
    out.hi += days + (s.months ? 5 : 0);
  }
  return out;
}

// The days of `t` whose moved day is at most, at least, `bound`.
IntervalSet at_most(const DateTerm& t, const IntervalSet& days, std::int64_t bound) {
  return days.intersect(days_not_after(first(days), last(days), t.steps, Date{static_cast<std::int32_t>(bound)}));
}
IntervalSet at_least(const DateTerm& t, const IntervalSet& days, std::int64_t bound) {
  return days.minus(days_not_after(first(days), last(days), t.steps, Date{static_cast<std::int32_t>(bound - 1)}));
}

// A comparison of one date with itself.
IntervalSet where_held(const Comparison& c, const IntervalSet& days) {
  IntervalSet out;
  for (const Interval& part : days.parts()) {
    for (std::int64_t d = part.lo; d <= part.hi; ++d) {
      if (day(c.first, d) <= day(c.second, d) + c.offset) out.add(d, d);
    }
  }
  return out;
}

}  // namespace

Comparison opposite(const Comparison& c) { return {c.second, c.first, -c.offset - 1}; }

Tri Timeline::truth(const Comparison& c, const Box& box) const {
  const Comparison other = opposite(c);
  const auto held = [&](const Comparison& wanted) {
    return std::any_of(held_.begin(), held_.end(), [&](const Comparison& h) {
      return h.offset <= wanted.offset && h.first == wanted.first && h.second == wanted.second;
    });
  };
  if (held(c)) return Tri::True;
  if (held(other)) return Tri::False;
  const auto one = jur::days_of(c.first, box);
  const auto two = jur::days_of(c.second, box);
  if (!one || !two) return Tri::False;
  if (c.first.fact == c.second.fact && !has_months(c.first) && !has_months(c.second)) {
    return one->lo <= two->lo + c.offset ? Tri::True : Tri::False;
  }
  if (one->hi <= two->lo + c.offset) return Tri::True;
  return one->lo > two->hi + c.offset ? Tri::False : Tri::Open;
}

bool Timeline::require(const Comparison& c, Box& box) {
  held_.push_back(c);
  if (c.first.fact == c.second.fact) days_of(c.first, box) = where_held(c, days_of(c.first, box));
  if (c.first.fact.valid() && days_of(c.first, box).empty()) return false;
  return may_hold(box.size()) && narrow(box);
}

bool Timeline::narrow(Box& box) const {
  for (bool changed = true; changed;) {
    changed = false;
    for (const Comparison& c : held_) {
      const auto& [one, two, offset] = c;
      if (one.fact == two.fact) continue;
      const auto cut = [&](const DateTerm& t, IntervalSet days) {
        if (days == days_of(t, box)) return true;
        changed = true;
        days_of(t, box) = std::move(days);
        return !days_of(t, box).empty();
      };
      if (two.fact.valid()) {
        const std::int64_t least = jur::days_of(one, box)->lo;
        if (!cut(two, at_least(two, days_of(two, box), least - offset))) return false;
      }
      if (one.fact.valid()) {
        const std::int64_t most = jur::days_of(two, box)->hi;
        if (!cut(one, at_most(one, days_of(one, box), most + offset))) return false;
      }
    }
  }
  return true;
}

void Timeline::rename(FactId from, FactId to) {
  for (Comparison& c : held_) {
    for (DateTerm* t : {&c.first, &c.second}) {
      if (t->fact == from) t->fact = to;
    }
  }
}

// No circle of comparisons asks a date to lie before itself, as far as the moves' least and greatest lengths tell. What passes
// is decided by `narrow`, which would take a step for each day of the calendar to find such circles.
bool Timeline::may_hold(std::size_t facts) const {
  std::vector<std::int64_t> most(facts);
  bool changed = true;
  for (std::size_t round = 0; changed && round <= facts; ++round) {
    changed = false;
    for (const Comparison& c : held_) {
      if (!c.first.fact.valid() || !c.second.fact.valid() || c.first.fact == c.second.fact) continue;
      const std::int64_t bound = most[c.second.fact.index] + shift(c.second).hi + c.offset - shift(c.first).lo;
      if (most[c.first.fact.index] <= bound) continue;
      most[c.first.fact.index] = bound;
      changed = true;
    }
  }
  return !changed;
}

std::vector<Comparison> orders_of_ends(const core::Program& program, const std::vector<core::NormId>& norms) {
  std::map<DateTerm, bool> ends;  // true: of what forbids on its days (a Duty's own days forbid nothing)
  bool duty = false;
  for (const core::NormId n : norms) {
    const core::Norm& norm = program.norms[n];
    if (norm.kind == core::NormKind::May || norm.kind == core::NormKind::NeedNot) continue;
    duty = duty || norm.kind != core::NormKind::Ban;
    for (const auto& end : {norm.period.from, norm.period.until}) {
      if (end) ends[*end] = ends[*end] || norm.kind != core::NormKind::Duty;
    }
  }
  std::vector<Comparison> out;
  if (!duty) return out;
  for (auto i = ends.begin(); i != ends.end(); ++i) {
    for (auto j = ends.begin(); j != i; ++j) {
      if ((!i->first.fact.valid() && !j->first.fact.valid()) || (!i->second && !j->second)) continue;
      for (const std::int64_t offset : {0, -1, 1, -2}) out.push_back({i->first, j->first, offset});
    }
  }
  return out;
}

}  // namespace jur
