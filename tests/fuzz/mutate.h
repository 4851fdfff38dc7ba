// Texts that are nearly right.
#pragma once
#include <string>

#include "random_program.h"

namespace jur::test {

// One to four edits: bytes and words are left out, doubled, moved, replaced or put in; the text may be cut short.
[[nodiscard]] std::string mutate(std::string text, Random& random);

}  // namespace jur::test
