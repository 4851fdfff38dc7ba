// golden [--accept] PATH…: runs the golden tests below the paths; --accept rewrites their expectations.
#include <algorithm>
#include <cstdio>
#include <fstream>

#include <fmt/format.h>

#include "golden.h"

namespace {

namespace fs = std::filesystem;
using jur::golden::Command;
using jur::golden::Test;

std::vector<fs::path> files_below(const std::vector<fs::path>& paths) {
  std::vector<fs::path> out;
  for (const fs::path& p : paths) {
    if (!fs::is_directory(p)) {
      out.push_back(fs::absolute(p));
      continue;
    }
    for (const auto& entry : fs::recursive_directory_iterator(p)) {
      if (entry.is_regular_file() && entry.path().extension() == ".jur") out.push_back(fs::absolute(entry.path()));
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

void print_difference(const Command& c, const std::vector<std::string>& got) {
  fmt::print("  jur {}\n", c.line);
  std::size_t same = 0;
  while (same < c.expected.size() && same < got.size() && c.expected[same] == got[same]) ++same;
  for (std::size_t i = same < 2 ? 0 : same - 2; i < same; ++i) fmt::print("    {}\n", got[i]);
  for (std::size_t i = same; i < c.expected.size(); ++i) fmt::print("  - {}\n", c.expected[i]);
  for (std::size_t i = same; i < got.size(); ++i) fmt::print("  + {}\n", got[i]);
}

}  // namespace

int main(int argc, char** argv) {
  bool accept = false;
  std::vector<fs::path> paths;
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]) == "--accept") {
      accept = true;
    } else {
      paths.emplace_back(argv[i]);
    }
  }
  std::size_t passed = 0;
  std::size_t failed = 0;
  std::size_t tests = 0;
  for (const fs::path& file : files_below(paths)) {
    Test test = jur::golden::read_test(file);
    for (Command& c : test.commands) {
      ++tests;
      std::vector<std::string> got = jur::golden::run(test, c);
      if (got == c.expected) {
        ++passed;
        continue;
      }
      if (!accept) {
        ++failed;
        fmt::print("FAILED {}\n", file.string());
        print_difference(c, got);
      }
      c.expected = std::move(got);
    }
    if (accept && !test.commands.empty()) std::ofstream(file, std::ios::binary) << jur::golden::with_expectations(test);
  }
  fmt::print("{} passed, {} failed\n", passed, failed);
  if (tests == 0) fmt::print("no golden test was found\n");
  return failed > 0 || tests == 0 ? 1 : 0;
}
