// What the standard library declares, for errors about names that no module in sight knows.
#pragma once
#include <filesystem>

#include "diagnostics/diagnostic.h"

namespace jur {

// Adds to errors about unknown names that have no help, or a general one, which module of the library to use. `library`: the
// folder that holds `std`.
void suggest_library(const Sources& sources, const std::filesystem::path& library, Sink& sink);

}  // namespace jur
