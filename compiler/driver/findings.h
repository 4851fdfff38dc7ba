// Runs the analyses of several programs as one, and replays every witness before it is shown.
#pragma once
#include <cstddef>
#include <vector>

#include "core/program.h"
#include "driver/session.h"

namespace jur {

// Puts findings into the sink; returns how many contradictions the limit left out.
[[nodiscard]] std::size_t find(const std::vector<core::Program>& programs, const SessionOptions& options, Sink& sink);

}  // namespace jur
