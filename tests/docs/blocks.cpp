#include "blocks.h"

#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "cli/command_line.h"

namespace fs = std::filesystem;

namespace jur::docs {

std::vector<Block> blocks_of(const std::string& markdown) {
  std::vector<Block> blocks;
  std::istringstream in(markdown);
  bool open = false;
  std::size_t number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.starts_with("```")) {
      if (!open) blocks.push_back({line.substr(3), "", number});
      open = !open;
    } else if (open) {
      blocks.back().text += line + "\n";
    }
  }
  return blocks;
}

std::string read(std::string_view path) {
  std::ifstream in(fs::path(JUR_SOURCE_DIR) / path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

bool exists_in_tree(std::string_view path) { return fs::exists(fs::path(JUR_SOURCE_DIR) / path); }

std::vector<std::string> markdown_below(std::string_view folder) {
  std::vector<std::string> pages;
  const fs::path root = JUR_SOURCE_DIR;
  for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
    if (entry.path().extension() == ".md") pages.push_back(fs::relative(entry.path(), root).generic_string());
  }
  std::ranges::sort(pages);
  return pages;
}

Outcome run_jur(std::vector<std::string> words) {
  fs::current_path(JUR_SOURCE_DIR);
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  const int status = run_command_line(words, in, out, err);
  return {status, out.str() + err.str()};
}

Outcome run_jur_on(std::string_view verb, const std::string& program) {
  std::string folder = (fs::temp_directory_path() / "jur-docs-XXXXXX").string();
  if (::mkdtemp(folder.data()) == nullptr) return {2, "no temporary folder"};
  const std::string file = folder + "/example.jur";
  std::ofstream(file, std::ios::binary) << program;
  Outcome outcome = run_jur({std::string(verb), file});
  fs::remove_all(folder);
  if (verb == "test" && outcome.output.find("error[no-tests]") != std::string::npos) return {0, ""};
  return outcome;
}

}  // namespace jur::docs
