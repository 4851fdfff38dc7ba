// Slips of spelling that the lexer cannot read: what they stretch over, what was meant, what to say.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "parse/feed.h"

namespace jur::parsing {

struct Slip {
  std::uint32_t end;               // one past the slip's last byte
  std::optional<TokenKind> meant;  // the token to take it for; nothing: leave it out
  std::string message;
  std::string help;  // may be empty
};

// The slip that begins at text[at], where the lexer found no token.
[[nodiscard]] Slip bad_slip(std::string_view text, std::uint32_t at);

// The slip made of the token that ends at `end` and what follows it without a space: `==`, `=>`, `<>`, `Länder`.
[[nodiscard]] std::optional<Slip> glued_slip(std::string_view text, TokenKind kind, std::uint32_t begin, std::uint32_t end);

}  // namespace jur::parsing
