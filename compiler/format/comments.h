// Private to format/: the comments before a token, and the line breaks around them.
#pragma once
#include <string_view>
#include <vector>

#include "syntax/tree.h"

namespace jur::formatting {

struct Comment {
  std::string_view text;  // from `#` to the end of the line, without trailing spaces
  int breaks_before;      // line breaks between it and what stands before it; 0: it trails the token on its line
};

struct Trivia {
  std::vector<Comment> comments;
  int breaks_after = 0;  // line breaks between the last comment (or the token before) and the token
};

[[nodiscard]] Trivia trivia_before(const syntax::Tree& tree, std::uint32_t token);

}  // namespace jur::formatting
