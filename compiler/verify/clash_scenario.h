// The case of a finding as a scenario to paste.
#pragma once
#include <optional>

#include "verify/shown.h"
#include "verify/verify.h"

namespace jur::proof {

// It expects of each act that the clashing rules name that it is contradictory by them; of a permission that meets a ban, that
// both rules apply, and what the verdict is. Nothing where the evaluator does not confirm it.
[[nodiscard]] std::optional<Shown> scenario_of(const core::Program& program, const Finding& finding);

}  // namespace jur::proof
