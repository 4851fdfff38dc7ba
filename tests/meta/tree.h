// The source tree as the meta-tests see it.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace jur::meta {

struct File {
  std::string path;  // from the root of the repository, with `/`
  std::string text;
};

// Every file of the repository that is not made by a build, by path. Files above 4 MB have no text.
[[nodiscard]] const std::vector<File>& files();
[[nodiscard]] std::string read(std::string_view path);
[[nodiscard]] std::vector<std::string> lines(const std::string& text);
// Kebab names of compiler/diagnostics/catalogue.def, in its order.
[[nodiscard]] std::vector<std::string> catalogue_names();
// Paths of all `#include "…"` and `#include <…>` of a C++ file, without the quotes.
[[nodiscard]] std::vector<std::string> includes(const File& file);
[[nodiscard]] bool is_cpp(std::string_view path);
[[nodiscard]] std::filesystem::path root();

}  // namespace jur::meta
