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
// It is for `file`, or the program's own: with the names that the file has to use, after lines `use …` for modules that it would
// have to see as well. What it has no name for is left out of the expectations.
[[nodiscard]] std::string scenario_text(const core::Program& program, const core::Scenario& scenario,
                                        const std::vector<core::FactId>& omitted, const Sources& sources, FileId file = {});
// A scenario of the file can be judged by the program, and the file has a name for something that it expects.
[[nodiscard]] bool can_be_pasted(const core::Program& program, const core::Scenario& scenario, FileId file);
// The same as `scenario "…" like "…" { … }`: facts that have the values of `like` are left out.
[[nodiscard]] std::string scenario_text(const core::Program& program, const core::Scenario& scenario, const core::Scenario& like,
                                        const Sources& sources);

// The facts of a case as a scenario has them, one line a group, without a last line break; those of `omitted` are left out.
[[nodiscard]] std::string case_text(const core::Program& program, const core::Case& c, const std::vector<core::FactId>& omitted);

// `expect custodian must disclose by sca.contents`
[[nodiscard]] std::string expectation_text(const core::Program& program, const core::Expectation& e, const Sources& sources);

}  // namespace jur
