// What is known of how dates lie to each other: by how many days one comes at most after another.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace jur::proof {

class DateBounds {
 public:
  // Of so many dates; the first is the day 0, of the others nothing is known.
  explicit DateBounds(std::size_t dates);
  // From now on date `a` comes at most so many days after date `b` (before it, if negative). False where no choice of dates is
  // left.
  [[nodiscard]] bool require(std::size_t a, std::size_t b, std::int64_t days);
  // The earliest day for this date. Together, the earliest days of all dates meet what is known.
  [[nodiscard]] std::int64_t earliest(std::size_t date) const { return -most(0, date); }

 private:
  [[nodiscard]] std::int64_t most(std::size_t a, std::size_t b) const { return most_[a * dates_ + b]; }

  std::size_t dates_;
  std::vector<std::int64_t> most_;  // a - b at most, by a and b; all that follows is drawn
};

}  // namespace jur::proof
