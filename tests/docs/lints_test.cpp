// The pages of docs/lints: what the bad example shows, and only that; the good one shows nothing. What follows `jur bad` or
// `jur good` in the opening fence are options; a block `toml` is the package of the examples.
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "blocks.h"
#include "lint/registry.h"

namespace fs = std::filesystem;
using namespace jur::docs;

namespace {

// The names of what `jur lint` finds, each once; the output where it is no JSON.
std::set<std::string> found_in(const std::string& lint, const std::string& options, const std::string& toml,
                               const std::string& program) {
  std::string folder = (fs::temp_directory_path() / "jur-lints-XXXXXX").string();
  if (::mkdtemp(folder.data()) == nullptr) return {"no temporary folder"};
  std::ofstream(folder + "/example.jur", std::ios::binary) << program;
  if (!toml.empty()) std::ofstream(folder + "/jur.toml", std::ios::binary) << toml;
  std::vector<std::string> words{"lint", folder + "/example.jur", "--format", "json", "--warn", lint};
  std::istringstream more(options);
  for (std::string word; more >> word;) words.push_back(word);
  const Outcome outcome = run_jur(words);
  fs::remove_all(folder);
  const auto json = nlohmann::json::parse(outcome.output, nullptr, false);
  if (json.is_discarded()) return {outcome.output};
  std::set<std::string> names;
  for (const auto& finding : json["findings"]) {
    if (finding["severity"] != "note") names.insert(finding["code"].get<std::string>());
  }
  return names;
}

}  // namespace

TEST_CASE("a bad example gives its lint and no other, a good one nothing") {
  for (const jur::LintEntry& lint : jur::lints()) {
    const std::string name(lint.name);
    const std::string page = "docs/lints/" + name + ".md";
    REQUIRE(exists_in_tree(page));
    std::string toml;
    std::size_t bad = 0;
    std::size_t good = 0;
    for (const Block& block : blocks_of(read(page))) {
      INFO(page, ":", block.line);
      const std::size_t options = std::min<std::size_t>(block.info.find(" --"), block.info.size());
      if (block.info == "toml") toml = block.text;
      if (block.info.starts_with("jur bad")) {
        ++bad;
        CHECK(found_in(name, block.info.substr(options), toml, block.text) == std::set<std::string>{name});
      } else if (block.info.starts_with("jur good")) {
        ++good;
        CHECK(found_in(name, block.info.substr(options), toml, block.text).empty());
      }
    }
    INFO(page);
    CHECK(bad > 0);
    CHECK(good > 0);
  }
}

TEST_CASE("jur explain prints the page of a lint") {
  const Outcome outcome = run_jur({"explain", "missing-citation"});
  CHECK(outcome.status == 0);
  CHECK(outcome.output == read("docs/lints/missing-citation.md"));
}

TEST_CASE("the examples are free of lints") {
  for (const char* story : {"examples/microsoft-ireland", "examples/consumer"}) {
    const auto json = nlohmann::json::parse(run_jur({"lint", story, "--format", "json"}).output, nullptr, false);
    REQUIRE_FALSE(json.is_discarded());
    for (const auto& finding : json["findings"]) {
      INFO(finding.dump());
      CHECK_FALSE(jur::find_lint(finding["code"].get<std::string>()).has_value());
    }
  }
}

TEST_CASE("a new package is free of findings") {
  std::string folder = (fs::temp_directory_path() / "jur-lints-XXXXXX").string();
  REQUIRE(::mkdtemp(folder.data()) != nullptr);
  CHECK(run_jur({"new", folder + "/mailbox"}).status == 0);
  const Outcome outcome = run_jur({"lint", folder + "/mailbox", "--fail-on", "warning"});
  INFO(outcome.output);
  CHECK(outcome.status == 0);
  fs::remove_all(folder);
}
