// core program + scenario -> the expectations that are not met.
#pragma once
#include <cstddef>
#include <optional>
#include <vector>

#include "core/verdict.h"

namespace jur {

struct Unmet {
  std::size_t expectation;               // index into Scenario::expectations
  std::optional<core::Verdict> verdict;  // what came instead, where a verdict is expected (of `under`, where it is named)
};

struct Judgment {
  bool possible = true;  // false: the scenario's facts contradict the assumptions; nothing was judged
  std::vector<Unmet> unmet;
};

// Conditions, `applies` and `is in force` must hold in every completion of the facts.
[[nodiscard]] Judgment judge(const core::Program& program, const core::Scenario& scenario);

// The program as one legal order sees it: which rules apply is as before, norms of other orders have no effect. As it is
// where `order` is invalid.
[[nodiscard]] core::Program seen_by(const core::Program& program, core::OrderId order);

}  // namespace jur
