// The command line of `jur`, callable: tests run it in process.
#pragma once
#include <iosfwd>
#include <string>
#include <vector>

#include "base/step.h"

namespace jur {

// `args` without the program's name. Exit status: 0 clean, 1 findings, 2 could not run. `step` (or null) is told what it is at.
[[nodiscard]] int run_command_line(const std::vector<std::string>& args, std::istream& in, std::ostream& out, std::ostream& err,
                                   StepPlace* step = nullptr);

}  // namespace jur
