#include "parse/clauses.h"

#include <array>

#include <fmt/format.h>

#include "parse/expectation.h"
#include "parse/items.h"

namespace jur::parsing {
namespace {

constexpr std::size_t kHead = 5;      // tokens of the clause within which the mistake shows
constexpr std::size_t kLongest = 60;  // tokens of a clause that is tried
constexpr std::array kFirstWords{TokenKind::WHEN, TokenKind::UNLESS, TokenKind::EXPECT};

bool clause_of(NodeKind item) {
  return item == NodeKind::rule_item || item == NodeKind::law_item || item == NodeKind::scenario_item ||
         item == NodeKind::property_item || item == NodeKind::facts;
}

// The clause, of which the tokens before `from` are read, is read to its end: the next one begins there, or `}` stands there.
bool reads_clause(const Reading& r, NodeKind item, Stacks stacks, std::size_t from) {
  if (item == NodeKind::facts) item = NodeKind::scenario_item;
  for (std::size_t n = from; n < from + kLongest; ++n) {
    const TokenKind kind = r.layout.kind(n);
    if (!stacks.accepts(kind)) return false;
    if (n > from && r.layout.first_on_line(n) && (kind == TokenKind::RBRACE || r.layout.begins_item(item, n))) return true;
    stacks = stacks.after(kind, n + 1);
  }
  return false;
}

// Facts that begin behind another clause on its line, and hardly are facts.
bool behind_clause(const Reading& r, std::size_t at) {
  if (at <= r.begin || at >= r.place || r.layout.first_on_line(at) || r.layout.first_on_line(at - 1)) return false;
  const TokenKind before = r.layout.kind(at - 1);
  if (before == TokenKind::LBRACE || before == TokenKind::RBRACE || before == TokenKind::COMMA) return false;
  if (r.layout.kind(at + 1) == TokenKind::COLON) return false;
  return r.layout.kind(at + 1) != TokenKind::LBRACE || !r.layout.begins_item(NodeKind::facts, at + 2);
}

// One token more, another or one less at the mistake lets the clause be read as it begins.
bool other_change_reads(const Reading& r, NodeKind item) {
  const TokenSet expected = r.now.expected();
  for (std::size_t t = 0; t < kTokenKinds; ++t) {
    if (!expected.test(t)) continue;
    const auto kind = static_cast<TokenKind>(t);
    if (reads_clause(r, item, r.now.after(kind, r.place), r.place)) return true;
    if (reads_clause(r, item, r.now.after(kind, r.place + 1), r.place + 1)) return true;
  }
  return reads_clause(r, item, r.now, r.place + 1);
}

}  // namespace

bool repair_clause_word(Reading& r) {
  const Item item = current_item(r.now, r.begin);
  std::size_t back = 1;
  while (back < kHead && r.place > r.begin + back && !r.layout.first_on_line(r.place - back)) ++back;
  const std::size_t first_word = r.place - back;
  if (!clause_of(item.rule) || back > r.remembered() || first_word <= r.begin || !r.layout.first_on_line(first_word))
    return false;
  if (r.layout.first_on_line(r.place) || !r.layout.word(first_word) || other_change_reads(r, item.rule)) return false;
  const Stacks& before = r.stacks_before(back);
  std::vector<std::string> meant;
  TokenKind first = TokenKind::END;
  for (const TokenKind kind : kFirstWords) {
    if (!before.accepts(kind) || kind == r.layout.kind(first_word)) continue;
    if (!reads_clause(r, item.rule, before.after(kind, first_word + 1), first_word + 1)) continue;
    if (meant.empty()) first = kind;
    meant.emplace_back(syntax::describe(kind));
  }
  if (meant.empty()) return false;
  r.rewind(back);
  Diagnostic* d = r.report(r.place, r.place, fmt::format("{} has no meaning here", r.layout.quote(r.place)));
  if (d != nullptr) d->help(fmt::format("did you mean {}?", one_of(meant)));
  r.take_for(first);
  return true;
}

bool give_back_facts(Reading& r) {
  for (const Way& way : r.now.ways()) {
    for (const Frame* f = way.frame.get(); f != nullptr; f = f->up.get()) {
      if (f->rule != NodeKind::facts || !behind_clause(r, f->begin) || f->begin + kHead < r.place) continue;
      const std::size_t back = r.place - f->begin;
      if (back > r.remembered()) return false;
      r.rewind(back);
      return true;
    }
  }
  return false;
}

}  // namespace jur::parsing
