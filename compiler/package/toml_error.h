// Private to package/: what the TOML library says of a broken file, as one place and words of ours.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace jur {

struct TomlError {
  std::uint32_t line;    // from 1
  std::uint32_t column;  // in bytes, from 1
  std::string message;
  std::string help;            // "" for none
  std::uint32_t other_line{};  // the first of two that are at odds; 0 for none
};

// `what` is the text of the library's exception: a line of words, then excerpts with carets, the faulty one last. `line` and
// `column` are taken where it holds no such excerpt.
[[nodiscard]] TomlError read_toml_error(std::string_view what, std::uint32_t line, std::uint32_t column);

}  // namespace jur
