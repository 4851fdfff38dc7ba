#include "solve/calendar.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/date.h"

namespace jur::solve {
namespace {

constexpr std::array<std::int64_t, 12> kLast{30, 27, 30, 29, 30, 29, 30, 30, 29, 30, 29, 30};

std::array<std::int64_t, 12> days_before(bool leap) {
  std::array<std::int64_t, 12> out{};
  for (std::size_t m = 1; m < 12; ++m) out[m] = out[m - 1] + kLast[m - 1] + 1 + (leap && m == 2 ? 1 : 0);
  return out;
}

bool is_leap(std::int64_t year) { return days_in_month(static_cast<int>(year), 2) == 29; }

IntervalSet leap_years(const NumberNode& year) {
  IntervalSet out;
  for (std::int64_t y = year.lo; y <= year.hi; ++y) {
    if (is_leap(y)) out.add(y, y);
  }
  return out;
}

// By how many days a day of these numbers moves, at least and at most. In each month the first day moves farthest, the last day
// least.
Interval distance(const NumberNode& days, std::int64_t months) {
  std::int64_t least = IntervalSet::kMax;
  std::int64_t most = IntervalSet::kMin;
  const auto note = [&](Date d) {
    const std::int64_t by = add_months(d, months).days - d.days;
    least = std::min(least, by);
    most = std::max(most, by);
  };
  const auto end = static_cast<std::int32_t>(days.hi);
  for (auto at = static_cast<std::int32_t>(days.lo); at <= end;) {
    const CivilDate c = to_civil(Date{at});
    const std::int32_t last = std::min(end, at + days_in_month(c.year, c.month) - c.day);
    note(Date{at});
    note(Date{last});
    at = last + 1;
  }
  return {least, most};
}

}  // namespace

Number Calendar::length_less_one(const Civil& c) {
  const Term leap = solver_.in(c.year, leap_years(solver_[c.year]));
  auto leap_lengths = kLast;
  leap_lengths[1] = 28;
  return solver_.choose(leap, solver_.lookup(c.month, leap_lengths), solver_.lookup(c.month, kLast));
}

Number Calendar::days(const Civil& c) {
  const NumberNode year = solver_[c.year];
  std::vector<std::int64_t> leaps;  // leap days since the first year
  std::int64_t count = 0;
  for (std::int64_t y = year.lo; y <= year.hi; ++y) {
    leaps.push_back(count);
    if (is_leap(y)) ++count;
  }
  const std::int64_t start = from_civil({static_cast<int>(year.lo), 1, 1}).days;
  const Number index = solver_.sum({{1, c.year}}, -year.lo);
  const Term leap = solver_.in(c.year, leap_years(year));
  const Number before =
      solver_.choose(leap, solver_.lookup(c.month, days_before(true)), solver_.lookup(c.month, days_before(false)));
  return solver_.sum({{365, index}, {1, solver_.lookup(index, leaps)}, {1, before}, {1, c.day}}, start);
}

Calendar::Civil Calendar::civil(Number day) {
  if (const auto it = civil_.find(day); it != civil_.end()) return it->second;
  const NumberNode n = solver_[day];
  const Civil c{
      solver_.number(to_civil(Date{static_cast<std::int32_t>(n.lo)}).year, to_civil(Date{static_cast<std::int32_t>(n.hi)}).year),
      solver_.number(0, 11), solver_.number(0, 30)};
  solver_.require(solver_.at_most(c.day, length_less_one(c)));
  solver_.require(solver_.equal(day, days(c)));
  civil_.emplace(day, c);
  return c;
}

Number Calendar::add_months(Number day, std::int64_t months) {
  const auto [it, fresh] = moved_.try_emplace({day, months});
  if (!fresh) return it->second;
  const Civil from = civil(day);
  const std::int64_t years = months >= 0 ? months / 12 : -((11 - months) / 12);
  const std::int64_t rest = months - years * 12;
  std::array<std::int64_t, 12> later{};
  for (std::size_t m = 0; m < 12; ++m) later[m] = (static_cast<std::int64_t>(m) + rest) % 12;
  const Term carry = solver_.in(from.month, IntervalSet::of(12 - rest, 11));
  Civil to{solver_.choose(carry, solver_.sum({{1, from.year}}, years + 1), solver_.sum({{1, from.year}}, years)),
           solver_.lookup(from.month, later), from.day};
  const Number last = length_less_one(to);
  to.day = solver_.choose(solver_.at_most(from.day, last), from.day, last);
  const Number result = days(to);
  civil_.emplace(result, to);
  // This follows from the above, but hardly for a solver.
  const Interval by = distance(solver_[day], months);
  solver_.require(solver_.at_most(solver_.sum({{1, day}}, by.lo), result));
  solver_.require(solver_.at_most(result, solver_.sum({{1, day}}, by.hi)));
  it->second = result;
  return result;
}

}  // namespace jur::solve
