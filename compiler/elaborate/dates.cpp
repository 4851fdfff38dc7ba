#include "elaborate/work.h"

namespace jur::elaborating {
namespace {

// The first day d of [lo, hi + 1] whose move lies after `bound`; moving is monotone.
std::int64_t first_after(std::int64_t lo, std::int64_t hi, const std::vector<core::DateStep>& steps, std::int64_t bound) {
  std::int64_t past = hi + 1;
  while (lo < past) {
    const std::int64_t mid = lo + (past - lo) / 2;
    if (core::move(Date{static_cast<std::int32_t>(mid)}, steps).days <= bound) {
      lo = mid + 1;
    } else {
      past = mid;
    }
  }
  return lo;
}

}  // namespace

CondId on_days(Work& w, const core::DateTerm& term, const IntervalSet& days) {
  if (!term.fact.valid()) return w.build.constant(days.contains(core::move(term.base, term.steps).days));
  if (term.steps.empty()) return w.build.in_range(term.fact, days);
  const core::Fact& f = w.out.facts[term.fact];
  IntervalSet before;
  for (const Interval& part : days.parts()) {
    before.add(first_after(f.lo, f.hi, term.steps, part.lo - 1), first_after(f.lo, f.hi, term.steps, part.hi) - 1);
  }
  return w.build.in_range(term.fact, before);
}

CondId as_of_in(Work& w, const std::optional<IntervalSet>& days) {
  return days ? on_days(w, w.as_of(), *days) : w.build.always();
}

}  // namespace jur::elaborating
