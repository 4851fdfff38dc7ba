// Mistakes with one plain remedy: reported with it, mended, and read on. Private to recovery.
#pragma once
#include "parse/reading.h"

namespace jur::parsing {

// True where the mistake at `place` (or a token or two before it) was mended: the reading goes on at `place`.
// Wrong words and missing closing braces.
[[nodiscard]] bool repair_word(Reading& reading);
// A single mark or word too few.
[[nodiscard]] bool supply_missing(Reading& reading);
// A single mark or word too few, or a mark too many.
[[nodiscard]] bool repair_mark(Reading& reading);

}  // namespace jur::parsing
