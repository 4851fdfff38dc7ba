// Private to format/: collects the pieces of a page token by token, with the comments between them.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "format/comments.h"
#include "format/document.h"
#include "syntax/tree.h"

namespace jur::formatting {

class Page {
 public:
  Page(const syntax::Tree& tree, std::size_t width);

  // How the next token is parted from the last; by default with the spaces of flat_gaps.
  void part(Piece::Kind kind) { part_ = kind; }
  // As `part(Hard)`, at the head of a body: no blank line may follow.
  void head(Piece::Kind kind) {
    part_ = kind;
    head_ = true;
  }
  // The next token closes a body: its line, where it breaks, is indented as the body's head.
  void tail(Piece::Kind kind, int indent) {
    part_ = kind;
    shift_ = -indent;
  }
  // `n` more columns before the next token, on the same line.
  void pad(std::size_t n) { pad_ = static_cast<int>(n); }
  void open(int indent);
  // The group holds the break before the next token, too.
  void open_here(int indent) { pieces_.push_back({Piece::Kind::Open, indent}); }
  void close() { pieces_.push_back({Piece::Kind::Close}); }
  // The next token of the file.
  void token();
  // The comments before the next token, which closes a body.
  void end_of_body();
  // A declaration is over.
  void end_of_part();
  [[nodiscard]] std::string finish();

  // Whether the author broke the line before the token.
  [[nodiscard]] bool broken_before(std::uint32_t token) const;
  [[nodiscard]] bool commented(std::uint32_t first, std::uint32_t end) const;  // a comment before one of these tokens
  // A blank line or a comment on a line of its own stands before the token.
  [[nodiscard]] bool apart(std::uint32_t token) const;
  // Columns of the tokens [first, end) on one line.
  [[nodiscard]] std::size_t flat_width(std::uint32_t first, std::uint32_t end) const;
  [[nodiscard]] const syntax::Tree& tree() const { return tree_; }

 private:
  void settle();
  void comments(const Trivia& trivia);

  const syntax::Tree& tree_;
  std::vector<std::uint8_t> gaps_;
  std::vector<std::size_t> ends_;  // by token: columns of all tokens up to it and the gaps before them, on one line
  Printer printer_;
  std::vector<Piece> pieces_;  // of the part at hand
  bool blank_ = true;          // nothing is on the page yet
  std::uint32_t next_ = 0;
  Piece::Kind part_ = Piece::Kind::Space;
  int pad_ = 0;
  int shift_ = 0;
  bool head_ = true;
  bool settled_ = false;    // what stands before the next token is in place
  bool commented_ = false;  // its comments are, too
};

}  // namespace jur::formatting
