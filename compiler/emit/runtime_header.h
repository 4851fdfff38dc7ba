// The text of stdlib/runtime/jur.h.
#pragma once
#include <string_view>

namespace jur::emit {

[[nodiscard]] std::string_view runtime_header();

}  // namespace jur::emit
