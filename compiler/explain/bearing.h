// How a rule that speaks of one act comes to bear on another. Private to explain/.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "core/verdict.h"
#include "evaluate/box.h"

namespace jur {

// One a rule. "" where the rule speaks of the act itself; else what it says and what leads from there to the act:
// "custodian must disclose within 14 days of demand.received; disclose implies transfer". `known`: the truths of the conditions
// in the case, presumptions taken; a link that may hold counts.
[[nodiscard]] std::vector<std::string> bearings(const core::Program& program, const std::vector<Tri>& known,
                                                const core::Verdict& verdict, std::span<const core::RuleId> rules);

}  // namespace jur
