// Holds verify() equal to what all cases of a small program show.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "findings.h"
#include "verify/verify.h"

namespace jur::test {

// All possible cases, and what a naive reading finds in each.
struct Yardstick {
  std::vector<core::Case> cases;
  std::vector<std::vector<Met>> met;  // by case
};
[[nodiscard]] Yardstick read_all(const core::Program& program, std::vector<core::Case> cases);

// What was met, so that no test passes for want of anything to compare.
struct FindingTally {
  std::size_t programs = 0;
  std::size_t cases = 0;
  std::map<std::size_t, std::size_t> by_size;  // contradictions, by number of rules
  std::size_t permissions = 0;
  std::size_t accepted = 0;
  std::size_t partly_accepted = 0;
  std::size_t many_windows = 0;
  std::size_t with_indifferent = 0;
  std::map<AcceptanceState, std::size_t> states;
};

// The first difference in findings, acts, windows or acceptances; or a witness that does not show its finding, or a fact
// wrongly called indifferent or decisive. Nothing where all agrees.
[[nodiscard]] std::optional<std::string> findings_difference(const core::Program& program, const Yardstick& yard,
                                                             const VerifyOptions& options, FindingTally& tally);

}  // namespace jur::test
