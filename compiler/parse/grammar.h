// The grammar's automaton as plain data: what may follow what, for error messages and recovery.
#pragma once
#include <bitset>
#include <cstdint>
#include <limits>
#include <vector>

#include "syntax/tree.h"

namespace jur::parsing {

inline constexpr std::size_t kTokenKinds = 128;
static_assert(static_cast<std::size_t>(syntax::TokenKind::END) < kTokenKinds);
using TokenSet = std::bitset<kTokenKinds>;

struct Grammar {
  static constexpr std::uint32_t kFar = std::numeric_limits<std::uint32_t>::max() / 4;
  enum class Move : std::uint8_t { Free, Call, Read };
  struct Edge {
    Move move;
    std::uint32_t to;      // Call: the first state of the rule called
    std::uint32_t follow;  // Call: the state after it
    TokenSet tokens;       // Read: any one of these
  };
  struct State {
    syntax::NodeKind rule;
    bool last;               // the end of its rule
    std::uint32_t distance;  // fewest tokens from here to the end of its rule
    std::vector<Edge> edges;
  };
  std::vector<State> states;
  std::uint32_t start = 0;  // the first state of rule `file`
};

}  // namespace jur::parsing
