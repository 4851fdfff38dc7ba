// Goals and scenarios -> which scenarios show which goals.
#pragma once
#include <cstddef>
#include <vector>

#include "cover/goals.h"

namespace jur::cover {

// By goal: indices into Program::scenarios, ascending. A scenario shows a goal where one of its ways holds in every completion of
// the facts, presumptions filled in. Beyond the first scenario of a goal, one that shows it only by trying out what is unknown
// may be left out. Only scenarios for which `counts` holds (by index) are asked.
[[nodiscard]] std::vector<std::vector<std::size_t>> measure(const Goals& goals, const std::vector<bool>& counts);
// A single case.
[[nodiscard]] bool shows(const Goals& goals, const Goal& goal, const core::Case& given);

}  // namespace jur::cover
