#include "parse/items.h"

#include <algorithm>
#include <limits>

#include "parse/heads.h"

namespace jur::parsing {
namespace {

constexpr std::size_t kMaxSupplied = 64;

bool holds(const Way& way, const Item& item) { return is_within(way, item.rule, item.begin); }

std::uint64_t way_to_end(const Grammar& grammar, const Way& way, const Item& item) {
  std::uint64_t tokens = 0;
  for (const Frame* f = way.frame.get(); f != nullptr; f = f->up.get()) {
    if (f->begin == item.begin && f->rule == item.rule) return tokens;
    tokens += grammar.states[f->follow].distance;
  }
  return std::numeric_limits<std::uint64_t>::max();
}

TokenKind one_of_set(const TokenSet& tokens) {
  if (tokens.test(static_cast<std::size_t>(TokenKind::IDENT))) return TokenKind::IDENT;
  std::size_t t = 0;
  while (!tokens.test(t)) ++t;
  return static_cast<TokenKind>(t);
}

}  // namespace

Item current_item(const Stacks& stacks, std::size_t begin) {
  Item best{NodeKind::decl, begin};
  bool found = false;
  for (const Way& way : stacks.ways()) {
    const Frame* f = way.frame.get();
    while (f != nullptr && !is_item(f->rule)) f = f->up.get();
    if (f == nullptr || (found && f->begin <= best.begin)) continue;
    best = {f->rule, f->begin};
    found = true;
  }
  return best;
}

Item begun_item(const Stacks& stacks, std::size_t begin, std::size_t place) {
  Item best{NodeKind::decl, begin};
  for (const Way& way : stacks.ways()) {
    const Frame* f = way.frame.get();
    while (f != nullptr && (!is_item(f->rule) || f->begin >= place)) f = f->up.get();
    if (f != nullptr && (f->begin > best.begin || (f->begin == best.begin && f->rule != NodeKind::decl))) {
      best = {f->rule, f->begin};
    }
  }
  return best;
}

TokenKind next_to_supply(const Stacks& stacks, const Item& item) {
  const Grammar& grammar = stacks.grammar();
  std::uint64_t best = std::numeric_limits<std::uint64_t>::max();
  TokenKind kind = TokenKind::END;
  for (const Way& way : stacks.ways()) {
    if (!holds(way, item)) continue;
    const std::uint64_t beyond = way_to_end(grammar, way, item);
    for (const Grammar::Edge& e : grammar.states[way.state].edges) {
      if (e.move != Grammar::Move::Read || grammar.states[e.to].distance + beyond >= best) continue;
      best = grammar.states[e.to].distance + beyond;
      kind = one_of_set(e.tokens);
    }
  }
  return kind;
}

bool may_end(const Stacks& stacks, const Item& item) {
  return std::any_of(stacks.ways().begin(), stacks.ways().end(), [&](const Way& way) { return !holds(way, item); });
}

bool has_body(TokenKind keyword) {
  switch (keyword) {
    case TokenKind::LAW:
    case TokenKind::RULE:
    case TokenKind::RECORD:
    case TokenKind::EXTEND:
    case TokenKind::CASE:
    case TokenKind::ENUM:
    case TokenKind::RELATION:
    case TokenKind::ROUTE:
    case TokenKind::ACCEPT:
    case TokenKind::DECISION:
    case TokenKind::SCENARIO:
    case TokenKind::PROPERTY:
      return true;
    default:
      return false;
  }
}

void complete(Reading& r, const Item& item) {
  for (std::size_t n = 0; n < kMaxSupplied && !may_end(r.now, item); ++n) r.supply(next_to_supply(r.now, item));
}

std::optional<Item> broken_off_item(const Reading& r, const Stacks& stacks, std::size_t place) {
  if (current_item(stacks, r.begin).begin >= place) return std::nullopt;
  std::optional<Item> best;
  for (const Way& way : stacks.ways()) {
    for (const Frame* f = way.frame.get(); f != nullptr; f = f->up.get()) {
      const Item item{f->rule, f->begin};
      if (!is_item(item.rule) || (best && item.begin < best->begin) || seems_misplaced(r, item, place)) continue;
      const bool next = item.rule == NodeKind::law_item && begins_rule(r, place);
      if (next || r.layout.begins_item(item.rule, place)) best = item;
    }
  }
  return best;
}

bool seems_misplaced(const Reading& r, const Item& item, std::size_t at) {
  const bool any = item.rule == NodeKind::field || item.rule == NodeKind::case_member || item.rule == NodeKind::facts;
  const bool word = any ? r.layout.any_word(item.begin) : r.layout.word(item.begin);
  if (item.begin + 1 != at || item.begin <= r.begin || r.layout.first_on_line(item.begin) || !word) return false;
  const TokenKind previous = r.layout.kind(item.begin - 1);
  return previous != TokenKind::LBRACE && previous != TokenKind::RBRACE && previous != TokenKind::COMMA;
}

}  // namespace jur::parsing
