// The tokens of grammar/JurLexer.g4 as one table from state and byte to state: what ANTLR's lexer reads, read faster. Inside the
// quarantine only.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "parse/grammar.h"

namespace jur::parsing {

// The longest match counts, then the first rule of the grammar. The grammar's rules are plain: bytes alone, no calls of other
// rules, no modes, no predicates, everything greedy; `channel(HIDDEN)` is the only command.
struct LexerTable {
  static constexpr std::uint16_t kDead = 0;
  static constexpr std::uint16_t kStart = 1;
  enum class Match : std::uint8_t { Nothing, Token, Hidden };
  struct End {
    Match match = Match::Nothing;
    syntax::TokenKind kind = syntax::TokenKind::END;
  };

  std::array<std::uint8_t, 256> classes{};  // by byte; no rule tells bytes of one class apart
  std::size_t width = 0;                    // number of classes
  std::vector<std::uint16_t> next;          // by state * width + class
  std::vector<End> ends;                    // by state: what the bytes up to it make
};

[[nodiscard]] LexerTable load_lexer_table();

}  // namespace jur::parsing
