#include "parse/antlr/bridge.h"
#include "parse/antlr/lexer_table.h"

namespace jur::parsing {
namespace {

// Made once and never changed.
const LexerTable& lexer_table() {
  static const LexerTable table = load_lexer_table();
  return table;
}

}  // namespace

Lexer::Lexer(std::string_view text) : table_(lexer_table()), text_(text) {}

Lexeme Lexer::next() {
  for (;;) {
    const auto size = static_cast<std::uint32_t>(text_.size());
    if (at_ >= size) return {TokenKind::END, size, size};
    const std::uint32_t begin = at_;
    LexerTable::End last{LexerTable::Match::Token, TokenKind::BAD};
    at_ = begin + 1;
    std::size_t state = LexerTable::kStart;
    for (std::uint32_t i = begin; i < size; ++i) {
      state = table_.next[state * table_.width + table_.classes[static_cast<unsigned char>(text_[i])]];
      if (state == LexerTable::kDead) break;
      if (table_.ends[state].match == LexerTable::Match::Nothing) continue;
      last = table_.ends[state];
      at_ = i + 1;
    }
    if (last.match == LexerTable::Match::Token) return {last.kind, begin, at_};
  }
}

}  // namespace jur::parsing
