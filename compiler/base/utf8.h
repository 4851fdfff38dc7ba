// What may stand in a text.
#pragma once
#include <cstddef>
#include <string_view>

namespace jur {

// The byte at which `text` stops being UTF-8; its size where it is all valid. A NUL byte is not accepted in a text.
[[nodiscard]] std::size_t first_bad_byte(std::string_view text);

}  // namespace jur
