#include <doctest/doctest.h>

#include <algorithm>
#include <regex>
#include <set>

#include "tree.h"

using namespace jur::meta;

namespace {

struct Entry {
  std::string name;
  std::string group;
  bool safe;
  std::string summary;
};

std::vector<Entry> entries() {
  static const std::regex kEntry(R"re(LINT\(\w+, "([a-z0-9-]+)", (\w+), (\w+), "(.*)"\)$)re");
  std::vector<Entry> out;
  for (const std::string& line : lines(read("compiler/lint/lint.def"))) {
    std::smatch m;
    if (!std::regex_search(line, m, kEntry)) continue;
    std::string group = m[2];
    group[0] = static_cast<char>(group[0] - 'A' + 'a');
    out.push_back({m[1], group, m[3] == "Safe", m[4]});
  }
  return out;
}

}  // namespace

TEST_CASE("names of lints stand once, and are no names of diagnostics") {
  std::set<std::string> seen;
  for (const std::string& name : catalogue_names()) seen.insert(name);
  for (const Entry& e : entries()) {
    INFO(e.name);
    CHECK(seen.insert(e.name).second);
    CHECK_FALSE(e.summary.ends_with('.'));
  }
  CHECK(entries().size() >= 45);
}

TEST_CASE("each lint has a page that says its group and when to allow it, and each page a lint") {
  std::set<std::string> known{"README"};
  for (const Entry& e : entries()) {
    known.insert(e.name);
    const std::string page = read("docs/lints/" + e.name + ".md");
    INFO(e.name);
    CHECK(page.starts_with("# " + e.name + "\n\ngroup: " + e.group + (e.safe ? ", mended by `--fix`\n" : "\n")));
    for (const char* part : {"\nWhy it matters: ", "```jur bad", "```jur good", "\nWhen to allow it: "}) {
      INFO(part);
      CHECK(page.find(part) != std::string::npos);
    }
  }
  for (const File& file : files()) {
    if (!file.path.starts_with("docs/lints/") || !file.path.ends_with(".md")) continue;
    INFO(file.path);
    CHECK(known.contains(file.path.substr(11, file.path.size() - 14)));
  }
}

TEST_CASE("each lint is found in a golden test, or a test of the command line") {
  for (const Entry& e : entries()) {
    const std::string mark = "[" + e.name + "]";
    const std::string as_json = "\"code\":\"" + e.name + "\"";
    const bool tested = std::ranges::any_of(files(), [&](const File& file) {
      // A name that nothing uses is told only where all files of the folder are read.
      const bool golden = file.path == "tests/cases/lint/" + e.name + ".jur" ||
                          file.path == "tests/cases/lint/" + e.name + "/" + e.name + ".jur" ||
                          file.path == "tests/cli/lint_test.cpp";
      return golden && (file.text.find(mark) != std::string::npos || file.text.find(as_json) != std::string::npos);
    });
    INFO("no test shows ", e.name);
    CHECK(tested);
  }
}
