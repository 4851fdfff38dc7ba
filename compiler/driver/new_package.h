// A new package from the template that travels inside the compiler (templates/package).
#pragma once
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.h"

namespace jur {

struct TemplateFile {
  std::string_view path;  // from the package's folder
  std::string_view text;  // `@NAME@` stands for the package's name
};
[[nodiscard]] std::span<const TemplateFile> package_template();

// Makes the folder, whose last part is the package's name, and gives the paths of its files, ascending. The folder appears whole
// or not at all. Nothing after an error was reported: BadPackage for a name that is none, CannotWrite, also where the folder
// exists.
[[nodiscard]] std::optional<std::vector<std::string>> make_package(const std::filesystem::path& folder, Sink& sink);

}  // namespace jur
