// What the parser is given to read: the file's tokens, less those left out and with those mended or supplied.
#pragma once
#include <cstdint>
#include <vector>

#include "syntax/tree.h"

namespace jur::parsing {

using syntax::NodeKind;
using syntax::Token;
using syntax::TokenKind;

enum class Origin : std::uint8_t {
  Read,      // stands in the file
  Mended,    // stands in the file, but another token was meant: an error leaf
  Supplied,  // missing in the file, thought to stand before `token`: an empty error leaf
};

struct Fed {
  TokenKind kind;
  Origin origin;
  std::uint32_t token;    // index into Tree::tokens
  bool with_gap = false;  // tokens left out right behind it belong to what it ends
};
// Ends with END. Tokens of the file that are not in it become error nodes.
using Feed = std::vector<Fed>;

}  // namespace jur::parsing
