// What keeps a duty from being done on the first days of its period. Private to explain/.
#pragma once
#include <vector>

#include "core/verdict.h"
#include "evaluate/box.h"

namespace jur {

// The applying rules that forbid the act, or what it comes to, on the day before Verdict::not_before; ascending, each once.
// Nothing where the duty's period begins on that day. `known`: the truths of the conditions in the case, presumptions aside.
[[nodiscard]] std::vector<core::RuleId> held_back_by(const core::Program& program, const core::Case& given,
                                                     const std::vector<Tri>& known, const core::Outcome& outcome,
                                                     const core::Verdict& v);

}  // namespace jur
