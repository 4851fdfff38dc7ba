// Files and folders in, parsed modules out: finds packages, the standard library, and what `use` names.
#pragma once
#include <cstddef>
#include <deque>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "check/check.h"
#include "diagnostics/diagnostic.h"
#include "driver/memory.h"
#include "package/package.h"
#include "syntax/tree.h"

namespace jur {

// The folder that holds `std/` (places.jur, …): $JUR_STDLIB where set, else `stdlib` or `share/jur` in the folder of the running
// program or the nearest one above it that has one; empty where there is none.
[[nodiscard]] std::filesystem::path find_standard_library();

struct LoadOptions {
  bool whole_packages = false;                         // all files of the packages that the paths lie in, as no roots
  std::map<std::filesystem::path, std::string> texts;  // by absolute path: read in the place of the file
};

struct Loaded {
  std::deque<syntax::Tree> trees;                      // as many as units; addresses stay
  std::vector<Unit> units;                             // in the order of discovery; units[i].tree == &trees[i]
  std::vector<std::size_t> roots;                      // units that the paths name, ascending
  std::vector<Package> packages;                       // in the order of discovery
  std::vector<std::optional<std::size_t>> package_of;  // by unit; nothing for a lone file
};

// A path is a `.jur` file or a folder, which stands for all `.jur` files below it. Module names are paths below the package: the
// nearest folder at or above the file with a `jur.toml`, else the folder of the file, else the folder named. Modules under `std.`
// are the standard library's. A scenario that another is `like` brings in the file of the package that has it. Reports what
// cannot be read, what is wrong in a `jur.toml`, unknown modules (with the nearest known one) and import cycles (printed).
// `memory` may be null.
[[nodiscard]] Loaded load(Sources& sources, const std::vector<std::string>& paths, const std::filesystem::path& library,
                          const LoadOptions& options, Memory* memory, Sink& sink);

}  // namespace jur
