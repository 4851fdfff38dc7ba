#include "parse/guards.h"

namespace jur::parsing {

using syntax::TokenKind;

std::size_t first_too_deep(const std::vector<syntax::Token>& tokens, std::size_t max_depth) {
  std::size_t depth = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const TokenKind kind = tokens[i].kind;
    if (kind == TokenKind::LPAREN || kind == TokenKind::LBRACE) {
      if (++depth > max_depth) return i;
    } else if ((kind == TokenKind::RPAREN || kind == TokenKind::RBRACE) && depth > 0) {
      --depth;
    }
  }
  return tokens.size();
}

}  // namespace jur::parsing
