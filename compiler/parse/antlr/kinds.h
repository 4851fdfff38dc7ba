// ANTLR's numbers for tokens and rules against the kinds of syntax/. Inside the quarantine only.
#pragma once
#include <array>
#include <vector>

#include "JurLexer.h"
#include "JurParser.h"
#include "parse/grammar.h"

namespace jur::parsing {

// The lexer's names, and our name for the end.
struct TokenTypes : antlr::JurParser {
  static constexpr std::size_t END = antlr4::Token::EOF;
};
// By TokenKind. A token that the lexer lacks does not compile.
inline constexpr std::array kTokenTypes = {
#define HARD(name, text) static_cast<std::size_t>(TokenTypes::name),
#define SOFT(name, text) static_cast<std::size_t>(TokenTypes::name),
#define PUNCT(name, text) static_cast<std::size_t>(TokenTypes::name),
#define OTHER(name, what) static_cast<std::size_t>(TokenTypes::name),
#include "syntax/token.def"
};

[[nodiscard]] inline std::size_t type_of(syntax::TokenKind kind) { return kTokenTypes[static_cast<std::size_t>(kind)]; }

// By ANTLR's token type; END where there is none.
[[nodiscard]] std::vector<syntax::TokenKind> kinds_by_type();
// By ANTLR's rule number; `error` where node.def lacks the rule.
[[nodiscard]] std::vector<syntax::NodeKind> kinds_by_rule(const std::vector<std::string>& rule_names);

}  // namespace jur::parsing
