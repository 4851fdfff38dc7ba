// What a careful programmer writes by hand for the workload: the opponents of compiled decisions.
#pragma once
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "workload.h"

namespace jur::bench {

// A case in eight bytes.
struct Packed {
  std::uint8_t country[3];
  std::uint8_t authority;
  std::uint8_t kind;  // category × 2 + emergency
  std::uint8_t unused = 0;
  std::uint16_t day;
};
[[nodiscard]] std::vector<Packed> pack(const std::vector<Case>& cases);

struct Opponent {
  std::string name;
  bool one_at_a_time = true;  // else a batch
  std::function<void(std::span<const Packed>, std::uint8_t* out)> decide;
  std::shared_ptr<const void> keeps;  // what `decide` reads
};

// Bitsets of rules for each value, with AVX2; cells of two countries; cells in batches with prefetch. Empty without AVX2.
[[nodiscard]] std::vector<Opponent> table_opponents(const std::vector<Rule>& rules);

// A chain of ifs, and a switch on each rule's most selective country; compiled in `folder` by clang-19 at -O3. Empty where it
// is not installed.
[[nodiscard]] std::vector<Opponent> compiled_opponents(const std::vector<Rule>& rules, const std::string& folder);

}  // namespace jur::bench
