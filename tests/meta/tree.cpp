#include "tree.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <regex>
#include <sstream>

namespace fs = std::filesystem;

namespace jur::meta {

fs::path root() { return JUR_SOURCE_DIR; }

std::string read(std::string_view path) {
  std::ifstream in(root() / path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

const std::vector<File>& files() {
  static const std::vector<File> all = [] {
    constexpr std::array<std::string_view, 5> kSkipped{".git", "build", "out", ".cache", ".vscode"};
    std::vector<File> found;
    for (auto it = fs::recursive_directory_iterator(root()); it != fs::recursive_directory_iterator(); ++it) {
      if (std::ranges::count(kSkipped, it->path().filename().string()) > 0) {
        if (it->is_directory()) it.disable_recursion_pending();
      } else if (it->is_regular_file()) {
        std::string path = fs::relative(it->path(), root()).generic_string();
        std::string text = it->file_size() > (4U << 20U) ? std::string() : read(path);
        found.push_back({std::move(path), std::move(text)});
      }
    }
    std::ranges::sort(found, {}, &File::path);
    return found;
  }();
  return all;
}

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}

std::vector<std::string> catalogue_names() {
  static const std::regex kEntry(R"re(^DIAGNOSTIC\(\s*\w+,\s*"([a-z0-9-]+)")re");
  std::vector<std::string> names;
  for (const std::string& line : lines(read("compiler/diagnostics/catalogue.def"))) {
    std::smatch match;
    if (std::regex_search(line, match, kEntry)) names.push_back(match[1]);
  }
  return names;
}

std::vector<std::string> includes(const File& file) {
  static const std::regex kInclude(R"re(^\s*#\s*include\s*[<"]([^>"]+)[>"])re");
  std::vector<std::string> out;
  for (const std::string& line : lines(file.text)) {
    std::smatch match;
    if (std::regex_search(line, match, kInclude)) out.push_back(match[1]);
  }
  return out;
}

bool is_cpp(std::string_view path) { return path.ends_with(".cpp") || path.ends_with(".h") || path.ends_with(".c"); }

}  // namespace jur::meta
