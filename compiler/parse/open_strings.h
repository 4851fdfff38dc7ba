// A line with one quotation mark too few: which string it belongs to, and how far that reaches. Private to read_tokens.
#pragma once
#include <string_view>

#include "parse/feed.h"

namespace jur::parsing {

struct OpenString {
  std::uint32_t end;  // one past the string's last byte
  std::size_t first;  // the place in the feed from which on tokens belong to it; the feed's size: it begins with the mark
  bool opens;         // its first mark stands there; else its last one
};

// `quote` is the place of the line's last mark; `feed` holds what stands before it.
[[nodiscard]] OpenString open_string(std::string_view text, std::uint32_t quote, const std::vector<Token>& tokens,
                                     const Feed& feed);

}  // namespace jur::parsing
