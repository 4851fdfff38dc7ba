// What is refused before any parsing.
#pragma once
#include "diagnostics/diagnostic.h"
#include "parse/parse.h"

namespace jur::parsing {

// The index of the first `(` or `{` that stands more than `max_depth` deep; the number of tokens where there is none.
[[nodiscard]] std::size_t first_too_deep(const std::vector<syntax::Token>& tokens, std::size_t max_depth);

}  // namespace jur::parsing
