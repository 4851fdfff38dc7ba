// Which assumptions of a program leave no case. Private to this room.
#pragma once
#include <cstddef>
#include <vector>

#include "verify/verify.h"

namespace jur::proof {

// Places in Program::assumptions: these contradict each other, and would not without any one of them. Ascending.
// Precondition: no case meets all assumptions. Where the solver gives up, which it has said, some may be too many.
[[nodiscard]] std::vector<std::size_t> contradictory_assumptions(const core::Program& program, const VerifyOptions& options,
                                                                 Sink& sink);

}  // namespace jur::proof
