// The lexer reads from a table; ANTLR's own lexer says what it should read.

// First: doctest has macros with names of tokens.
#include "parse/antlr/bridge.h"
#include "parse/antlr/kinds.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace {

namespace fs = std::filesystem;
using jur::parsing::Lexeme;
using jur::syntax::TokenKind;

std::vector<Lexeme> read(const std::string& text) {
  jur::parsing::Lexer lexer(text);
  std::vector<Lexeme> out;
  do {
    out.push_back(lexer.next());
  } while (out.back().kind != TokenKind::END);
  return out;
}

// Each byte as a character of its own, as Jur's lexer sees them.
std::vector<Lexeme> read_with_antlr(const std::string& text) {
  std::string latin;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      latin += c;
    } else {
      latin += static_cast<char>(0xC0U | (byte >> 6U));
      latin += static_cast<char>(0x80U | (byte & 0x3FU));
    }
  }
  antlr4::ANTLRInputStream input(latin);
  jur::antlr::JurLexer lexer(&input);
  lexer.removeErrorListeners();
  const auto kinds = jur::parsing::kinds_by_type();
  std::vector<Lexeme> out;
  for (;;) {
    const auto token = lexer.nextToken();
    if (token->getType() == antlr4::Token::EOF) break;
    if (token->getChannel() != antlr4::Token::DEFAULT_CHANNEL) continue;
    out.push_back({kinds[token->getType()], static_cast<std::uint32_t>(token->getStartIndex()),
                   static_cast<std::uint32_t>(token->getStopIndex()) + 1});
  }
  const auto end = static_cast<std::uint32_t>(text.size());
  out.push_back({TokenKind::END, end, end});
  return out;
}

void compare(const std::string& text) {
  const auto mine = read(text);
  const auto theirs = read_with_antlr(text);
  REQUIRE(mine.size() == theirs.size());
  for (std::size_t i = 0; i < mine.size(); ++i) {
    REQUIRE(mine[i].kind == theirs[i].kind);
    REQUIRE(mine[i].begin == theirs[i].begin);
    REQUIRE(mine[i].end == theirs[i].end);
  }
}

// The words and marks of the grammar.
std::vector<std::string> words() {
  return {
#define HARD(name, text) text,
#define SOFT(name, text) text,
#define PUNCT(name, text) text,
#define OTHER(name, what)
#include "syntax/token.def"
  };
}

}  // namespace

TEST_CASE("each word and mark is one token of its kind") {
  std::size_t kind = 0;
  for (const std::string& word : words()) {
    const auto tokens = read(word);
    INFO(word);
    REQUIRE(tokens.size() == 2);
    CHECK(static_cast<std::size_t>(tokens[0].kind) == kind);
    ++kind;
  }
}

TEST_CASE("the table reads the repository's programs as ANTLR does") {
  std::size_t files = 0;
  for (const char* folder : {"stdlib/std", "examples", "tests/cases/syntax"}) {
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(JUR_SOURCE_DIR) / folder)) {
      if (entry.path().extension() != ".jur" || entry.path().parent_path().filename() == "conflicts") continue;
      std::ifstream in(entry.path(), std::ios::binary);
      INFO(entry.path().string());
      compare({std::istreambuf_iterator<char>(in), {}});
      ++files;
    }
  }
  CHECK(files > 50);
}

TEST_CASE("the table reads arbitrary bytes as ANTLR does") {
  std::mt19937 random(20'240'229);
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
  const std::vector<std::string> known = words();
  const std::string marks = "\"\\#\n\r\t _09-..!<=>aZ{}():?,+\xC3\xA9\xFF";
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (std::size_t piece = below(12); piece-- > 0;) {
      switch (below(5)) {
        case 0:
          text += known[below(known.size())];
          break;
        case 1:
          text += known[below(known.size())].substr(0, 1 + below(4));
          break;
        case 2:
          text += std::to_string(1000 + below(9000)) + "-0" + std::to_string(below(30)) + (below(2) == 0 ? "-1" : "_");
          break;
        case 3:
          text += static_cast<char>(below(256));
          break;
        default:
          text += marks[below(marks.size())];
      }
      if (below(3) == 0) text += ' ';
    }
    INFO(text);
    compare(text);
  }
}
