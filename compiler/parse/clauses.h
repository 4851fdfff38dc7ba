// Clauses whose first word is wrong, so that they read as something else. Private to recovery.
#pragma once
#include "parse/reading.h"

namespace jur::parsing {

// True where the line that is being read is a whole clause with another first word, and no other change of one word lets it be
// read: reported and mended from its beginning.
[[nodiscard]] bool repair_clause_word(Reading& reading);

// True where facts that began in the middle of a line, behind another clause, cannot be read: the mistake lies where they
// began. The reading is back there.
[[nodiscard]] bool give_back_facts(Reading& reading);

}  // namespace jur::parsing
