// What a naive reading finds in the complete cases of a small program; the yardstick of everything that is proved.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "courses.h"

namespace jur::test {

// A clash, or a permission that meets a ban (an exemption that meets a duty), in one case.
struct Met {
  bool permission = false;
  std::vector<core::RuleId> rules;  // ascending
  std::vector<core::ActId> acts;    // ascending; of a permission those that the two norms name
};
// The sets of rules are those that leave no course of conduct.
[[nodiscard]] std::vector<Met> naive_findings(const core::Program& program, const core::Case& complete);
[[nodiscard]] std::vector<std::string> names_of(const core::Program& program, const std::vector<core::RuleId>& rules);  // sorted

// The complete cases in which the assumptions hold; nothing where there are more than `most` cases.
[[nodiscard]] std::optional<std::vector<core::Case>> possible_cases(const core::Program& program, std::size_t most);
// Differs from `pinned` in no fact but those of `any` (ascending).
[[nodiscard]] bool stands_for(const core::Case& pinned, const std::vector<core::FactId>& any, const core::Case& c);

}  // namespace jur::test
