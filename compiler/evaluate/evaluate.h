// core program + case -> verdicts and traces: the reference meaning.
#pragma once
#include <span>
#include <vector>

#include "core/verdict.h"

namespace jur {

// A case with unknown facts stands for its completions: all ways to fill them in (presumed facts with the presumed value;
// plainly unknown if no completion has all presumed values) in which every assumption holds. Exact for any number of them.
// Dates that hang on unknown facts are not told; over completions `deadline` and `not_before` are the earliest, `until` the
// latest, `rules` the union; `accepted` where each completion has an acceptance, the lowest of them.
// Precondition: the case has one value of the right kind for each fact, in its range (core/case_json.h reads such cases).
[[nodiscard]] core::Outcome evaluate(const core::Program& program, const core::Case& given);
// Verdicts for these acts instead of Program::outputs.
[[nodiscard]] core::Outcome evaluate(const core::Program& program, const core::Case& given, std::span<const core::ActId> acts);
// The same without the traces of rules: Outcome::rules stays empty.
[[nodiscard]] core::Outcome decide(const core::Program& program, const core::Case& given, std::span<const core::ActId> acts);

enum class Certainty : std::uint8_t { Never, Always, Open };  // false, true in every completion; both occur
// Of the conditions in turn. Nothing where no completion is possible.
[[nodiscard]] std::vector<Certainty> certainty(const core::Program& program, const core::Case& given,
                                               std::span<const core::CondId> conds);

}  // namespace jur
