#include <doctest/doctest.h>

#include <array>
#include <regex>

#include "tree.h"

using namespace jur::meta;

namespace {

bool is_text(const File& file) { return file.text.find('\0') == std::string::npos; }

}  // namespace

TEST_CASE("nothing is left to do later") {
  // Written in parts, so that this file does not find itself.
  const std::array<std::string, 4> marks{std::string("TO") + "DO", std::string("FIX") + "ME",
                                         std::string("XX") + "X:", std::string("HA") + "CK:"};
  for (const File& file : files()) {
    const bool speaks_of_marks = file.path == "docs/lints/open-note.md" || file.path == "tests/cases/lint/open-note.jur";
    if (!is_text(file) || file.path == "LICENSE" || speaks_of_marks) continue;
    for (const std::string& mark : marks) {
      INFO(file.path);
      CHECK(file.text.find(mark) == std::string::npos);
    }
  }
}

TEST_CASE("no path of somebody's machine is in the repository") {
  const std::array<std::string, 4> roots{std::string("/wo") + "rk/", std::string("/ho") + "me/", std::string("/ro") + "ot/",
                                         std::string("/Us") + "ers/"};
  for (const File& file : files()) {
    if (!is_text(file)) continue;
    for (const std::string& path : roots) {
      INFO(file.path, " holds ", path);
      CHECK(file.text.find(path) == std::string::npos);
    }
  }
}

TEST_CASE("text files end with a line break and have no carriage returns or tabs out of place") {
  for (const File& file : files()) {
    const bool code = is_cpp(file.path) || file.path.ends_with(".def") || file.path.ends_with(".g4") ||
                      file.path.ends_with(".txt") || file.path.starts_with("stdlib/") || file.path.starts_with("examples/");
    if (!code || file.text.empty() || file.path.ends_with("/Makefile")) continue;
    INFO(file.path);
    CHECK(file.text.back() == '\n');
    CHECK(file.text.find('\r') == std::string::npos);
    CHECK(file.text.find('\t') == std::string::npos);
  }
}

TEST_CASE("headers guard themselves and say what they are") {
  for (const File& file : files()) {
    if (!file.path.starts_with("compiler/") || !file.path.ends_with(".h")) continue;
    INFO(file.path);
    CHECK(file.text.find("#pragma once\n") != std::string::npos);
    CHECK(file.text.starts_with("//"));
  }
}
