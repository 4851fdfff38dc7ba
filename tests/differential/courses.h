// Courses of conduct in one complete case: on which days each duty is done. A second reading of "Conduct and clashes", by
// trying courses instead of counting days; shares only the periods, implications and exclusions of a case with the first.
#pragma once
#include <set>
#include <vector>

#include "bruteforce_conduct.h"

namespace jur::test {

// Some course keeps every norm in effect of these rules: each duty is done on a day of its period (a keep-doing duty on all),
// nothing is done on a day on which it is banned, and nothing that is done shuts out another.
[[nodiscard]] bool some_course(const World& world, const std::set<core::RuleId>& rules);
// The sets of rules that leave no course while each proper subset leaves one; ascending.
[[nodiscard]] std::vector<std::vector<core::RuleId>> without_course(const World& world);

}  // namespace jur::test
