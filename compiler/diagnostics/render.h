// Renders diagnostics for people and machines.
#pragma once
#include <span>
#include <string>

#include "diagnostics/diagnostic.h"

namespace jur {

// Source excerpts with carets, labels on each span, notes and help lines:
//   error[contradiction-between-orders]: …
//     --> laws.jur:12:5
//      |
//   12 |     custodian must disclose
//      |     ^^^^^^^^^^^^^^^^^^^^^^^ required here
// `colour` adds terminal colours. Ends with a newline where anything is printed.
[[nodiscard]] std::string render_text(const Sources& sources, std::span<const Diagnostic> diagnostics, bool colour);

// `1 contradiction, 2 errors, 1 warning`-style summary of what was found; "no findings" for nothing.
[[nodiscard]] std::string summary_line(std::span<const Diagnostic> diagnostics);

// The object that `--format json` prints: {"findings":[…],"summary":{…}}, one line, ends with a newline.
[[nodiscard]] std::string render_json(const Sources& sources, std::span<const Diagnostic> diagnostics);

}  // namespace jur
