#include "parse/openers.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "parse/expectation.h"
#include "parse/shapes.h"

namespace jur::parsing {
namespace {

constexpr std::size_t kBack = 4;    // tokens before the mistake at which the mark may be missing
constexpr std::size_t kFewest = 4;  // that must be read from the mistake on
constexpr std::array kOpeners{TokenKind::LBRACE, TokenKind::COLON, TokenKind::LPAREN};

struct Opener {
  std::size_t back = 0;
  TokenKind kind = TokenKind::END;
};

// There are more `)` than `(` up to the end of the line.
bool closes_parenthesis(const Reading& r, std::size_t at) {
  int depth = 0;
  for (std::size_t i = r.begin; i <= at || !r.layout.first_on_line(i); ++i) {
    if (r.layout.kind(i) == TokenKind::END) break;
    if (r.layout.kind(i) == TokenKind::LPAREN) ++depth;
    if (r.layout.kind(i) == TokenKind::RPAREN) --depth;
  }
  return depth < 0;
}

// The set or the facts that begin there end where the line goes on.
bool opens(const Reading& r, TokenKind kind, std::size_t at) {
  const TokenKind before = r.layout.kind(at - 1);
  if (kind == TokenKind::LPAREN) return before == TokenKind::IDENT && closes_parenthesis(r, at);
  if (kind == TokenKind::COLON) return r.layout.any_word(at - 1) && r.layout.kind(at) == TokenKind::LBRACE;
  if (!r.layout.word(at)) return false;
  return before == TokenKind::IN || before == TokenKind::COLON || before == TokenKind::EQ;
}

std::optional<Opener> opener(const Reading& r) {
  for (std::size_t back = 0; back <= std::min(r.remembered(), kBack); ++back) {
    const std::size_t at = r.place - back;
    if (at <= r.begin || r.layout.kind(at) == TokenKind::END || r.layout.first_on_line(at)) return std::nullopt;
    for (const TokenKind kind : kOpeners) {
      const Stacks& before = r.stacks_before(back);
      if (!before.accepts(kind) || !opens(r, kind, at)) continue;
      if (r.reach(before.after(kind, at), at, back + kFewest) == back + kFewest) return Opener{back, kind};
    }
  }
  return std::nullopt;
}

}  // namespace

bool supply_opener(Reading& r) {
  const auto found = opener(r);
  if (!found) return false;
  r.rewind(found->back);
  const std::string mark(syntax::describe(found->kind));
  Diagnostic* d = r.report(r.place, r.place, fmt::format("{} is missing before {}", mark, r.layout.quote(r.place)));
  if (d != nullptr) {
    const bool record = found->kind == TokenKind::COLON && r.layout.kind(r.place) == TokenKind::LBRACE;
    d->help(record ? "the facts of a record stand in braces, each with its value: `NAME { FACT: VALUE }`"
            : found->kind != TokenKind::LBRACE ? fmt::format("write `{}{}{}…`", r.layout.text(r.place - 1),
                                                             found->kind == TokenKind::COLON ? ": " : "(", r.layout.text(r.place))
                                               : "the members of a set stand in braces: `{ A, B }`");
  }
  r.supply(found->kind);
  return true;
}

bool supply_name(Reading& r) {
  constexpr std::size_t kFar = 4;
  const TokenKind kind = r.layout.kind(r.place);
  if (r.place == r.begin || !r.now.accepts(TokenKind::IDENT)) return false;
  const TokenKind before = r.layout.kind(r.place - 1);
  const bool breaks_off = (kind == TokenKind::RBRACE || kind == TokenKind::COMMA) && before == TokenKind::COLON;
  if (kind != TokenKind::LBRACE && kind != TokenKind::AND && kind != TokenKind::OR && !breaks_off) return false;
  if (kind == before && !r.layout.first_on_line(r.place)) return false;
  const Stacks with = r.now.after(TokenKind::IDENT, r.place);
  if (r.reach(with, r.place, kFar) < kFar) return false;
  const auto phrases = missing_phrases(r.now, r.place);
  const bool on_new_line = r.layout.first_on_line(r.place);
  const std::string what = phrases.size() <= 3 ? one_of(phrases) : std::string("a name");
  const std::size_t at = on_new_line ? r.place - 1 : r.place;
  Diagnostic* d = on_new_line && kind == TokenKind::LBRACE
                      ? r.report(r.place, r.place, fmt::format("a name is missing before {}", r.layout.quote(r.place)))
                      : r.report(at, at, fmt::format("{} is missing after {}", what, r.layout.quote(r.place - 1)));
  if (d != nullptr) d->help(shape(r.now, r.place));
  r.supply(TokenKind::IDENT);
  return true;
}

}  // namespace jur::parsing
