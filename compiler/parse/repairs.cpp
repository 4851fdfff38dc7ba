#include "parse/repairs.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "parse/advice.h"
#include "parse/braces.h"
#include "parse/expectation.h"
#include "parse/heads.h"
#include "parse/items.h"
#include "parse/shapes.h"

namespace jur::parsing {
namespace {

constexpr std::size_t kFar = 8;     // how many tokens are tried with a token more or less
constexpr std::size_t kFewest = 3;  // that must then be read

bool is_mark(TokenKind kind) { return kind >= TokenKind::LBRACE && kind <= TokenKind::MINUS; }

// A word that begins a declaration or a list of rules is no small thing to be forgotten.
bool begins_much(TokenKind kind) {
  return (kind >= TokenKind::USE && kind <= TokenKind::PROPERTY) || kind == TokenKind::NOTWITHSTANDING;
}

bool may_be_supplied(TokenKind kind, bool name_expected) {
  switch (kind) {
    case TokenKind::LBRACE:
    case TokenKind::RBRACE:
    case TokenKind::RPAREN:
    case TokenKind::COMMA:
    case TokenKind::COLON:
    case TokenKind::EQ:
      return true;
    default:
      return kind != TokenKind::NOT && !name_expected && !begins_much(kind) &&
             (syntax::is_soft_word(kind) || syntax::is_hard_word(kind));
  }
}

bool breaks_off(const Reading& r, std::size_t place) {
  const TokenKind kind = r.layout.kind(place);
  return kind == TokenKind::RBRACE || kind == TokenKind::RPAREN || kind == TokenKind::COMMA || kind == TokenKind::END;
}

bool reads_misplaced(const Reading& r) { return r.remembered() > 0 && seems_misplaced(r, current_item(r.now, r.begin), r.place); }

// What the place lacks, and how far can be read with it.
struct Remedies {
  std::vector<TokenKind> kinds;
  std::size_t reach = 0;
};

// "an `enum`"
std::string a_declaration(std::string_view word) {
  return fmt::format("{} `{}`", std::string_view("aeiou").find(word.front()) == std::string_view::npos ? "a" : "an", word);
}

// The body of the item begins on a new line without its brace, whatever word would make something else of it.
bool body_is_missing(const Reading& r, const Item& item, const Stacks& ways) {
  if (!r.layout.first_on_line(r.place) || !has_body(r.layout.kind(item.begin)) || !ways.accepts(TokenKind::LBRACE)) return false;
  const Stacks body = ways.after(TokenKind::LBRACE, r.place);
  const TokenKind first = r.layout.kind(r.place);
  return first != TokenKind::RBRACE && body.accepts(first) && body.after(first, r.place + 1).accepts(r.layout.kind(r.place + 1));
}

Remedies remedies_at(const Reading& r, const Stacks& ways) {
  const TokenSet expected = ways.expected();
  const bool name_expected = expected.test(static_cast<std::size_t>(TokenKind::IDENT));
  Remedies out;
  for (std::size_t t = 0; t < kTokenKinds; ++t) {
    const auto kind = static_cast<TokenKind>(t);
    if (!expected.test(t) || !may_be_supplied(kind, name_expected)) continue;
    if (kind == TokenKind::FOR && r.layout.first_on_line(r.place)) continue;
    if (kind == TokenKind::EXPECT && !r.layout.first_on_line(r.place)) continue;
    const Stacks with = ways.after(kind, r.place);
    if (!r.survives(with, r.place)) continue;
    const std::size_t reach = r.reach(with, r.place, kFar);
    if (reach > out.reach) out.kinds.clear();
    out.reach = std::max(out.reach, reach);
    if (reach == out.reach) out.kinds.push_back(kind);
  }
  if (!std::all_of(out.kinds.begin(), out.kinds.end(), is_mark)) std::erase_if(out.kinds, is_mark);
  return out;
}

// What stands before the place is the word that should come next: it was read as the name before it.
bool name_is_missing(const Reading& r, const std::vector<TokenKind>& kinds) {
  return kinds.size() == 1 && r.layout.any_word(r.place - 1) &&
         fmt::format("`{}`", r.layout.text(r.place - 1)) == syntax::describe(kinds.front());
}

// The `(` that is open before the place.
std::optional<std::size_t> open_parenthesis(const Reading& r) {
  std::size_t closed = 0;
  for (std::size_t i = r.place; i > r.begin; --i) {
    const TokenKind kind = r.layout.kind(i - 1);
    if (kind == TokenKind::RPAREN) ++closed;
    if (kind != TokenKind::LPAREN) continue;
    if (closed == 0) return i - 1;
    --closed;
  }
  return std::nullopt;
}

// The names around the place with the word between them: "`custodian must disclose`".
std::string between(const Reading& r, std::string_view word) {
  const bool same_line = !r.layout.first_on_line(r.place) && r.layout.any_word(r.place);
  return fmt::format("`{} {} {}`", r.layout.text(r.place - 1), word, same_line ? r.layout.text(r.place) : "…");
}

void help_with_missing(const Reading& r, const Item& item, const std::vector<TokenKind>& kinds, Diagnostic& d) {
  const std::string_view before = r.layout.text(r.place - 1);
  const bool norm = std::find(kinds.begin(), kinds.end(), TokenKind::MUST) != kinds.end();
  if (norm && r.layout.kind(r.place - 1) == TokenKind::IDENT) {
    d.help(fmt::format("write {}, {} or {}", between(r, "must"), between(r, "must not"), between(r, "may")));
    return;
  }
  switch (kinds.front()) {
    case TokenKind::LBRACE:
      if (has_body(r.layout.kind(item.begin)))
        d.help(fmt::format("what belongs to {} stands in braces: `{{ … }}`", a_declaration(r.layout.text(item.begin))));
      break;
    case TokenKind::RPAREN:
      if (const auto open = open_parenthesis(r)) {
        const Token& token = r.layout.token(*open);
        d.label(Span{d.primary.file, token.begin, token.end}, "this `(` is not closed");
      }
      d.help("write `)` where the part that it begins ends");
      break;
    case TokenKind::COMMA:
      d.help(r.layout.any_word(r.place) ? fmt::format("write `{}, {}`", before, r.layout.text(r.place))
                                        : fmt::format("write `{},`", before));
      break;
    case TokenKind::COLON:
      d.help(r.layout.any_word(r.place) ? fmt::format("write `{}: {}`", before, r.layout.text(r.place))
                                        : fmt::format("write `{}: …`", before));
      break;
    case TokenKind::RBRACE:
      if (const auto brace = r.open_brace()) {
        d.help(fmt::format("close {} with `}}`", what_opened(r.layout, r.begin, *brace)));
      } else if (has_body(r.layout.kind(r.begin))) {
        d.help(fmt::format("close `{} {}` with `}}`", r.layout.text(r.begin), r.layout.text(r.begin + 1)));
      }
      break;
    case TokenKind::IS:
    case TokenKind::IN:
      d.help(fmt::format("write {}", between(r, kinds.front() == TokenKind::IS ? "is" : "in")));
      break;
    default:
      break;
  }
  if (d.helps.empty()) d.help(shape(r.now, r.place));
}

// The words at the place and right before it as one name, where a declaration's name stands before the place.
std::string long_name(const Reading& r) {
  constexpr std::size_t kMostWords = 6;
  if (r.place < r.begin + 2 || !r.layout.word(r.place - 1) || r.layout.first_on_line(r.place)) return {};
  const TokenKind head = r.layout.kind(r.place - 2);
  if (head == TokenKind::DECISION ||
      (!has_body(head) && head != TokenKind::ACTION && head != TokenKind::DEFINE && head != TokenKind::GROUP))
    return {};
  std::string name(r.layout.text(r.place - 1));
  std::size_t at = r.place;
  for (; at < r.place + kMostWords && r.layout.any_word(at) && !r.layout.first_on_line(at); ++at)
    name += fmt::format("_{}", r.layout.text(at));
  return at > r.place ? name : std::string();
}

void report_missing(Reading& r, const Item& item, const std::vector<TokenKind>& kinds) {
  std::vector<std::string> texts;
  for (const TokenKind kind : kinds) texts.emplace_back(syntax::describe(kind));
  const std::size_t at = r.layout.first_on_line(r.place) ? r.place - 1 : r.place;
  if (name_is_missing(r, kinds)) {
    Diagnostic* d = r.report(r.place - 1, r.place - 1, fmt::format("a name is missing before {}", texts.front()));
    if (d != nullptr) d->help(fmt::format("write a name, then {}", texts.front()));
  } else if (kinds.front() == TokenKind::RBRACE && r.lacks_both_braces()) {
    r.begin_anew();
  } else if (r.layout.kind(r.place - 1) == TokenKind::CITE) {
    Diagnostic* d = r.report(at, at, "a text in quotes is missing after `cite`");
    if (d != nullptr) d->help("write `cite \"…\"`");
  } else if (kinds.front() == TokenKind::FOR && r.layout.text(r.place) == r.layout.text(r.place - 1)) {
    Diagnostic* d = r.report(r.place, r.place, fmt::format("{} stands twice", r.layout.quote(r.place)));
    if (d != nullptr) d->help("leave one of them out");
  } else if (const std::string name = kinds.front() == TokenKind::FOR ? long_name(r) : std::string(); !name.empty()) {
    Diagnostic* d = r.report(
        r.place, r.place, fmt::format("unexpected {} after the name {}", r.layout.quote(r.place), r.layout.quote(r.place - 1)));
    if (d != nullptr) d->help(fmt::format("a name is one word: `{}`", name));
  } else if (r.layout.text(r.place - 1) == "that") {
    if (Diagnostic* d = r.report(r.place - 1, r.place - 1, "`that` has no meaning here")) d->help("leave it out");
  } else if (lacks_party(r.layout, r.place - 1, kinds)) {
    const std::string_view modal = r.layout.kind(r.place - 1) == TokenKind::NEED ? "need not" : r.layout.text(r.place - 1);
    Diagnostic* d = r.report(r.place - 1, r.place - 1, fmt::format("a party is missing before `{}`", modal));
    if (d != nullptr) d->help(fmt::format("say whom it binds: `PARTY {} …`", modal));
  } else {
    Diagnostic* d = r.report(at, at, fmt::format("{} is missing after {}", one_of(texts), r.layout.quote(r.place - 1)));
    if (d != nullptr) help_with_missing(r, item, kinds, *d);
  }
}

}  // namespace

Surplus surplus_at(const Reading& r) {
  Surplus best;
  const bool misplaced = reads_misplaced(r);
  const bool at_end = breaks_off(r, r.place) || r.layout.first_on_line(r.place);
  for (std::size_t back = misplaced ? 1 : 0; back <= std::min<std::size_t>(r.remembered(), 2); ++back) {
    const std::size_t at = r.place - back;
    const TokenKind kind = r.layout.kind(at);
    if (at <= r.begin || kind == TokenKind::END || is_mark(kind)) continue;
    const std::size_t reach = r.reach(r.stacks_before(back), at + 1, kFar + back);
    if (reach < kFewest + back) continue;
    const bool twice = r.layout.text(at) == r.layout.text(at - 1);
    if (back > (misplaced ? 1 : 0) && !twice && at_end) continue;
    const bool keyword = kind != TokenKind::IDENT;
    const bool before = best.reach > 0 && r.layout.kind(r.place - best.back) != TokenKind::IDENT;
    const std::size_t beyond = reach - back;
    if (beyond < best.reach || (best.reach > 0 && !twice && (best.twice || !keyword || (before && beyond == best.reach))))
      continue;
    best = {back, beyond, twice};
  }
  return best;
}

bool replace_word(Reading& r, std::size_t least) {
  constexpr std::size_t kMostMeant = 3;
  constexpr std::size_t kMostPhrases = 4;
  if (breaks_off(r, r.place) || reads_misplaced(r)) return false;
  const auto phrases = expected_phrases(r.now, r.place, r.layout.first_on_line(r.place));
  if (advice(r.layout, r.begin, r.place, phrases, false)) return false;
  std::vector<TokenKind> meant;
  std::size_t from = 0;
  std::size_t best = std::max(least, kFewest);
  for (std::size_t back = 0; back <= std::min<std::size_t>(r.remembered(), 2); ++back) {
    const std::size_t at = r.place - back;
    if (at < r.begin || !r.layout.any_word(at) || r.layout.begins_rule(at) || begins_much(r.layout.kind(at)) ||
        (back > 0 && r.layout.kind(at) == TokenKind::IDENT))
      continue;
    const Stacks& before = r.stacks_before(back);
    const TokenSet expected = before.expected();
    for (std::size_t t = 0; t < kTokenKinds; ++t) {
      if (!expected.test(t)) continue;
      const auto kind = static_cast<TokenKind>(t);
      const bool word = syntax::is_soft_word(kind) || syntax::is_hard_word(kind);
      if (!word || kind == r.layout.kind(at)) continue;
      if (begins_much(kind) && !r.layout.first_on_line(at)) continue;
      const std::size_t reach = r.reach(before.after(kind, at + 1), at + 1, kFar + back);
      if (reach < back + best || (reach == back + best && (meant.empty() || from != back))) continue;
      if (reach > back + best) meant.clear();
      best = reach - back;
      from = back;
      meant.push_back(kind);
    }
  }
  if (meant.empty()) return false;
  r.rewind(from);
  const bool few = meant.size() <= kMostMeant;
  const bool expected = !few && from == 0 && phrases.size() <= kMostPhrases;
  const std::string quote = r.layout.quote(r.place);
  Diagnostic* d = r.report(
      r.place, r.place,
      expected ? fmt::format("expected {}, found {}", one_of(phrases), quote) : fmt::format("{} has no meaning here", quote));
  if (d != nullptr && few && r.layout.kind(r.place) == TokenKind::UNKNOWN) {
    d->help(
        fmt::format("a fact that may be unknown has `?` after its type: `{}?`", r.layout.text(r.place - (r.place > 1 ? 2 : 0))));
  } else if (d != nullptr && r.layout.kind(r.place) == TokenKind::IMPLIES) {
    d->help("what an action implies is a statement of its own: `relate ACTION implies ACTION`");
  } else if (const std::string name = meant.front() == TokenKind::FOR ? long_name(r) : std::string();
             d != nullptr && !name.empty()) {
    d->help(fmt::format("a name is one word: `{}`", name));
  } else if (d != nullptr && few) {
    std::vector<std::string> texts;
    for (const TokenKind kind : meant) texts.emplace_back(syntax::describe(kind));
    d->help(fmt::format("did you mean {}?", one_of(texts)));
  } else if (d != nullptr) {
    d->help(shape(r.now, r.place));
  }
  r.take_for(meant.front());
  return true;
}

void report_surplus(Reading& r, const Surplus& s) {
  r.rewind(s.back);
  const std::string quote = r.layout.quote(r.place);
  if (s.twice) {
    if (Diagnostic* d = r.report(r.place, r.place, fmt::format("{} stands twice", quote))) d->help("leave one of them out");
  } else {
    Diagnostic* d = r.report(r.place, r.place, fmt::format("unexpected {} after {}", quote, r.layout.quote(r.place - 1)));
    const auto phrases = expected_phrases(r.now, r.place, r.layout.first_on_line(r.place));
    if (d != nullptr) d->help(advice(r.layout, r.begin, r.place, phrases).value_or(shape(r.now, r.place)));
  }
}

bool supply_missing(Reading& r) {
  if (r.place == r.begin) return false;
  const bool next = r.layout.begins_decl(r.place) || begins_rule(r, r.place);
  const TokenKind head = r.layout.kind(begun_item(r.now, r.begin, r.place).begin);
  const bool closes = r.layout.kind(r.place) == TokenKind::RBRACE && r.layout.first_on_line(r.place);
  if ((next || closes) && r.now.accepts(TokenKind::LBRACE) && has_body(head)) {
    report_missing(r, begun_item(r.now, r.begin, r.place), {TokenKind::LBRACE});
    r.supply(TokenKind::LBRACE);
    const bool inside = head == TokenKind::LAW && begins_rule(r, r.place);
    if (!inside && r.now.accepts(TokenKind::RBRACE)) r.supply(TokenKind::RBRACE);
    return true;
  }
  const Item item = current_item(r.now, r.begin);
  const Stacks ways = seems_misplaced(r, item, r.place) ? r.now.outside(item.rule, item.begin) : r.now;
  Remedies remedies = remedies_at(r, ways);
  if (body_is_missing(r, item, ways)) {
    remedies.kinds = {TokenKind::LBRACE};
  } else {
    if (remedies.kinds.empty() || remedies.kinds.size() > 2) return false;
    if (item.rule == NodeKind::facts && remedies.kinds.front() == TokenKind::LBRACE && !closes_more(r.layout, r.begin))
      return false;
    if (const Surplus surplus = surplus_at(r); surplus.reach + (surplus.twice ? 2 : 0) > remedies.reach) return false;
    if (remedies.reach < kFar && replace_word(r, remedies.reach)) return true;
  }
  if (name_is_missing(r, remedies.kinds) && r.remembered() > 0 && r.stacks_before(1).accepts(TokenKind::IDENT)) {
    report_missing(r, item, remedies.kinds);
    r.rewind(1);
    r.supply(TokenKind::IDENT);
    return true;
  }
  report_missing(r, item, remedies.kinds);
  r.now = ways;
  r.supply(remedies.kinds.front());
  return true;
}

namespace {

bool stray_token(Reading& r) {
  const TokenKind kind = r.layout.kind(r.place);
  if (!is_mark(kind) || !r.survives(r.now, r.place + 1)) return false;
  const bool closes = kind == TokenKind::RBRACE || kind == TokenKind::RPAREN;
  const std::string quote = r.layout.quote(r.place);
  Diagnostic* d =
      r.report(r.place, r.place, closes ? fmt::format("this {} closes nothing", quote) : fmt::format("unexpected {}", quote));
  if (d != nullptr)
    d->help(kind == TokenKind::QUESTION ? "of a fact that may be unknown, `?` stands after the type: `TYPE?`" : "leave it out");
  r.leave_out(r.place + 1, kind != TokenKind::RBRACE);
  return true;
}

}  // namespace

bool repair_mark(Reading& r) { return supply_missing(r) || stray_token(r); }

}  // namespace jur::parsing
