// Mistakes with one plain remedy: reported with it, mended, and read on. Private to recovery.
#pragma once
#include "parse/reading.h"

namespace jur::parsing {

// True where the mistake at `place` (or a token or two before it) was mended: the reading goes on at `place`.
// Wrong words and missing closing braces.
[[nodiscard]] bool repair_word(Reading& reading);
// A single mark or word too few.
[[nodiscard]] bool supply_missing(Reading& reading);
// A single mark or word too few, or a mark too many.
[[nodiscard]] bool repair_mark(Reading& reading);

// The word that one in its place was meant for: another language's, or a misspelt one.
[[nodiscard]] std::optional<TokenKind> meant_word(const Reading& reading, const Stacks& before, std::size_t place);

// A word too many, `back` tokens before the place, and how far can be read without it; not at all: `reach` is 0.
struct Surplus {
  std::size_t back = 0;
  std::size_t reach = 0;
  bool twice = false;
};
[[nodiscard]] Surplus surplus_at(const Reading& reading);
// A word in the place of others that would fit, where much can be read with one of these: told and taken for it.
[[nodiscard]] bool replace_word(Reading& reading, std::size_t reach);
// Goes back to it.
void report_surplus(Reading& reading, const Surplus& surplus);

}  // namespace jur::parsing
