// A witness as a scenario to paste.
#pragma once
#include <functional>
#include <optional>
#include <vector>

#include "core/program.h"

namespace jur::proof {

struct Shown {
  core::Scenario scenario;            // it passes
  std::vector<core::FactId> omitted;  // facts that it need not give: they are unknown there, or have their default; ascending
};

// Leaves out the facts of `any` (ascending) where the scenario still passes, as `passes` says: the evaluator has the last word.
// Nothing where it fails with all facts given.
[[nodiscard]] std::optional<Shown> show(const core::Program& program, core::Scenario scenario,
                                        const std::vector<core::FactId>& any,
                                        const std::function<bool(const core::Scenario&)>& passes);

}  // namespace jur::proof
