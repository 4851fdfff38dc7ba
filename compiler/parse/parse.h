// source -> syntax
#pragma once
#include <cstddef>

#include "diagnostics/diagnostic.h"
#include "syntax/tree.h"

namespace jur {

struct ParseOptions {
  std::size_t max_bytes = 64U << 20U;  // a larger file is refused whole
  std::size_t max_depth = 200;         // nesting of parentheses and braces
  std::size_t max_errors = 100;        // per file; then one `too-many-errors`
};

// Never throws, never crashes: a file that is too large, not UTF-8 or nested too deep gives its error and a tree without
// declarations; a declaration with mistakes keeps error nodes, and each mistake is reported once.
[[nodiscard]] syntax::Tree parse(const Sources& sources, FileId file, const ParseOptions& options, Sink& sink);

}  // namespace jur
