#include <doctest/doctest.h>

#include <sstream>

#include "blocks.h"

using namespace jur::docs;

namespace {

const std::string kFolder = "docs/language";

// The lines of the text that are not in what was said.
std::string missing(const std::string& text, const std::string& said) {
  std::istringstream in(text);
  std::string out;
  for (std::string line; std::getline(in, line);) {
    if (said.find(line) == std::string::npos) out += line + "\n";
  }
  return out;
}

}  // namespace

TEST_CASE("each page of the language has an example that checks and passes its scenarios") {
  std::size_t pages = 0;
  for (const std::string& page : markdown_below(kFolder)) {
    if (page == kFolder + "/README.md") continue;
    ++pages;
    std::size_t examples = 0;
    for (const Block& block : blocks_of(read(page))) {
      if (block.info != "jur") continue;
      ++examples;
      for (const char* verb : {"check", "test"}) {
        const Outcome outcome = run_jur_on(verb, block.text);
        INFO(page, ":", block.line, " ", verb, "\n", outcome.output);
        CHECK(outcome.status == 0);
      }
    }
    INFO(page);
    CHECK(examples > 0);
  }
  CHECK(pages > 15);
}

TEST_CASE("bad examples of the language's pages give the message that stands below them") {
  for (const std::string& page : markdown_below(kFolder)) {
    const std::vector<Block> blocks = blocks_of(read(page));
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      if (blocks[i].info != "jur bad") continue;
      INFO(page, ":", blocks[i].line);
      REQUIRE(i + 1 < blocks.size());
      REQUIRE(blocks[i + 1].info == "text");
      const std::string said = run_jur_on("check", blocks[i].text).output + run_jur_on("test", blocks[i].text).output;
      INFO(said);
      CHECK(missing(blocks[i + 1].text, said).empty());
    }
  }
}

TEST_CASE("the index of the language names each page") {
  const std::string index = read(kFolder + "/README.md");
  for (const std::string& page : markdown_below(kFolder)) {
    const std::string name = page.substr(kFolder.size() + 1);
    if (name == "README.md") continue;
    INFO(name);
    CHECK(index.find("](" + name + ")") != std::string::npos);
  }
}

// says: | `jur explain CODE` | what a diagnostic means, with a bad and a good example |
TEST_CASE("jur explain prints the page of a diagnostic") {
  const Outcome outcome = run_jur({"explain", "mixed-and-or"});
  CHECK(outcome.status == 0);
  for (const Block& block : blocks_of(read("docs/diagnostics/mixed-and-or.md"))) {
    INFO(outcome.output);
    CHECK(missing(block.text, outcome.output).empty());
  }
  const Outcome unknown = run_jur({"explain", "mixed-and-ors"});
  CHECK(unknown.status != 0);
  CHECK(unknown.output.find("mixed-and-or") != std::string::npos);
}
