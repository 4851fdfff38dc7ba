// How findings are put into words.
#pragma once
#include <string>
#include <vector>

#include "verify/verify.h"

namespace jur::proof {

[[nodiscard]] std::string headline(const core::Program& p, const Finding& f);
// "forbidden by IE law: Data Protection Acts 1988 and 2003, s. 21(2); in force from 2003-07-01 until 2018-05-24"
[[nodiscard]] std::string label(const core::Program& p, const Finding& f, core::NormId n);
[[nodiscard]] std::string windows_text(const core::Program& p, const IntervalSet& days, bool cut);
// The same as `--format json` prints them.
[[nodiscard]] std::vector<ClashDetails::Window> window_details(const core::Program& p, const IntervalSet& days);
// What the facts that matter are, a line for each group of them, as a scenario has them.
[[nodiscard]] std::string witness_text(const core::Program& p, const Finding& f);
// Which actions imply or exclude which in the witness, and which days are left there; a line each.
[[nodiscard]] std::vector<std::string> mechanics(const core::Program& p, const Finding& f);
[[nodiscard]] std::vector<std::string> remedies(const core::Program& p, const Finding& f);

}  // namespace jur::proof
