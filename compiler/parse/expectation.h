// What could have stood at a place, in words.
#pragma once
#include <string>
#include <vector>

#include "parse/stacks.h"

namespace jur::parsing {

// "a condition", "`{`", …, in a fixed order, none twice. `place` is where the ways stand; `next_item` tells whether
// what may follow the item at hand is of interest too.
[[nodiscard]] std::vector<std::string> expected_phrases(const Stacks& stacks, std::size_t place, bool next_item);
// Those of expected_phrases that are no single token, where there are such.
[[nodiscard]] std::vector<std::string> missing_phrases(const Stacks& stacks, std::size_t place);

// "a", "a or b", "a, b or c".
[[nodiscard]] std::string one_of(const std::vector<std::string>& phrases);

}  // namespace jur::parsing
