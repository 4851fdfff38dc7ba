// The version of `jur`.
#pragma once
#include <string_view>

namespace jur {

inline constexpr std::string_view kVersion = JUR_VERSION;

}  // namespace jur
