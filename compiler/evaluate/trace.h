// How each rule fared. Private to this room.
#pragma once
#include <vector>

#include "core/verdict.h"
#include "evaluate/truth.h"

namespace jur {

// One a rule, of a complete case.
[[nodiscard]] std::vector<core::RuleTrace> trace(const core::Program& program, const Truths& truths);
// One a rule. Unknown where completions differ in whether it applies, or in the first thing that keeps it from applying.
// Precondition: a completion is possible; presumptions are filled in.
[[nodiscard]] std::vector<core::RuleTrace> trace(const core::Program& program, const core::Case& given);

}  // namespace jur
