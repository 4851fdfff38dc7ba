// Every program of the repository has the canonical layout: files, and fences `jur` of pages. With JUR_ACCEPT set they get it.
#include <stdlib.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <sstream>
#include <string_view>
#include <utility>

#include <doctest/doctest.h>

#include "base/write_file.h"
#include "blocks.h"
#include "driver/rewrite.h"

namespace fs = std::filesystem;
using namespace jur::docs;

namespace {

// Beginnings of paths of files whose layout is their own matter, and why.
constexpr std::array<std::pair<std::string_view, std::string_view>, 1> kExcepted{{
    {"tests/cases/language/by_example/program.jur", "the blocks of docs/design/language.md to the letter"},
}};

bool accepting() { return ::getenv("JUR_ACCEPT") != nullptr; }

// Nothing where it does not parse.
std::optional<std::string> laid_out(const std::string& path, const std::string& program) {
  jur::Sources sources;
  jur::Sink sink;
  const auto done = jur::format_text(sources, path, program, sink);
  for (const jur::Diagnostic& d : sink.all()) CHECK(d.code != jur::Code::Internal);
  return done ? std::optional(done->after) : std::nullopt;
}

void write(const std::string& path, const std::string& text) { CHECK(!jur::replace_file(fs::path(JUR_SOURCE_DIR) / path, text)); }

std::vector<std::string> files_with(std::string_view extension) {
  std::vector<std::string> out;
  const fs::path root = JUR_SOURCE_DIR;
  for (auto it = fs::recursive_directory_iterator(root); it != fs::recursive_directory_iterator(); ++it) {
    const std::string path = fs::relative(it->path(), root).generic_string();
    if (it->is_directory() && (path == "build" || path == ".git")) it.disable_recursion_pending();
    if (it->path().extension() == extension && it->is_regular_file()) out.push_back(path);
  }
  std::sort(out.begin(), out.end());
  return out;
}

// A page with each fence `jur` that parses laid out; what does not parse is a part of a program, or bad on purpose.
std::string page_laid_out(const std::string& path, const std::string& page, std::size_t& fences) {
  const auto blocks = blocks_of(page);
  std::istringstream in(page);
  std::string out;
  std::string line;
  std::size_t number = 0;
  auto block = blocks.begin();
  while (std::getline(in, line)) {
    ++number;
    out += line + "\n";
    if (block == blocks.end() || block->line != number) continue;
    const auto after = block->info.starts_with("jur") ? laid_out(path, block->text) : std::nullopt;
    if (after) ++fences;
    out += after.value_or(block->text);
    for (; std::getline(in, line) && line != "```"; ++number) {
    }
    ++number;
    out += line + "\n";
    ++block;
  }
  return out;
}

}  // namespace

TEST_CASE("every file of the repository has the canonical layout") {
  std::size_t parsed = 0;
  for (const std::string& path : files_with(".jur")) {
    const auto excepted = [&](const auto& e) { return path.starts_with(e.first); };
    if (std::any_of(kExcepted.begin(), kExcepted.end(), excepted)) continue;
    INFO(path);
    const std::string text = read(path);
    const auto after = laid_out(path, text);
    if (!after) {
      // A golden test about its mistake.
      CHECK(text.find("\n#> error[") != std::string::npos);
      continue;
    }
    ++parsed;
    if (text == *after) continue;
    if (accepting()) write(path, *after);
    CHECK_MESSAGE(accepting(), "run `jur fmt` on it");
  }
  CHECK(parsed > 200);
}

TEST_CASE("every program in the documentation has the canonical layout") {
  std::size_t fences = 0;
  for (const std::string& path : files_with(".md")) {
    INFO(path);
    const std::string page = read(path);
    const std::string after = page_laid_out(path, page, fences);
    if (page == after) continue;
    if (accepting()) write(path, after);
    CHECK_MESSAGE(accepting(), "set JUR_ACCEPT and run this test");
  }
  CHECK(fences > 250);
}
