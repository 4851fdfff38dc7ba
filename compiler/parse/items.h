// The items of a declaration as the recogniser sees them. Private to recovery.
#pragma once
#include "parse/reading.h"

namespace jur::parsing {

// A repeated part of a declaration, or a declaration (see is_item), and the place at which it began.
struct Item {
  NodeKind rule;
  std::size_t begin;
};

// The item that is being read: the innermost, or the latest where ways differ. At the place itself where one may begin.
[[nodiscard]] Item current_item(const Stacks& stacks, std::size_t begin);
// The innermost item that was begun before `place`.
[[nodiscard]] Item begun_item(const Stacks& stacks, std::size_t begin, std::size_t place);
// A single word in the middle of a line that was read as the beginning of `item`: more likely it is the mistake.
[[nodiscard]] bool seems_misplaced(const Reading& reading, const Item& item, std::size_t place);
// The innermost item that is not read to its end at `place` while the next of its kind seems to begin there.
[[nodiscard]] std::optional<Item> broken_off_item(const Reading& reading, const Stacks& stacks, std::size_t place);

// A declaration or rule that begins with this word has a body in braces.
[[nodiscard]] bool has_body(TokenKind keyword);
// Some way has the item behind it.
[[nodiscard]] bool may_end(const Stacks& stacks, const Item& item);
// The token with which the item ends soonest.
[[nodiscard]] TokenKind next_to_supply(const Stacks& stacks, const Item& item);
// Supplies tokens until the item may end.
void complete(Reading& reading, const Item& item);

}  // namespace jur::parsing
