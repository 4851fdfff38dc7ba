// Scenarios that fail, as diagnostics: what was expected, what came, and why.
#pragma once
#include "core/program.h"
#include "diagnostics/diagnostic.h"
#include "evaluate/judge.h"

namespace jur {

// One `scenario-failed` for each expectation that is not met; none where all are.
void report_judgment(const core::Program& program, const core::Scenario& scenario, const Judgment& judgment, Sink& sink);

}  // namespace jur
