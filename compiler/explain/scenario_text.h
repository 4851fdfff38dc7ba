// A scenario as source text that can be pasted into a file.
#pragma once
#include <string>
#include <vector>

#include "core/program.h"
#include "source/source.h"

namespace jur {

// `scenario "…" for CASE { … }` with one line a group of facts and one an expectation, without a last line break. Facts of
// `omitted` are left out (ascending; the scenario must mean the same without them), and so are unknown facts that have no
// default. The text of conditions is that of their spans, read from `sources`.
[[nodiscard]] std::string scenario_text(const core::Program& program, const core::Scenario& scenario,
                                        const std::vector<core::FactId>& omitted, const Sources& sources);
// The same as `scenario "…" like "…" { … }`: facts that have the values of `like` are left out.
[[nodiscard]] std::string scenario_text(const core::Program& program, const core::Scenario& scenario, const core::Scenario& like,
                                        const Sources& sources);

// The facts of a case as a scenario has them, one line a group, without a last line break; those of `omitted` are left out.
[[nodiscard]] std::string case_text(const core::Program& program, const core::Case& c, const std::vector<core::FactId>& omitted);

// `expect custodian must disclose by sca.contents`
[[nodiscard]] std::string expectation_text(const core::Program& program, const core::Expectation& e, const Sources& sources);

}  // namespace jur
