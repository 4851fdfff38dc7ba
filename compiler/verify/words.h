// How findings are put into words.
#pragma once
#include <string>
#include <vector>

#include "verify/verify.h"

namespace jur::proof {

[[nodiscard]] std::string headline(const core::Program& p, const Finding& f);
// "forbidden by IE law"
[[nodiscard]] std::string label(const core::Program& p, core::NormId n);
// "IE law"; a law without a jurisdiction by its own name.
[[nodiscard]] std::string law_name(const core::Program& p, const core::Law& law);
// The norms that clash, the duty or permission first.
[[nodiscard]] std::vector<core::NormId> norms_of(const Finding& f);
// "a, b and c"
[[nodiscard]] std::string listed(const std::vector<std::string>& all);
// "from 2003-07-01 until 2018-05-24"
[[nodiscard]] std::string days_text(Interval days);
[[nodiscard]] std::string windows_text(const core::Program& p, const IntervalSet& days, bool cut);
// The same as `--format json` prints them.
[[nodiscard]] std::vector<ClashDetails::Window> window_details(const core::Program& p, const IntervalSet& days);
// What the facts that matter are, a line for each group of them, as a scenario has them.
[[nodiscard]] std::string witness_text(const core::Program& p, const Finding& f);
// "`d.from` alone matters", of a scenario in which the facts of `any` do not matter and those of `omitted` are left out, in as
// few words as do; empty where no fact matters.
[[nodiscard]] std::string what_matters(const core::Program& p, const std::vector<core::FactId>& any,
                                       const std::vector<core::FactId>& omitted);
[[nodiscard]] std::vector<std::string> remedies(const core::Program& p, const Finding& f);

}  // namespace jur::proof
