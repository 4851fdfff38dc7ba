// What a build read, for the tool that runs it: the format of `cc -MD`.
#pragma once
#include <string>
#include <vector>

#include "diagnostics/diagnostic.h"

namespace jur {

// Writes `path`: each of `made` depends on all files of `sources`, by the paths as they are shown. False after an error was
// reported (CannotWrite); then no such file is left.
bool write_depfile(const std::string& path, const std::vector<std::string>& made, const Sources& sources, Sink& sink);

}  // namespace jur
