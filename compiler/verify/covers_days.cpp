#include <algorithm>
#include <array>

#include "base/date.h"
#include "verify/covers.h"

namespace jur::proof {
namespace {

constexpr std::size_t kMostRounds = 20'000;   // then it stays open whether there are such days
constexpr std::int64_t kCycle = 4 * 365 + 1;  // days after which the calendar repeats itself, within such a stretch:
constexpr std::array<std::pair<CivilDate, CivilDate>, 3> kStretches{
    {{{1800, 3, 1}, {1900, 2, 28}}, {{1900, 3, 1}, {2100, 2, 28}}, {{2100, 3, 1}, {2200, 2, 28}}}};

}  // namespace

IntervalSet Covers::left_of(const core::Fact& fact, const Outline::Side& side) {
  return side.numbers.intersect(IntervalSet::of(fact.lo, fact.hi));
}

std::int64_t Covers::day_of(const Day& d) const {
  const core::DateTerm& t = terms_[d.term];
  if (d.date == 0) return d.after.lo;
  return core::move(Date{static_cast<std::int32_t>(days_[d.date - 1])}, t.steps).days;
}

bool Covers::holds(const Bound& b) const { return day_of(b.first) <= day_of(b.second) + b.days; }

// Moving keeps the order of days, so that each bound that does not hold yet asks for a later day of its second date, and none of
// the days passed over could have been meant.
bool Covers::settle(const State& s) {
  days_.resize(dates_.size());
  std::vector<IntervalSet> left;
  for (std::size_t i = 0; i < dates_.size(); ++i) {
    days_[i] = s.bounds.earliest(i + 1);
    const core::Fact& fact = program_.facts[dates_[i]];
    left.push_back(IntervalSet::of(fact.lo, fact.hi));
    for (const Outline::Side& side : s.outline.sides()) {
      if (side.fact == dates_[i] && !left_of(fact, side).empty()) left[i] = left_of(fact, side);
    }
  }
  std::vector<std::int64_t> before = days_;      // some rounds ago
  std::vector<char> raising(dates_.size() + 1);  // by date: it has raised others since then; the first: so did something else
  std::size_t anew = 1;
  for (std::size_t round = 1; round < kMostRounds; ++round) {
    bool changed = false;
    for (std::size_t i = 0; i < dates_.size(); ++i) {
      if (left[i].contains(days_[i])) continue;
      const auto parts = left[i].parts();
      const auto next = std::find_if(parts.begin(), parts.end(), [&](const Interval& p) { return p.lo > days_[i]; });
      if (next == parts.end()) return false;
      days_[i] = next->lo;
      changed = true;
      raising[0] = 1;
    }
    for (const Bound& b : s.held) {
      if (holds(b)) continue;
      if (!raise(b)) return false;
      changed = true;
      raising[b.first.date] = 1;
    }
    if (!changed) return true;
    if (!leap(s, left, before, raising) && round < anew) continue;
    before = days_;
    raising.assign(raising.size(), 0);
    anew = 2 * round;
  }
  return true;
}

// To the first day of the second date on which the bound holds. False where there is none.
bool Covers::raise(const Bound& b) {
  if (b.second.date == 0) return false;
  std::int64_t& day = days_[b.second.date - 1];
  const std::int64_t last = program_.facts[dates_[b.second.date - 1]].hi;
  if (b.first.date != b.second.date) {
    day = std::min(last, day + day_of(b.first) - day_of(b.second) - b.days);
    while (holds(b)) --day;
  }
  do {
    if (++day > last) return false;
  } while (!holds(b));
  return true;
}

// Where dates have raised each other by whole cycles of the calendar, they go on to do so: they are taken as far at once as the
// calendar repeats itself, unless something else comes to bear on the way.
bool Covers::leap(const State& s, const std::vector<IntervalSet>& left, const std::vector<std::int64_t>& before,
                  const std::vector<char>& raising) {
  if (raising[0] != 0) return false;
  std::int64_t by = 0;
  std::int64_t least = IntervalSet::kMax;
  std::int64_t most = IntervalSet::kMin;
  for (std::size_t i = 0; i < days_.size(); ++i) {
    const std::int64_t raised = days_[i] - before[i];
    if (raised == 0 && raising[i + 1] != 0) return false;
    if (raised == 0) continue;
    if (raised % kCycle != 0 || (by != 0 && raised != by) || left[i].parts().size() > 1) return false;
    by = raised;
    least = std::min(least, before[i]);
    most = std::max(most, days_[i]);
  }
  for (const auto& [from, until] : kStretches) {
    const std::int64_t room = from_civil(until).days - farthest_ - most;
    if (by == 0 || least - farthest_ < from_civil(from).days || room < by) continue;
    const std::vector<std::int64_t> here = days_;
    for (std::size_t i = 0; i < days_.size(); ++i) days_[i] += here[i] == before[i] ? 0 : room / by * by;
    const bool free = std::all_of(s.held.begin(), s.held.end(), [&](const Bound& b) {
      return b.first.date == 0 || b.second.date == 0 || here[b.second.date - 1] != before[b.second.date - 1] || holds(b);
    });
    if (free) return true;
    days_ = here;
    return false;
  }
  return false;
}

}  // namespace jur::proof
