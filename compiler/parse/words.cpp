#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/nearest.h"
#include "parse/braces.h"
#include "parse/repairs.h"

namespace jur::parsing {
namespace {

struct Word {
  TokenKind kind;
  std::string_view text;
};
constexpr std::array kWords = {
#define HARD(name, text) Word{TokenKind::name, text},
#define SOFT(name, text) Word{TokenKind::name, text},
#define PUNCT(name, text)
#define OTHER(name, what)
#include "syntax/token.def"
};
// What people write who know another language.
constexpr std::array kForeign = {
    Word{TokenKind::MUST, "shall"},
    Word{TokenKind::MUST, "should"},
    Word{TokenKind::MAY, "can"},
    Word{TokenKind::USE, "import"},
    Word{TokenKind::USE, "include"},
    Word{TokenKind::WHEN, "if"},
    Word{TokenKind::WHEN, "where"},
    Word{TokenKind::RECORD, "struct"},
    Word{TokenKind::DEFINE, "let"},
    Word{TokenKind::UNTIL, "till"},
    Word{TokenKind::UNTIL, "to"},
    Word{TokenKind::UNLESS, "except"},
    Word{TokenKind::IS, "equals"},
    Word{TokenKind::DEFINE, "def"},
    Word{TokenKind::HAS, "contains"},
    Word{TokenKind::FROM, "since"},
    Word{TokenKind::CITE, "source"},
    Word{TokenKind::NOTWITHSTANDING, "overrides"},
    Word{TokenKind::NOTWITHSTANDING, "despite"},
};

bool reserved_word_as_name(Reading& r) {
  if (!syntax::is_hard_word(r.layout.kind(r.place)) || !r.survives_to_next(r.now, r.place, TokenKind::IDENT)) return false;
  const bool asked = r.layout.kind(r.place) == TokenKind::UNKNOWN && r.place > r.begin &&
                     (r.layout.kind(r.place - 1) == TokenKind::IS || r.layout.kind(r.place - 1) == TokenKind::NOT);
  if (asked) {
    if (Diagnostic* d = r.report(r.place, r.place, "no condition can ask whether a fact is unknown"))
      d->help("leave it out: where it matters, the verdict is `undetermined` and names the fact");
  } else if (Diagnostic* d = r.report(r.place, r.place, fmt::format("{} is a reserved word", r.layout.quote(r.place)))) {
    d->help("choose another name: a reserved word is one only after `.` and before `:`");
  }
  r.take_for(TokenKind::IDENT);
  return true;
}

std::optional<TokenKind> foreign_word(const Reading& r, const Stacks& stacks, std::size_t place) {
  for (const Word& w : kForeign) {
    if (w.text == r.layout.text(place) && r.survives_with(stacks, place, w.kind)) return w.kind;
  }
  return std::nullopt;
}

bool same_letters(std::string a, std::string b) {
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  return a == b;
}

std::optional<std::string> nearest_word(std::string_view word, const std::vector<std::string>& texts) {
  const auto swapped =
      std::find_if(texts.begin(), texts.end(), [&](const std::string& t) { return same_letters(std::string(word), t); });
  return swapped != texts.end() ? std::optional(*swapped) : nearest(word, texts);
}

std::optional<TokenKind> near_word(const Reading& r, const Stacks& stacks, std::size_t place) {
  const TokenSet expected = stacks.expected();
  std::vector<std::string> texts;
  std::vector<TokenKind> kinds;
  for (const Word& w : kWords) {
    if (!expected.test(static_cast<std::size_t>(w.kind)) || w.kind == r.layout.kind(place)) continue;
    texts.emplace_back(w.text);
    kinds.push_back(w.kind);
  }
  const auto found = nearest_word(r.layout.text(place), texts);
  if (!found) return std::nullopt;
  const TokenKind kind = kinds[static_cast<std::size_t>(std::find(texts.begin(), texts.end(), *found) - texts.begin())];
  const bool declares = stacks.accepts(TokenKind::END) && r.layout.first_on_line(place);
  const bool fits = declares ? r.survives_to_next(stacks, place, kind) : r.survives_with(stacks, place, kind);
  return fits ? std::optional(kind) : std::nullopt;
}

bool misspelt_word(Reading& r) {
  for (std::size_t back = 0; back <= std::min<std::size_t>(r.remembered(), 3); ++back) {
    const std::size_t at = back == 0 ? r.place : r.place - back;
    if (r.layout.kind(at) != TokenKind::IDENT && (back > 1 || !r.layout.word(at))) continue;
    const Stacks& stacks = r.stacks_before(back);
    const auto meant = meant_word(r, stacks, at);
    if (!meant) continue;
    r.rewind(back);
    if (Diagnostic* d = r.report(at, at, fmt::format("{} has no meaning here", r.layout.quote(at)))) {
      d->help(fmt::format("did you mean {}?", syntax::describe(*meant)));
    }
    r.take_for(*meant);
    return true;
  }
  return false;
}

}  // namespace

std::optional<TokenKind> meant_word(const Reading& r, const Stacks& before, std::size_t place) {
  const auto foreign = foreign_word(r, before, place);
  return foreign || r.layout.kind(place) != TokenKind::IDENT ? foreign : near_word(r, before, place);
}

bool repair_word(Reading& r) { return reserved_word_as_name(r) || misspelt_word(r) || missing_closing_brace(r); }

}  // namespace jur::parsing
