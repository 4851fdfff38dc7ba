#include "quotes.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tree.h"

using namespace jur::meta;

namespace {

const std::string kPage = "docs/design/language.md";

std::vector<Statement> marked(const std::vector<Quote>& quotes) {
  std::vector<Statement> statements = statements_of(read(kPage));
  for (const Quote& q : quotes) {
    const std::string wrong = mark(statements, q);
    INFO(q.file, ":", q.line, ": ", q.text);
    CHECK_MESSAGE(wrong.empty(), wrong);
  }
  return statements;
}

}  // namespace

TEST_CASE("quotes of the language page stand on it word for word") {
  const std::vector<Quote> quotes = quotes_of_tests();
  CHECK(quotes.size() > 100);
  const std::vector<Statement> statements = marked(quotes);
  CHECK(statements.size() > 300);
}

TEST_CASE("each statement of the language page is quoted by a test") {
  std::vector<Quote> quotes = quotes_of_tests();
  for (Quote& q : unquoted_texts()) quotes.push_back(std::move(q));
  for (const Statement& s : marked(quotes)) {
    for (const std::string& stretch : unquoted(s)) {
      FAIL_CHECK(fmt::format("{}:{}: no test quotes: {}", kPage, s.line, stretch));
    }
  }
}

TEST_CASE("the blocks of the example, in order, are the program that is tested") {
  const std::string page = read(kPage);
  std::string blocks;
  bool in_block = false;
  const std::size_t from = page.find("## By example");
  for (const std::string& line : lines(page.substr(from, page.find("## Files") - from))) {
    const bool fence = line.starts_with("```");
    if (in_block && !fence) blocks += line + "\n";
    if (fence) in_block = !in_block;
  }
  CHECK(blocks.size() > 3000);
  CHECK(read("tests/cases/language/by_example/program.jur").starts_with(blocks));
}

TEST_CASE("a page is cut into statements as the rule says") {
  const std::vector<Statement> s = statements_of(
      "# Title\nOne. Two `a; b` here;\nthree.\n\n| head | x |\n|---|---|\n| row | y |\n"
      "```\nenum A { b }  # why\n}\n```\n1. item\n");
  REQUIRE(s.size() == 6);
  CHECK(s[0].text == "One.");
  CHECK(s[1].text == "Two `a; b` here;");
  CHECK(s[2].text == "three.");
  CHECK(s[2].line == 3);
  CHECK(s[3].text == "| row | y |");
  CHECK(s[4].text == "enum A { b }");
  CHECK(s[5].text == "item");
}
