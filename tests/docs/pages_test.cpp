#include <doctest/doctest.h>

#include <sstream>

#include "blocks.h"

using namespace jur::docs;

namespace {

std::vector<std::string> words_of(const std::string& line) {
  std::istringstream in(line);
  std::vector<std::string> words;
  for (std::string word; in >> word && !word.starts_with('#');) words.push_back(word);
  return words;
}

}  // namespace

TEST_CASE("the README's programs and commands work") {
  const std::vector<Block> blocks = blocks_of(read("README.md"));
  std::size_t programs = 0;
  std::size_t commands = 0;
  for (const Block& block : blocks) {
    INFO("README.md:", block.line);
    if (block.info == "jur") {
      ++programs;
      for (const char* verb : {"check", "test"}) {
        const Outcome outcome = run_jur_on(verb, block.text);
        INFO(verb, "\n", outcome.output);
        CHECK(outcome.status == 0);
      }
    } else if (block.info == "sh") {
      std::istringstream in(block.text);
      for (std::string line; std::getline(in, line);) {
        if (!line.starts_with("jur ")) continue;
        ++commands;
        std::vector<std::string> words = words_of(line);
        words.erase(words.begin());
        const Outcome outcome = run_jur(words);
        INFO(line, "\n", outcome.output);
        CHECK(outcome.status == 0);
      }
    }
  }
  CHECK(programs > 0);
  CHECK(commands > 0);
}

TEST_CASE("programs marked jur in the other pages are free of errors") {
  for (const char* folder : {"docs", "examples"}) {
    for (const std::string& page : markdown_below(folder)) {
      for (const Block& block : blocks_of(read(page))) {
        if (block.info != "jur") continue;
        const Outcome outcome = run_jur_on("check", block.text);
        INFO(page, ":", block.line, "\n", outcome.output);
        CHECK(outcome.status == 0);
      }
    }
  }
}

TEST_CASE("links between pages lead somewhere") {
  std::vector<std::string> pages{"README.md"};
  for (const char* folder : {"docs", "examples"}) {
    for (std::string& page : markdown_below(folder)) pages.push_back(std::move(page));
  }
  for (const std::string& page : pages) {
    const std::string text = read(page);
    const std::string base = page.find('/') == std::string::npos ? "" : page.substr(0, page.rfind('/') + 1);
    for (std::size_t at = text.find("]("); at != std::string::npos; at = text.find("](", at + 1)) {
      std::string target = text.substr(at + 2, text.find(')', at) - at - 2);
      if (target.starts_with("http") || target.starts_with("#")) continue;
      target = target.substr(0, target.find('#'));
      INFO(page, " -> ", target);
      CHECK(exists_in_tree(base + target));
    }
  }
}
