#include "parse/advice.h"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

namespace jur::parsing {
namespace {

using Phrases = std::vector<std::string>;

struct Habit {
  std::string_view word;
  std::string_view help;
};
// Where the time of a norm, or its end, should stand.
constexpr std::array kAfterAction = {
    Habit{"in", "write `within 14 days of DATE`"},
    Habit{"after", "write `from DATE`"},
    Habit{"except", "an exception is written `unless CONDITION`"},
    Habit{"save", "an exception is written `unless CONDITION`"},
    Habit{"provided", "a condition stands before the norm: `when CONDITION`"},
    Habit{"immediately", "name the last day: `by DATE` or `within 1 day of DATE`"},
    Habit{"promptly", "name the last day: `by DATE` or `within 1 day of DATE`"},
    Habit{"forthwith", "name the last day: `by DATE` or `within 1 day of DATE`"},
    Habit{"without", "name the last day: `by DATE` or `within 1 day of DATE`"},
    Habit{"and", "each action has a norm of its own: `PARTY must ACTION`"},
    Habit{"or", "each action has a norm of its own: `PARTY must ACTION`"},
    Habit{",", "each action has a norm of its own: `PARTY must ACTION`"},
};

bool has(const Phrases& phrases, std::string_view phrase) {
  return std::find(phrases.begin(), phrases.end(), phrase) != phrases.end();
}

bool is_modal(TokenKind kind) { return kind == TokenKind::MUST || kind == TokenKind::MAY || kind == TokenKind::NEED; }

bool orders(TokenKind kind) {
  return kind == TokenKind::LT || kind == TokenKind::LE || kind == TokenKind::GT || kind == TokenKind::GE;
}

std::optional<std::string> of_string(TokenKind before, const Phrases& phrases) {
  if (has(phrases, "a value")) return "names, numbers and dates are written without quotes";
  if (before == TokenKind::RULE || before == TokenKind::LAW || before == TokenKind::ROUTE || before == TokenKind::ACTION)
    return "the name comes first, then the title in quotes";
  return std::nullopt;
}

}  // namespace

std::optional<std::string> advice(const Layout& layout, std::size_t begin, std::size_t place, const Phrases& phrases) {
  const TokenKind kind = layout.kind(place);
  const TokenKind before = place > begin ? layout.kind(place - 1) : TokenKind::END;
  const bool not_after_may = kind == TokenKind::NOT && before == TokenKind::MAY;
  if (not_after_may || (kind == TokenKind::MAY && layout.kind(place + 1) == TokenKind::NOT))
    return "`may not` can be read in two ways: write `must not` for a ban, `need not` where there is no duty";
  if (kind == TokenKind::STRING) return of_string(before, phrases);
  if (orders(kind) && has(phrases, "`and`")) return "comparisons do not chain: write `1 < a and a < 4`";
  if (kind == TokenKind::COMMA && layout.kind(begin) == TokenKind::GROUP && has(phrases, "`except`"))
    return "the members of a group stand in braces: `{ … }`";
  if (before == TokenKind::NUMBER && kind == TokenKind::DOT) return "a date is written `2014-09-01`";
  if (before == TokenKind::NUMBER && place > begin + 1 && layout.kind(place - 2) == TokenKind::WITHIN)
    return "a time is counted in hours, days, weeks, months or years: `within 14 days of DATE`";
  if (kind == TokenKind::FROM && has(phrases, "`of`")) return "write `within 14 days of DATE`";
  if (before == TokenKind::OF && has(phrases, "`(`")) return "conditions are counted in parentheses: `at least 2 of (p, q, r)`";
  if (!has(phrases, "a time")) return std::nullopt;
  const auto* habit =
      std::find_if(kAfterAction.begin(), kAfterAction.end(), [&](const Habit& h) { return h.word == layout.text(place); });
  return habit != kAfterAction.end() ? std::optional(std::string(habit->help)) : std::nullopt;
}

bool lacks_party(const Layout& layout, std::size_t modal, const std::vector<TokenKind>& missing) {
  return is_modal(layout.kind(modal)) && std::all_of(missing.begin(), missing.end(), is_modal);
}

}  // namespace jur::parsing
