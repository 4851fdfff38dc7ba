// Cases that were met, and which conditions hold in them: a question that one of them answers need not be put again.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "core/program.h"

namespace jur::proof {

// Keeps the last 256 cases. The program may grow.
class Samples {
 public:
  static constexpr std::size_t kWords = 4;
  static constexpr std::size_t kMost = 64 * kWords;
  using Bits = std::array<std::uint64_t, kWords>;  // a bit a case; zero beyond the last one

  explicit Samples(const core::Program& program) : program_(program) {}
  void add(core::Case complete);
  // The cases in which the condition holds, and those in which it does not.
  [[nodiscard]] Bits where(core::CondId c, bool holds);

 private:
  struct Known {
    Bits bits{};
    std::size_t upto = 0;  // so many of the cases ever added were looked at
  };
  void look(core::CondId c);
  [[nodiscard]] bool holds(core::CondId c, std::size_t at) const;

  const core::Program& program_;
  std::vector<core::Case> cases_;  // the n-th one added is at n % kMost
  std::size_t added_ = 0;
  std::vector<Known> known_;  // by condition
};

}  // namespace jur::proof
