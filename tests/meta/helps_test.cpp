#include <doctest/doctest.h>

#include <optional>
#include <regex>

#include "tree.h"

using namespace jur::meta;

namespace {

struct Told {
  std::string head;  // "error[type-mismatch]: …"
  bool helped = false;
};

// The errors and warnings that a golden test expects, as people read them.
std::vector<Told> told_in(const std::string& text) {
  static const std::regex kHead(R"(#> (error|warning)\[[a-z0-9-]+\]: .*)");
  std::vector<Told> out;
  bool open = false;
  for (const std::string& line : lines(text)) {
    if (std::regex_match(line, kHead)) {
      out.push_back({line.substr(3)});
      open = true;
    } else if (!line.starts_with("#>")) {
      open = false;
    } else if (open && line.find("= help: ") != std::string::npos) {
      out.back().helped = true;
    }
  }
  return out;
}

}  // namespace

TEST_CASE("each error and warning that a golden test expects says what to do") {
  std::size_t seen = 0;
  for (const File& file : files()) {
    if (!file.path.starts_with("tests/cases/") || !file.path.ends_with(".jur")) continue;
    INFO(file.path);
    for (const Told& told : told_in(file.text)) {
      INFO(told.head);
      CHECK(told.helped);
      ++seen;
    }
  }
  CHECK(seen > 500);
}

TEST_CASE("each error that a golden test expects as JSON says what to do") {
  static const std::regex kError(R"re("severity":"(error|warning)","message":"((?:[^"\\]|\\.)*)")re");
  std::size_t seen = 0;
  for (const File& file : files()) {
    if (!file.path.starts_with("tests/cases/") || !file.path.ends_with(".jur")) continue;
    for (const std::string& line : lines(file.text)) {
      if (!line.starts_with("#> {\"findings\"")) continue;
      for (std::sregex_iterator it(line.begin(), line.end(), kError), end; it != end; ++it) {
        const std::size_t help = line.find("\"help\":[", static_cast<std::size_t>(it->position()));
        INFO(file.path, ": ", (*it)[2].str());
        REQUIRE(help != std::string::npos);
        CHECK(line[help + 8] == '"');
        ++seen;
      }
    }
  }
  CHECK(seen > 30);
}
