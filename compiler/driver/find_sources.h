// The `.jur` files that a path names.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "diagnostics/diagnostic.h"

namespace jur {

// The path itself, or for a folder all `.jur` files below it, ascending (those of `.` without `./`); empty after an error was
// reported.
[[nodiscard]] std::vector<std::filesystem::path> find_sources(const std::string& path, Sink& sink);

}  // namespace jur
