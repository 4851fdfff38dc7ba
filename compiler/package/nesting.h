// Private to package/: a guard before the TOML library, which reads what is nested by calling itself.
#pragma once
#include <cstddef>
#include <optional>
#include <string_view>

namespace jur {

inline constexpr std::size_t kMaxNesting = 32;

// The first byte at which brackets are nested more than kMaxNesting deep, or at which a line has more than that many dots
// outside its texts and comments.
[[nodiscard]] std::optional<std::size_t> nested_too_deep(std::string_view toml);

}  // namespace jur
