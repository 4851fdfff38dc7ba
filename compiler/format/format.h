// syntax -> text in the one canonical layout.
#pragma once
#include <cstddef>
#include <string>

#include "syntax/tree.h"

namespace jur {

struct FormatOptions {
  std::size_t width = 120;  // columns (code points) that a line should keep to; a long string or name may pass it
};

// The tree has no errors (`has_errors` is false). Only spaces and line breaks change: tokens and comments stay, in their order; a
// comment stays at the end of its line, or on lines of its own before the token that it precedes. At most one blank line stays
// between items. What an author broke after `{` or after the comma of a set stays broken. Formatting the result changes nothing.
[[nodiscard]] std::string format(const syntax::Tree& tree, const FormatOptions& options);

// Whether two trees have the same tokens, comments and nodes, whatever their layout.
[[nodiscard]] bool same_program(const syntax::Tree& a, const syntax::Tree& b);

}  // namespace jur
