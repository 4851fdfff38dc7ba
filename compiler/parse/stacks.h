// All ways in which the grammar can read a row of tokens, side by side: the recogniser behind messages and recovery.
#pragma once
#include <memory>
#include <vector>

#include "parse/grammar.h"

namespace jur::parsing {

// A rule that is being read.
struct Frame {
  syntax::NodeKind rule;
  std::uint32_t follow;  // the state to go on from when the rule is read
  std::size_t begin;     // the place (counted by whoever calls) at which the rule began
  std::shared_ptr<const Frame> up;
};
using FramePtr = std::shared_ptr<const Frame>;

// One way: the state reached, with at least one Read edge, inside the innermost frame. No frame: inside rule `file`.
struct Way {
  std::uint32_t state;
  FramePtr frame;
};

// Whether `rule`, begun at `begin`, is still being read.
[[nodiscard]] bool is_within(const Way& way, syntax::NodeKind rule, std::size_t begin);

// The ways alive at one place. Cheap to copy; the grammar must outlive it.
class Stacks {
 public:
  // Before the first declaration of a file, at `place`.
  Stacks(const Grammar& grammar, std::size_t place);

  [[nodiscard]] TokenSet expected() const;
  [[nodiscard]] bool accepts(syntax::TokenKind kind) const { return expected().test(static_cast<std::size_t>(kind)); }
  [[nodiscard]] bool dead() const { return ways_.empty(); }
  // The ways left when `kind` is read; what begins next begins at `place`.
  [[nodiscard]] Stacks after(syntax::TokenKind kind, std::size_t place) const;
  // The same ways, where what begins next begins at `place` instead.
  [[nodiscard]] Stacks moved(std::size_t place) const;
  // The ways on which `rule`, begun at `begin`, is still being read; the other ways.
  [[nodiscard]] Stacks within(syntax::NodeKind rule, std::size_t begin) const { return filtered(rule, begin, true); }
  [[nodiscard]] Stacks outside(syntax::NodeKind rule, std::size_t begin) const { return filtered(rule, begin, false); }
  [[nodiscard]] const std::vector<Way>& ways() const { return ways_; }
  [[nodiscard]] const Grammar& grammar() const { return *grammar_; }

 private:
  explicit Stacks(const Grammar& grammar) : grammar_(&grammar) {}
  void spread(std::size_t place);
  [[nodiscard]] Stacks filtered(syntax::NodeKind rule, std::size_t begin, bool inside) const;

  const Grammar* grammar_;
  std::vector<Way> reached_;  // right after the last token
  std::vector<Way> ways_;     // what can be come to from there without reading
};

}  // namespace jur::parsing
