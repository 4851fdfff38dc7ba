// A word that begins no declaration, or begins another one than is written behind it. Private to recovery.
#pragma once
#include "parse/reading.h"

namespace jur::parsing {

// The line at `place` is a whole declaration with another first word, one word more or one less; what stands before it is
// complete. It is to be read on its own.
[[nodiscard]] bool keyword_begins_next(const Reading& reading);
// The same where the declaration that is being read has the mistake: reported and mended from its beginning. False where any
// other change of one word lets it be read.
[[nodiscard]] bool repair_keyword(Reading& reading);

}  // namespace jur::parsing
