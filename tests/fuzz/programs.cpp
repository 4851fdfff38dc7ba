#include "programs.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>

#include <fmt/format.h>

namespace jur::test {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void add_blocks(const fs::path& page, std::vector<Written>& out) {
  std::istringstream in(read(page));
  bool inside = false;
  std::string text;
  std::size_t number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (!line.starts_with("```")) {
      if (inside) text += line + "\n";
      continue;
    }
    if (inside) out.push_back({page.parent_path() / fmt::format("{}_{}.jur", page.stem().string(), number), text});
    inside = line == "```jur" || line == "```jur good";
    text.clear();
  }
}

}  // namespace

void compile(const Written& program, const std::string& text, Memory& memory, const std::function<void(Session&)>& look) {
  SessionOptions options{*parse_date("2026-01-01")};
  options.load.texts.emplace(program.path, text);
  options.memory = &memory;
  Session session({program.path.string()}, std::move(options));
  (void)session.programs();
  session.sink().sort();
  look(session);
}

std::vector<Written> valid_programs(const fs::path& root) {
  std::vector<fs::path> files;
  for (const char* folder : {"tests/cases", "examples", "docs", "templates"}) {
    if (!fs::exists(root / folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      if (entry.path().extension() == ".jur" || entry.path().extension() == ".md") files.push_back(fs::canonical(entry.path()));
    }
  }
  std::sort(files.begin(), files.end());
  std::vector<Written> all;
  for (const fs::path& f : files) {
    if (f.extension() == ".md") {
      add_blocks(f, all);
    } else {
      std::string text = read(f);
      const std::size_t commands = text.starts_with("#! ") ? 0 : text.find("\n#! ");
      all.push_back({f, text.substr(0, commands == std::string::npos ? commands : commands + 1)});
    }
  }
  Memory memory;
  std::erase_if(all, [&](const Written& w) {
    bool wrong = w.text.empty();
    if (!wrong) compile(w, w.text, memory, [&](Session& s) { wrong = s.sink().has_errors(); });
    return wrong;
  });
  return all;
}

}  // namespace jur::test
