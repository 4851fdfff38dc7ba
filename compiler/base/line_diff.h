// The lines by which two texts differ.
#pragma once
#include <string>
#include <string_view>

namespace jur {

// A unified diff with three lines of context, headed by `--- NAME` and `+++ NAME`; "" for equal texts. The shortest edit is found
// for texts that differ in up to a few thousand lines; beyond that, the lines between the first and the last difference are
// replaced.
[[nodiscard]] std::string line_diff(std::string_view before, std::string_view after, std::string_view name);

}  // namespace jur
