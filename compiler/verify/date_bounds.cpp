#include "verify/date_bounds.h"

#include <algorithm>

namespace jur::proof {
namespace {

constexpr std::int64_t kFar = std::int64_t{1} << 40;

}  // namespace

DateBounds::DateBounds(std::size_t dates) : dates_(dates), most_(dates * dates, kFar) {
  for (std::size_t i = 0; i < dates; ++i) most_[i * dates + i] = 0;
}

bool DateBounds::require(std::size_t a, std::size_t b, std::int64_t days) {
  if (days >= most(a, b)) return true;
  if (most(b, a) + days < 0) return false;
  for (std::size_t i = 0; i < dates_; ++i) {
    for (std::size_t j = 0; j < dates_; ++j) {
      most_[i * dates_ + j] = std::min(most(i, j), most(i, a) + days + most(b, j));
    }
  }
  return true;
}

}  // namespace jur::proof
