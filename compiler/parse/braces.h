// Closing braces that are missing. Private to recovery.
#pragma once
#include <vector>

#include "parse/reading.h"

namespace jur::parsing {

// True where braces missing before `place` (or a token or two before it) were reported and supplied.
[[nodiscard]] bool missing_closing_brace(Reading& reading);

// A `{` that is not closed where the lines below it are set back, in a declaration with more `{` than `}`.
struct OpenBrace {
  std::size_t brace;
  std::size_t before;  // `}` is missing before this place
  std::size_t depth;   // braces open there, this one among them
};
[[nodiscard]] std::vector<OpenBrace> open_braces_by_layout(const Layout& layout, std::size_t begin);
// The declaration has more `}` than `{`.
[[nodiscard]] bool closes_more(const Layout& layout, std::size_t begin);
// True where the `}` that would end the declaration, while its lines go on below, was reported and left out.
[[nodiscard]] bool leave_out_early_brace(Reading& reading);
// True where the reading has come to one of them and the brace is closed now.
[[nodiscard]] bool close_brace(Reading& reading, const std::vector<OpenBrace>& open);
// What the `{` belongs to, as a message names it: "`rule contents`", "`demand`", "the set".
[[nodiscard]] std::string what_opened(const Layout& layout, std::size_t begin, std::size_t brace);

}  // namespace jur::parsing
