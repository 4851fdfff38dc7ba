// Runs each finding's witness through the native code.
#pragma once
#include <vector>

#include "core/program.h"
#include "diagnostics/diagnostic.h"
#include "verify/verify.h"

namespace jur {

// Native code must give each act of the program the evaluator's verdict on every witness; `replay-mismatch` where it does not.
// Programs that cannot be lowered are replayed on the evaluator alone, which verify() does.
void replay(const core::Program& program, const std::vector<Finding>& findings, Sink& sink);

}  // namespace jur
