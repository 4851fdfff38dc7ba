// Private to emit/: the C++17 wrapper of a decision.
#pragma once
#include <string>

#include "emit/interface.h"

namespace jur::emit {

// PREFIX.hpp: includes PREFIX.h and jur.hpp.
[[nodiscard]] std::string cpp_header(const Interface& about);

}  // namespace jur::emit
