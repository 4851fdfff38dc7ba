// How the parts of the language are written, for the help lines of messages. Private to recovery.
#pragma once
#include <string>

#include "parse/stacks.h"

namespace jur::parsing {

// "a norm is written `PARTY must ACTION`": the innermost part that is being read and has such words; empty for none.
[[nodiscard]] std::string shape(const Stacks& stacks, std::size_t place);

}  // namespace jur::parsing
