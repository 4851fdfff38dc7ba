// Private to format/: syntax -> pieces of a page; which places may break, and what is aligned with what.
#pragma once
#include "format/document.h"
#include "syntax/tree.h"

namespace jur::formatting {

// The pieces look into the tree's text.
[[nodiscard]] std::vector<Piece> lay_out(const syntax::Tree& tree, std::size_t width);

}  // namespace jur::formatting
