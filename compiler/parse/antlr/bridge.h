// The door to ANTLR: nothing of it is seen outside this folder. Nothing here throws or reports.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "parse/feed.h"
#include "parse/grammar.h"

namespace jur::parsing {

struct LexerTable;

// A piece of text as the grammar's lexer sees it, spaces and comments left out. Offsets are bytes.
struct Lexeme {
  TokenKind kind;  // never IN_CLAUSE, ON_CLAUSE; BAD is one byte; END ends the text
  std::uint32_t begin;
  std::uint32_t end;
};

// Reads `text` from front to back. The text must outlive the lexer.
class Lexer {
 public:
  explicit Lexer(std::string_view text);
  [[nodiscard]] Lexeme next();
  void go_on_at(std::uint32_t offset) { at_ = offset; }

 private:
  const LexerTable& table_;
  std::string_view text_;
  std::uint32_t at_ = 0;
};

enum class Effort : std::uint8_t {
  Fast,  // SLL prediction: refuses a few correct texts
  Full,  // LL prediction
};

// Reads declarations from one feed into flat nodes. The feed must outlive the reader.
class DeclReader {
 public:
  explicit DeclReader(const Feed& feed);
  ~DeclReader();
  DeclReader(const DeclReader&) = delete;
  DeclReader& operator=(const DeclReader&) = delete;

  // Reads the declaration that begins at feed[at] and appends its nodes, a `decl` first. Returns the place after it;
  // `at` where there is no correct declaration: then nothing is appended.
  [[nodiscard]] std::size_t read(std::size_t at, Effort effort, std::vector<syntax::Node>& nodes);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// The automaton of grammar/JurParser.g4.
[[nodiscard]] Grammar load_grammar();

}  // namespace jur::parsing
