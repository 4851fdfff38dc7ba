// Heads of rules with a mistake in their first word. Private to recovery.
#pragma once
#include "parse/reading.h"

namespace jur::parsing {

// A rule of the law at hand begins here, be its first word wrong, missing or behind one too many.
[[nodiscard]] bool begins_rule(const Reading& reading, std::size_t place);
// True where a rule may begin, and one does but for that word: reported and mended.
[[nodiscard]] bool repair_rule_head(Reading& reading);

}  // namespace jur::parsing
