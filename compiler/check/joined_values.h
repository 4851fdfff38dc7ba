// `x is US or IE`: values joined as if they were conditions. Private to check/.
#pragma once
#include <cstddef>
#include <vector>

#include "check/conditions.h"

namespace jur::checking {

// How many of the parts of an `and` or `or`, from `first` on, are a comparison with an enumerator, or with several after `in`,
// and lone enumerators of its type behind it; reports them together. 0 where they are not that.
[[nodiscard]] std::size_t report_joined_values(Context& c, const Scope& s, const std::vector<NodeRef>& parts, std::size_t first);

}  // namespace jur::checking
