#include "parse/keywords.h"

#include <algorithm>

#include <fmt/format.h>

#include "parse/expectation.h"
#include "parse/items.h"
#include "parse/repairs.h"

namespace jur::parsing {
namespace {

constexpr std::size_t kLongest = 400;  // tokens of a declaration that is tried
constexpr std::size_t kHead = 16;      // tokens from its beginning within which the mistake shows
constexpr std::size_t kMostMeant = 3;
constexpr std::size_t kMostSupplied = 4;

bool declares(TokenKind kind) { return kind >= TokenKind::USE && kind <= TokenKind::PROPERTY; }

// The declaration that begins at `at`, of which [at, from) is read, can be read to its end.
bool reads_whole(const Reading& r, Stacks stacks, std::size_t from, std::size_t at) {
  for (std::size_t n = from; n < from + kLongest; ++n) {
    const TokenKind kind = r.layout.kind(n);
    const bool next = r.layout.first_on_line(n) && r.layout.indent(n) <= r.layout.indent(at);
    if (n > at && stacks.accepts(TokenKind::END) && (kind == TokenKind::END || next)) return true;
    if (!stacks.accepts(kind)) return false;
    stacks = stacks.after(kind, n + 1);
  }
  return false;
}

enum class Change : std::uint8_t { LeaveOut, Exchange, Supply };
struct Remedy {
  Change change;
  std::vector<TokenKind> meant;  // the first is the one to go on with; none where the word is left out
};

std::vector<TokenKind> that_read(const Reading& r, std::size_t at, bool instead) {
  const Stacks start(r.now.grammar(), at);
  const std::size_t from = instead ? at + 1 : at;
  std::vector<TokenKind> out;
  for (auto k = static_cast<int>(TokenKind::USE); k <= static_cast<int>(TokenKind::PROPERTY); ++k) {
    const auto kind = static_cast<TokenKind>(k);
    if (!start.accepts(kind) || (instead && kind == r.layout.kind(at))) continue;
    if (reads_whole(r, start.after(kind, from), from, at)) out.push_back(kind);
  }
  return out;
}

// What the declaration before or behind is comes first: like things stand together.
void put_likely_first(const Reading& r, std::size_t at, std::vector<TokenKind>& meant) {
  std::size_t next = at + 1;
  while (!r.layout.begins_decl(next)) ++next;
  std::size_t before = at;
  while (before > 0 && !r.layout.begins_decl(before - 1)) --before;
  const TokenKind previous = before > 0 ? r.layout.kind(before - 1) : TokenKind::USE;
  std::stable_sort(meant.begin(), meant.end(), [&](TokenKind a, TokenKind b) {
    const auto rank = [&](TokenKind k) { return k == previous ? 0 : k == r.layout.kind(next) ? 1 : 2; };
    return rank(a) < rank(b);
  });
}

std::optional<Remedy> remedy_at(const Reading& r, std::size_t at) {
  if (!r.layout.any_word(at) || !r.layout.first_on_line(at)) return std::nullopt;
  const Stacks start(r.now.grammar(), at);
  if (declares(r.layout.kind(at + 1)) && reads_whole(r, start, at + 1, at)) return Remedy{Change::LeaveOut, {}};
  for (const Change change : {Change::Exchange, Change::Supply}) {
    Remedy out{change, that_read(r, at, change == Change::Exchange)};
    if (out.meant.empty()) continue;
    put_likely_first(r, at, out.meant);
    const auto meant = change == Change::Exchange ? meant_word(r, start, at) : std::nullopt;
    if (meant && std::find(out.meant.begin(), out.meant.end(), *meant) != out.meant.end()) out.meant = {*meant};
    return out;
  }
  return std::nullopt;
}

// One token more, less or another at the mistake, or a head that is completed, lets the declaration be read as what it is.
bool other_change_reads(const Reading& r) {
  if (reads_whole(r, r.now, r.place + 1, r.begin)) return true;
  for (std::size_t back = 0; back <= std::min<std::size_t>(r.remembered(), 2); ++back) {
    const std::size_t at = r.place - back;
    if (at <= r.begin) break;
    const Stacks& before = r.stacks_before(back);
    if (reads_whole(r, before, at + 1, r.begin)) return true;
    const TokenSet expected = before.expected();
    for (std::size_t t = 0; t < kTokenKinds; ++t) {
      if (!expected.test(t)) continue;
      const auto kind = static_cast<TokenKind>(t);
      if (reads_whole(r, before.after(kind, at), at, r.begin)) return true;
      if (reads_whole(r, before.after(kind, at + 1), at + 1, r.begin)) return true;
    }
  }
  Stacks head = r.now;
  const Item item{NodeKind::decl, r.begin};
  for (std::size_t n = 0; n < kMostSupplied && !may_end(head, item); ++n) {
    head = head.after(next_to_supply(head, item), r.place);
    if (reads_whole(r, head, r.place, r.begin)) return true;
  }
  return false;
}

}  // namespace

bool keyword_begins_next(const Reading& r) {
  if (r.place <= r.begin || !r.layout.first_on_line(r.place) || r.layout.begins_decl(r.place)) return false;
  if (r.layout.indent(r.place) > r.layout.indent(r.begin) + 1 || !r.now.accepts(TokenKind::END)) return false;
  return remedy_at(r, r.place).has_value();
}

bool repair_keyword(Reading& r) {
  if (r.place > r.begin + kHead) return false;
  const auto remedy = remedy_at(r, r.begin);
  if (!remedy) return false;
  if (r.place > r.begin && declares(r.layout.kind(r.begin)) && other_change_reads(r)) return false;
  r.restart();
  const std::string quote = r.layout.quote(r.place);
  std::vector<std::string> texts;
  for (const TokenKind kind : remedy->meant) texts.emplace_back(syntax::describe(kind));
  if (texts.size() > kMostMeant) texts.resize(kMostMeant);
  const std::string words = one_of(texts);
  switch (remedy->change) {
    case Change::LeaveOut:
      if (Diagnostic* d = r.report(r.place, r.place, fmt::format("{} has no meaning here", quote))) d->help("leave it out");
      r.leave_out(r.place + 1, false);
      return true;
    case Change::Exchange:
      if (Diagnostic* d = r.report(r.place, r.place, fmt::format("{} has no meaning here", quote)))
        d->help(fmt::format("did you mean {}?", words));
      r.take_for(remedy->meant.front());
      return true;
    case Change::Supply:
      if (Diagnostic* d = r.report(r.place, r.place, fmt::format("{} is missing before {}", words, quote)))
        d->help("a declaration begins with a word that says what it declares");
      r.supply(remedy->meant.front());
      return true;
  }
  return false;
}

}  // namespace jur::parsing
