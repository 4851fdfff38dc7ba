#include "base/interval_set.h"

#include <algorithm>

namespace jur {

IntervalSet::IntervalSet(std::initializer_list<Interval> parts) {
  for (const Interval& p : parts) add(p.lo, p.hi);
}

IntervalSet IntervalSet::of(std::int64_t lo, std::int64_t hi) {
  IntervalSet s;
  s.add(lo, hi);
  return s;
}

void IntervalSet::add(std::int64_t lo, std::int64_t hi) {
  if (lo > hi) return;
  auto first = std::lower_bound(parts_.begin(), parts_.end(), lo, [](const Interval& p, std::int64_t x) { return p.hi < x - 1; });
  auto last = first;
  while (last != parts_.end() && last->lo <= hi + 1) {
    lo = std::min(lo, last->lo);
    hi = std::max(hi, last->hi);
    ++last;
  }
  first = parts_.erase(first, last);
  parts_.insert(first, {lo, hi});
}

bool IntervalSet::contains(std::int64_t x) const {
  const auto it = std::lower_bound(parts_.begin(), parts_.end(), x, [](const Interval& p, std::int64_t v) { return p.hi < v; });
  return it != parts_.end() && it->lo <= x;
}

IntervalSet IntervalSet::complement() const {
  IntervalSet out;
  std::int64_t next = kMin;
  for (const Interval& p : parts_) {
    if (p.lo > next) out.parts_.push_back({next, p.lo - 1});
    next = p.hi + 1;
  }
  if (next <= kMax) out.parts_.push_back({next, kMax});
  return out;
}

IntervalSet IntervalSet::unite(const IntervalSet& o) const {
  IntervalSet out = *this;
  for (const Interval& p : o.parts_) out.add(p.lo, p.hi);
  return out;
}

IntervalSet IntervalSet::intersect(const IntervalSet& o) const {
  IntervalSet out;
  auto a = parts_.begin();
  auto b = o.parts_.begin();
  while (a != parts_.end() && b != o.parts_.end()) {
    const std::int64_t lo = std::max(a->lo, b->lo);
    const std::int64_t hi = std::min(a->hi, b->hi);
    if (lo <= hi) out.parts_.push_back({lo, hi});
    if (a->hi < b->hi) {
      ++a;
    } else {
      ++b;
    }
  }
  return out;
}

IntervalSet IntervalSet::minus(const IntervalSet& o) const { return intersect(o.complement()); }

bool IntervalSet::covers(const IntervalSet& o) const { return o.minus(*this).empty(); }

}  // namespace jur
