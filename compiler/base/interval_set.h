// A set of whole numbers as sorted, disjoint, non-adjacent closed intervals.
// Days are held as Date::days. kMin/kMax stand for "without end".
#pragma once
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <span>
#include <vector>

namespace jur {

struct Interval {
  std::int64_t lo;  // first number in the interval
  std::int64_t hi;  // last number in the interval; lo <= hi
  bool operator==(const Interval&) const = default;
  auto operator<=>(const Interval&) const = default;
};

class IntervalSet {
 public:
  static constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min() / 4;
  static constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max() / 4;

  IntervalSet() = default;
  IntervalSet(std::initializer_list<Interval> parts);
  [[nodiscard]] static IntervalSet all() { return IntervalSet{{kMin, kMax}}; }
  [[nodiscard]] static IntervalSet of(std::int64_t lo, std::int64_t hi);  // empty where lo > hi

  void add(std::int64_t lo, std::int64_t hi);  // no effect where lo > hi
  [[nodiscard]] bool empty() const { return parts_.empty(); }
  [[nodiscard]] bool contains(std::int64_t x) const;
  [[nodiscard]] std::span<const Interval> parts() const { return parts_; }

  [[nodiscard]] IntervalSet complement() const;
  [[nodiscard]] IntervalSet unite(const IntervalSet& o) const;
  [[nodiscard]] IntervalSet intersect(const IntervalSet& o) const;
  [[nodiscard]] IntervalSet minus(const IntervalSet& o) const;
  // True where every number of `o` is in this set.
  [[nodiscard]] bool covers(const IntervalSet& o) const;

  bool operator==(const IntervalSet&) const = default;
  auto operator<=>(const IntervalSet&) const = default;

 private:
  std::vector<Interval> parts_;
};

}  // namespace jur
