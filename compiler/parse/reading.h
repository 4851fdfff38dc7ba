// A declaration while it is read by the recogniser, with what was mended so far. Private to recovery.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "parse/layout.h"
#include "parse/reporter.h"
#include "parse/stacks.h"

namespace jur::parsing {

class Reading {
 public:
  Reading(const Grammar& grammar, const Layout& layout, const Feed& source, std::size_t at, Reporter& reporter);

  // Reads the token at `place`; false where no way accepts it.
  bool read();
  // Where every way has left the declaration: the place after it.
  [[nodiscard]] std::optional<std::size_t> left_declaration() const;

  void take_for(TokenKind kind);                // the token at `place` is read as another
  void supply(TokenKind kind);                  // a token that is missing before `place`
  void leave_out(std::size_t to, bool inside);  // [place, to); `inside`: part of what stands before it
  void rewind(std::size_t tokens);              // at most remembered()
  void restart();                               // at the beginning, with nothing read
  void begin_anew() { fresh_tokens_ = 0; }      // an error was passed over here
  void cut(std::size_t end);                    // forgets what was read from `end` on

  [[nodiscard]] std::size_t remembered() const { return past_.size(); }
  [[nodiscard]] const Stacks& stacks_before(std::size_t tokens) const;  // 0: now
  [[nodiscard]] bool survives(Stacks stacks, std::size_t from) const;   // the next few tokens can be read
  // How many tokens can be read, up to `most`; `most` where the file ends before.
  [[nodiscard]] std::size_t reach(Stacks stacks, std::size_t from, std::size_t most) const;
  [[nodiscard]] bool survives_with(const Stacks& before, std::size_t place, TokenKind instead) const;
  // The same, or the declaration may end before a line indented no deeper than its own: that line is another's matter.
  [[nodiscard]] bool survives_to_next(const Stacks& before, std::size_t place, TokenKind instead) const;

  // Nothing where the mistake follows from one just reported, or too many were.
  Diagnostic* report(std::size_t first, std::size_t last, const std::string& message);
  // Silences reports until some tokens were read without a mistake, or the end of a body.
  [[nodiscard]] bool follows_mistake() const { return fresh_tokens_ < kFreshTokens; }

  // The `{` that seems unclosed, by indentation first; nothing where none is open between the beginning and `place`.
  [[nodiscard]] std::optional<std::size_t> open_brace() const;

  // A `{` was supplied, and no `}` that seems to be its own was read or supplied since: that one is missing too is the same
  // mistake.
  [[nodiscard]] bool lacks_both_braces() const;

  const Layout& layout;
  const Feed& source;
  const std::size_t begin;
  std::size_t place;
  Stacks now;
  Feed out;

 private:
  static constexpr std::size_t kFreshTokens = 2;
  static constexpr std::size_t kAhead = 3;
  static constexpr std::size_t kRemembered = 8;
  struct Past {
    std::size_t place;
    Stacks before;
    std::size_t out;
  };
  void step(TokenKind kind, Origin origin);
  void put(TokenKind kind, Origin origin);
  [[nodiscard]] bool one_line(std::size_t from, std::size_t to) const;

  Reporter& reporter_;
  std::vector<std::size_t> places_;  // parallel to `out`
  std::vector<Past> past_;
  std::size_t fresh_tokens_ = kFreshTokens;
};

}  // namespace jur::parsing
