// Private to format/: the spaces between tokens that share a line.
#pragma once
#include <cstdint>
#include <vector>

#include "syntax/tree.h"

namespace jur::formatting {

// By token: how many spaces stand before it where no line breaks there.
[[nodiscard]] std::vector<std::uint8_t> flat_gaps(const syntax::Tree& tree);

}  // namespace jur::formatting
