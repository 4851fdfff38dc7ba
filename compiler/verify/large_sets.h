// Sets of three rules and more that clash: their periods cover a duty's period only together. Private to the search.
#pragma once
#include <functional>
#include <vector>

#include "verify/inquiry.h"

namespace jur::proof {

// Each once. `small`: the sets of one and two rules that clash, without the pairs for which `plain` holds: those clash in each
// case in which both rules have effect.
[[nodiscard]] std::vector<Rules> find_large_sets(Inquiry& q, const VerifyOptions& options, const std::vector<Rules>& small,
                                                 const std::function<bool(core::RuleId, core::RuleId)>& plain);

}  // namespace jur::proof
