#include <doctest/doctest.h>

#include <algorithm>
#include <regex>
#include <set>

#include "tree.h"

using namespace jur::meta;

namespace {

const std::string kPages = "docs/diagnostics/";

std::string page_of(const std::string& name) { return kPages + name + ".md"; }

// The catalogue's identifier of a name: "file-unreadable" -> "FileUnreadable" as catalogue.def writes it.
std::string identifier_of(const std::string& name) {
  static const std::regex kEntry(R"re(DIAGNOSTIC\(\s*(\w+),\s*"([a-z0-9-]+)")re");
  const std::string text = read("compiler/diagnostics/catalogue.def");
  for (std::sregex_iterator it(text.begin(), text.end(), kEntry), end; it != end; ++it) {
    if ((*it)[2] == name) return (*it)[1];
  }
  return {};
}

}  // namespace

TEST_CASE("names of the catalogue are kebab-case and stand once") {
  std::set<std::string> seen;
  for (const std::string& name : catalogue_names()) {
    INFO(name);
    CHECK(std::regex_match(name, std::regex("[a-z0-9]+(-[a-z0-9]+)*")));
    CHECK(seen.insert(name).second);
  }
  CHECK(seen.size() > 20);
}

TEST_CASE("each diagnostic has a page and each page a diagnostic") {
  const std::vector<std::string> names = catalogue_names();
  for (const std::string& name : names) {
    const std::string page = read(page_of(name));
    INFO(page_of(name));
    CHECK(page.starts_with("# " + name + "\n"));
    const bool shown = page.find("```jur bad") != std::string::npos && page.find("```jur good") != std::string::npos;
    CHECK((shown || page.find("\nshown by: ") != std::string::npos));
  }
  for (const File& file : files()) {
    if (!file.path.starts_with(kPages) || !file.path.ends_with(".md")) continue;
    const std::string name = file.path.substr(kPages.size(), file.path.size() - kPages.size() - 3);
    INFO(file.path);
    CHECK(std::ranges::count(names, name) == 1);
  }
}

TEST_CASE("each diagnostic is emitted by some test") {
  for (const std::string& name : catalogue_names()) {
    const std::string in_golden = "[" + name + "]";
    const std::string in_unit = "Code::" + identifier_of(name);
    const bool tested = std::ranges::any_of(files(), [&](const File& file) {
      if (!file.path.starts_with("tests/") || file.path.starts_with("tests/meta/")) return false;
      return file.text.find(in_golden) != std::string::npos || file.text.find(in_unit) != std::string::npos;
    });
    INFO("no test emits ", name);
    CHECK(tested);
  }
}

TEST_CASE("messages are lower case and without a full stop") {
  static const std::regex kMessage(R"re(DIAGNOSTIC\(\s*\w+,\s*"([a-z0-9-]+)",\s*\w+,\s*"(.*)"\))re");
  for (const std::string& line : lines(read("compiler/diagnostics/catalogue.def"))) {
    std::smatch match;
    if (!std::regex_search(line, match, kMessage)) continue;
    const std::string message = match[2];
    INFO(match[1].str());
    REQUIRE_FALSE(message.empty());
    CHECK(message.back() != '.');
    CHECK_FALSE((message.front() >= 'A' && message.front() <= 'Z'));
  }
}
