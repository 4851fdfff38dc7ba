// Private to format/: syntax -> a page; which places may break, and what is aligned with what.
#pragma once
#include <string>

#include "syntax/tree.h"

namespace jur::formatting {

[[nodiscard]] std::string lay_out(const syntax::Tree& tree, std::size_t width);

}  // namespace jur::formatting
