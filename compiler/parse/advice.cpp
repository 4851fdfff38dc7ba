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
// Words that other ways of writing need, and this one has not.
constexpr std::array<std::string_view, 3> kLeftOut{"the", "an", "that"};
constexpr std::array<std::string_view, 12> kMonths{"January", "February", "March",     "April",   "May",      "June",
                                                   "July",    "August",   "September", "October", "November", "December"};
// Where a comparison should stand.
constexpr std::array kComparing = {
    Habit{"after", "write `>`: `demand.received > 2014-01-01`"},
    Habit{"later", "write `>`: `demand.received > 2014-01-01`"},
    Habit{"before", "write `<`: `demand.received < 2014-01-01`"},
    Habit{"earlier", "write `<`: `demand.received < 2014-01-01`"},
    Habit{"between", "a range is two comparisons: `a <= x and x <= b`"},
    Habit{"includes", "write `SET has VALUE`"},
    Habit{"include", "write `SET has VALUE`"},
    Habit{"holds", "write `SET has VALUE`"},
};
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

template <class Words>
bool is_one_of(const Words& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

template <class Habits>
std::optional<std::string> habit_of(const Habits& habits, std::string_view word) {
  const auto found = std::find_if(habits.begin(), habits.end(), [&](const Habit& h) { return h.word == word; });
  return found != habits.end() ? std::optional(std::string(found->help)) : std::nullopt;
}

// What the words before the place give away.
std::optional<std::string> of_word_before(const Layout& layout, std::size_t begin, std::size_t place, const Phrases& phrases) {
  const std::string_view word = layout.text(place - 1);
  const TokenKind kind = layout.kind(place);
  if (word == "on" && layout.text(place) == "breach") return "write `on breach \"…\"`, without a colon";
  if (layout.kind(place - 1) == TokenKind::CITE) return "write what is cited in quotes: `cite \"…\"`";
  if (kind == TokenKind::STRING && is_one_of(std::array<std::string_view, 4>{"penalty", "sanction", "fine", "breach"}, word))
    return "what a breach leads to is written `on breach \"…\"`";
  if (word == "optional" && layout.word(place))
    return fmt::format("a fact that may be unknown has `?` after its type: `{}?`", layout.text(place));
  if (kind == TokenKind::OF && is_one_of(std::array<std::string_view, 4>{"list", "array", "many", "several"}, word))
    return "a set is written `set of ENUM`";
  if (word == "to" && place >= 2 && (layout.kind(place - 2) == TokenKind::NOT || is_modal(layout.kind(place - 2))))
    return fmt::format("leave `to` out: `must {}`", layout.text(place));
  if (is_one_of(kLeftOut, word) && layout.word(place)) return fmt::format("leave `{}` out: names stand alone", word);
  if (kind == TokenKind::EQ && has(phrases, "`:`")) return fmt::format("write `{}: VALUE`", word);
  if (layout.word(place) && has(phrases, "`:`") && has(phrases, "`{`"))
    return "facts are written `NAME: VALUE`; what is expected of them begins with `expect`";
  if (word == "party" && layout.word(place)) return fmt::format("write `party NAME: {}`", layout.text(place));
  if (word == "outside" && layout.word(place)) return fmt::format("write `FACT not in {}`", layout.text(place));
  if (word == "yes" && kind == TokenKind::OR) return "a yes or no is a `bool`";
  if (word == "never" || word == "no") return "a ban is written `PARTY must not ACTION`";
  if (layout.word(place) && layout.kind(place - 1) == TokenKind::IDENT && layout.kind(begin) == TokenKind::DECISION &&
      has(phrases, "`,`"))
    return fmt::format("write `{}, {}`", word, layout.text(place));
  return std::nullopt;
}

std::optional<std::string> of_string(TokenKind before, const Phrases& phrases) {
  if (has(phrases, "a value")) return "names, numbers and dates are written without quotes";
  if (before == TokenKind::RULE || before == TokenKind::LAW || before == TokenKind::ROUTE || before == TokenKind::ACTION)
    return "the name comes first, then the title in quotes";
  return std::nullopt;
}

}  // namespace

std::optional<std::string> advice(const Layout& layout, std::size_t begin, std::size_t place, const Phrases& phrases,
                                  bool words_before) {
  const TokenKind kind = layout.kind(place);
  const TokenKind before = place > begin ? layout.kind(place - 1) : TokenKind::END;
  const bool not_after_may = kind == TokenKind::NOT && before == TokenKind::MAY;
  if (not_after_may || (kind == TokenKind::MAY && layout.kind(place + 1) == TokenKind::NOT))
    return "`may not` can be read in two ways: write `must not` for a ban, `need not` where there is no duty";
  const bool date = before == TokenKind::NUMBER && is_one_of(kMonths, layout.text(place));
  if (date || (phrases.size() == 1 && phrases.front() == "a date")) return "a date is written `2014-09-01`";
  if (kind == TokenKind::NUMBER && has(phrases, "a name")) return "a name begins with a letter";
  if (kind == TokenKind::MINUS && has(phrases, "a title")) return "words of a name are joined with `_`, not with `-`";
  if (phrases.size() == 1 && phrases.front() == "a string" && layout.any_word(place))
    return fmt::format("write it in quotes: `\"{}\"`", layout.text(place));
  if (kind == TokenKind::AND && has(phrases, "`,`")) return "what is listed is separated by commas";
  if (layout.text(place) == "cannot" || layout.text(place) == "never") return "a ban is written `PARTY must not ACTION`";
  if (words_before && place > begin) {
    if (auto help = of_word_before(layout, begin, place, phrases)) return help;
  }
  if (kind == TokenKind::STRING) return of_string(before, phrases);
  if (orders(kind) && has(phrases, "`and`")) return "comparisons do not chain: write `1 < a and a < 4`";
  if (kind == TokenKind::COMMA && layout.kind(begin) == TokenKind::GROUP && has(phrases, "`except`"))
    return "the members of a group stand in braces: `{ … }`";
  if (kind == TokenKind::COMMA && has(phrases, "`and`") && has(phrases, "`or`"))
    return "conditions are joined with `and` or `or`";
  if (phrases.size() == 1 && place > begin + 2 && layout.kind(place - 3) == TokenKind::FOR && has(phrases, "`from`"))
    return fmt::format("write `for {} {} from DATE`", layout.text(place - 2), layout.text(place - 1));
  if (phrases.size() == 1 && place > begin + 2 && layout.kind(place - 3) == TokenKind::WITHIN && has(phrases, "`of`"))
    return fmt::format("write `within {} {} of DATE`", layout.text(place - 2), layout.text(place - 1));
  if (has(phrases, "a comparison")) {
    if (auto help = habit_of(kComparing, layout.text(place))) return help;
  }
  if (before != TokenKind::END && place > begin && layout.text(place - 1) == "between")
    return "a range is two comparisons: `a <= x and x <= b`";
  if (before == TokenKind::NUMBER && kind == TokenKind::DOT) return "a date is written `2014-09-01`";
  if (before == TokenKind::NUMBER && place > begin + 1 && layout.kind(place - 2) == TokenKind::WITHIN)
    return "a time is counted in hours, days, weeks, months or years: `within 14 days of DATE`";
  if (kind == TokenKind::FROM && has(phrases, "`of`")) return "write `within 14 days of DATE`";
  if (before == TokenKind::OF && has(phrases, "`(`")) return "conditions are counted in parentheses: `at least 2 of (p, q, r)`";
  if (!has(phrases, "a time")) return std::nullopt;
  const bool nowhere = layout.text(place) == "in" && layout.kind(place + 1) != TokenKind::NUMBER;
  if (nowhere || is_one_of(kLeftOut, layout.text(place)))
    return fmt::format("leave `{}` and what follows it out: the action says it all", layout.text(place));
  return habit_of(kAfterAction, layout.text(place));
}

bool lacks_party(const Layout& layout, std::size_t modal, const std::vector<TokenKind>& missing) {
  return is_modal(layout.kind(modal)) && std::all_of(missing.begin(), missing.end(), is_modal);
}

}  // namespace jur::parsing
