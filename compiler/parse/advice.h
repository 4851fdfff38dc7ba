// What an author of statutes meant who wrote something else than the language has. Private to recovery.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "parse/layout.h"

namespace jur::parsing {

// A help line for the token at `place`, where one of `phrases` (see expected_phrases) should stand; nothing where none is known.
// `before`: what the word before it gives away counts, too.
[[nodiscard]] std::optional<std::string> advice(const Layout& layout, std::size_t begin, std::size_t place,
                                                const std::vector<std::string>& phrases, bool before = true);

// A norm that begins with its modal word, which was read as its party: `modal` is that word's place.
[[nodiscard]] bool lacks_party(const Layout& layout, std::size_t modal, const std::vector<TokenKind>& missing);

}  // namespace jur::parsing
