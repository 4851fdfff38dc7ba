// One mistake at a time in a program that had none.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "random_program.h"
#include "syntax/tree.h"

namespace jur::test {

enum class Mistake : std::uint8_t {
  Drop,          // a token is left out
  Double,        // a token stands twice
  Insert,        // a word of the language stands where it has no business
  Replace,       // another word of the language stands in the place of one
  Bracket,       // a brace or parenthesis is left out
  Block,         // the braces of a declaration are left out with all between them
  Quote,         // a quotation mark of a string is left out
  MisspeltUse,   // one use of a name
  MisspeltName,  // a declaration's name; its uses keep the right one
  WrongValue,    // a value of another type
  WrongMember,   // a name in a list is one of another kind
  Reversed,      // the days of a period
  Impossible,    // a day that no calendar has
  Twice,         // an item or a declaration stands twice
  Arity,         // an argument too many or too few
};
inline constexpr std::size_t kMistakes = 15;
[[nodiscard]] std::string_view mistake_name(Mistake m);

struct Mistaken {
  std::string text;
  std::uint32_t at;   // the byte where it differs
  std::uint32_t end;  // [at, end) of the program is what `put` replaces
  std::string put;
  std::string place;  // what stands there: the kinds of the token and of the nodes around it
};

// Nothing where the program has no place for such a mistake in `within`. The tree has no errors.
[[nodiscard]] std::optional<Mistaken> make_mistake(const syntax::Tree& tree, Mistake mistake, Random& random,
                                                   std::optional<Span> within = std::nullopt);

}  // namespace jur::test
