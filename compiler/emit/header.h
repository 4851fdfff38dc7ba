// Private to emit/: the C header of a decision.
#pragma once
#include <string>

#include "emit/interface.h"

namespace jur::emit {

// PREFIX.h: includes jur.h only; C99 and C++17.
[[nodiscard]] std::string c_header(const Interface& about);

}  // namespace jur::emit
