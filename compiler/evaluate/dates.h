// Unknown dates that are compared with each other: by what is taken to hold between them, not day by day. Private to this room.
#pragma once
#include <vector>

#include "evaluate/box.h"

namespace jur {

// first <= second + offset, in days; the terms' facts exist.
struct Comparison {
  core::DateTerm first;
  core::DateTerm second;
  std::int64_t offset = 0;
  auto operator<=>(const Comparison&) const = default;
};
[[nodiscard]] Comparison opposite(const Comparison& c);

// Comparisons that are taken to hold. Each bounds one date from below by another (moving is monotone), so that the days that
// satisfy all of them, if any, have a least choice: the first day of each fact once `narrow` has come to an end.
class Timeline {
 public:
  [[nodiscard]] Tri truth(const Comparison& c, const Box& box) const;
  // Takes it to hold. False where no case of the box is left.
  [[nodiscard]] bool require(const Comparison& c, Box& box);
  // Drops days that cannot satisfy the comparisons. False where a fact has none left.
  [[nodiscard]] bool narrow(Box& box) const;
  // From now on `from` goes by the name of `to`.
  void rename(core::FactId from, core::FactId to);

 private:
  [[nodiscard]] bool may_hold(std::size_t facts) const;
  std::vector<Comparison> held_;
};

// What clashes among these norms hang on: between ends of a duty's period and of what may forbid it, whether one comes before the
// other, at once after it, or later.
[[nodiscard]] std::vector<Comparison> orders_of_ends(const core::Program& program, const std::vector<core::NormId>& norms);

}  // namespace jur
