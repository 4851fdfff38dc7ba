// Renders diagnostics for people and machines.
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "diagnostics/diagnostic.h"

namespace jur {

struct Summary {
  std::size_t contradictions = 0;  // findings of the two contradiction codes that are not accepted, listed or not
  std::size_t accepted = 0;        // accepted findings
  std::size_t errors = 0;
  std::size_t warnings = 0;
  std::size_t unlisted = 0;           // of the contradictions
  std::size_t accepted_unlisted = 0;  // of the accepted findings
  // Where some are unlisted: all of them by the laws that they lie in, most first.
  struct Laws {
    std::vector<std::string> names;  // sorted
    std::size_t contradictions = 0;
  };
  std::vector<Laws> laws;
};
// Counts what is listed; the caller adds what a limit left out.
[[nodiscard]] Summary summarize(std::span<const Diagnostic> diagnostics);

// Source excerpts with carets, labels on each span, notes and help lines:
//   error[contradiction-between-orders]: …
//     --> laws.jur:12:5
//      |
//   12 |     custodian must disclose
//      |     ^^^^^^^^^^^^^^^^^^^^^^^ required here
//      = note: …
// `colour` adds terminal colours. Each diagnostic ends with an empty line.
[[nodiscard]] std::string render_text(const Sources& sources, std::span<const Diagnostic> diagnostics, bool colour);

// "1 contradiction, 1 accepted, 2 errors, 1 warning"; contradictions are among the errors. "no findings" for nothing. Where
// some are unlisted, lines follow that say how many, and between which laws.
[[nodiscard]] std::string summary_line(const Summary& summary);

// The object that `--format json` prints: {"findings":[…],"summary":{…}}, one line, ends with a newline.
[[nodiscard]] std::string render_json(const Sources& sources, std::span<const Diagnostic> diagnostics, const Summary& summary);

}  // namespace jur
