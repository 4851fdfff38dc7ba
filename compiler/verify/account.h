// A finding as a short paragraph for a reader who knows the law and not the compiler.
#pragma once
#include <string>

#include "verify/verify.h"

namespace jur::proof {

// A sentence a line: who is caught and when (`days`, past a cut list if `cut`), what each provision says, since when, and what
// its breach costs, why the two cannot both be done, and which routes lead out. `finding` has details.
[[nodiscard]] std::string account(const core::Program& p, const Finding& finding, const IntervalSet& days, bool cut);
// For an accepted one as well: why it is accepted, until when, and to whom it is referred.
[[nodiscard]] std::string acceptance_account(const core::Program& p, const core::Acceptance& acceptance);

}  // namespace jur::proof
