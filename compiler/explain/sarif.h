// Findings as SARIF 2.1.0 (OASIS standard, 2023), with what the pages of docs/diagnostics say of each code.
#pragma once
#include <span>
#include <string>
#include <string_view>

#include "diagnostics/diagnostic.h"

namespace jur {

// One run, one line, ends with a newline. Rules: the codes of the findings, by name. A finding has the lines of its labels as
// related locations; where rules clash, they are a code flow too: the provisions in order. Its message says all that the notes
// say: each provision with its dates, a case. Accepted findings are suppressed. Columns count code points; paths are relative to
// `%SRCROOT%` or are file URIs.
[[nodiscard]] std::string render_sarif(const Sources& sources, std::span<const Diagnostic> diagnostics, std::string_view version,
                                       bool could_run);

}  // namespace jur
