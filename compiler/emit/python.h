// Private to emit/: the Python module beside a decision's shared library.
#pragma once
#include <string>

#include "emit/interface.h"

namespace jur::emit {

// Needs libPREFIX.so and the standard library of Python 3.10 alone; typed throughout.
[[nodiscard]] std::string python_module(const Interface& about);

}  // namespace jur::emit
