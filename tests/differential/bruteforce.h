// A second, naive reading of the language, written from its page alone: every completion, every set of rules, day by day.
// Shares no code with compiler/evaluate. For small domains with dates near those of random_program.h.
#pragma once
#include <optional>
#include <set>
#include <vector>

#include "core/verdict.h"

namespace jur::test {

// All values of a fact.
[[nodiscard]] std::vector<core::Value> values_of(const core::Program& program, core::FactId fact);
// All ways to fill in the unknown facts, assumptions aside; nothing where there are more than `most`.
[[nodiscard]] std::optional<std::vector<core::Case>> fillings(const core::Program& program, const core::Case& given,
                                                              std::size_t most);
// All cases, assumptions aside; nothing where there are more than `most`.
[[nodiscard]] std::optional<std::vector<core::Case>> every_case(const core::Program& program, std::size_t most);

[[nodiscard]] bool naive_truth(const core::Program& program, core::CondId c, const core::Case& complete);
// By subsets of the rules with norms in effect (of one order alone, where `only` is valid).
[[nodiscard]] std::vector<core::Clash> naive_clashes(const core::Program& program, const core::Case& complete,
                                                     core::OrderId only = {});
// The acceptance names rules so that it covers a finding of these; its `when` and `until` aside.
[[nodiscard]] bool naive_covers(const core::Acceptance& acceptance, const std::vector<core::RuleId>& rules);
// Verdicts on all acts and rule traces; nothing where there are too many fillings.
[[nodiscard]] std::optional<core::Outcome> naive_evaluate(const core::Program& program, const core::Case& given,
                                                          std::size_t most);

}  // namespace jur::test
