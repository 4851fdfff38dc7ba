// The C header of a decision.
#pragma once
#include <string>

#include "core/program.h"
#include "lower/lower.h"

namespace jur::emit {

// Includes jur.h only; C11 and C++17. `prefix`: "" for the program's name.
[[nodiscard]] std::string c_header(const core::Program& program, const lower::Lowered& code, const std::string& prefix = "");

}  // namespace jur::emit
