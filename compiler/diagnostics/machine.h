// Findings in the forms that build services read.
#pragma once
#include <span>
#include <string>
#include <string_view>

#include "diagnostics/diagnostic.h"

namespace jur {

// One workflow command a finding, as GitHub Actions shows them beside the lines of a change:
//   ::error file=laws.jur,line=12,endLine=12,col=5,endColumn=28,title=contradiction-between-orders::…
[[nodiscard]] std::string render_github(const Sources& sources, std::span<const Diagnostic> diagnostics);

// JUnit XML: one suite a file that is no library's, one case a finding; errors are failures. A file without findings has one
// case, which passes. `name`: of the whole, "jur check".
[[nodiscard]] std::string render_junit(const Sources& sources, std::span<const Diagnostic> diagnostics, std::string_view name);

// By this a finding is known again when lines have moved: its code with the names of its rules, else with its file, the words of
// its line and which of several alike it is. One a diagnostic, 16 hexadecimal digits.
[[nodiscard]] std::vector<std::string> fingerprints(const Sources& sources, std::span<const Diagnostic> diagnostics);

}  // namespace jur
