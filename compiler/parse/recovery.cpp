#include "parse/recovery.h"

#include <algorithm>

#include <fmt/format.h>

#include "parse/advice.h"
#include "parse/braces.h"
#include "parse/clauses.h"
#include "parse/expectation.h"
#include "parse/heads.h"
#include "parse/items.h"
#include "parse/keywords.h"
#include "parse/openers.h"
#include "parse/repairs.h"
#include "parse/shapes.h"

namespace jur::parsing {
namespace {

constexpr std::size_t kMaxPhrases = 4;
constexpr int kMaxTries = 12;  // repairs and skips without a token read between them

bool complete_to_body(Reading& r, const Item& item) {
  for (std::size_t n = 0; n < kMaxPhrases && !r.now.accepts(TokenKind::LBRACE); ++n) {
    if (may_end(r.now, item)) return false;
    r.supply(next_to_supply(r.now, item));
  }
  return r.now.accepts(TokenKind::LBRACE);
}

// The body of the item whose head is broken at `place`; nothing where the mistake is in no head.
std::optional<std::size_t> body_ahead(const Reading& r, const Item& item) {
  if ((item.rule != NodeKind::decl && item.rule != NodeKind::law_item) || !has_body(r.layout.kind(item.begin)))
    return std::nullopt;
  for (std::size_t i = item.begin; i < r.place; ++i) {
    if (r.layout.kind(i) == TokenKind::LBRACE) return std::nullopt;
  }
  for (std::size_t i = r.place; r.layout.kind(i) != TokenKind::RBRACE; ++i) {
    if (i > item.begin && (r.layout.begins_decl(i) || begins_rule(r, i))) return std::nullopt;
    if (r.layout.kind(i) == TokenKind::LBRACE) return i;
  }
  return std::nullopt;
}

enum class Stop : std::uint8_t { Item, Rule, Decl };
struct Landing {
  std::size_t place;
  Stop stop;
};

bool separated_by_comma(NodeKind item) {
  return item == NodeKind::enumerator || item == NodeKind::dated_member || item == NodeKind::facts || item == NodeKind::field ||
         item == NodeKind::case_member;
}

bool top_level(const Reading& r, std::size_t place) {
  return r.layout.begins_decl(place) &&
         (r.layout.kind(place) == TokenKind::END || r.layout.indent(place) <= r.layout.indent(r.begin));
}

Landing land(const Reading& r, const Item& item, std::size_t from) {
  int braces = 0;
  int parens = 0;
  for (std::size_t i = item.begin; i < from; ++i) {
    if (r.layout.kind(i) == TokenKind::LBRACE) ++braces;
    if (r.layout.kind(i) == TokenKind::RBRACE) --braces;
  }
  for (std::size_t i = from;; ++i) {
    const TokenKind kind = r.layout.kind(i);
    if (top_level(r, i)) return {i, Stop::Decl};
    if (i > item.begin && item.rule != NodeKind::decl && begins_rule(r, i)) return {i, Stop::Rule};
    if (braces <= 0 && i > item.begin) {
      if (kind == TokenKind::RBRACE && item.rule != NodeKind::decl) return {i, Stop::Item};
      if (kind == TokenKind::COMMA && parens <= 0 && separated_by_comma(item.rule)) return {i, Stop::Item};
      if (r.layout.begins_item(item.rule, i)) return {i, Stop::Item};
    }
    if (kind == TokenKind::LBRACE) ++braces;
    if (kind == TokenKind::RBRACE) --braces;
    if (kind == TokenKind::LPAREN) ++parens;
    if (kind == TokenKind::RPAREN) --parens;
  }
}

// The law item or declaration around the landing that has to be finished before it.
Item item_to_finish(const Reading& r, const Item& item, Stop stop) {
  if (stop == Stop::Decl) return {NodeKind::decl, r.begin};
  if (stop == Stop::Rule) {
    for (const Way& way : r.now.ways()) {
      for (const Frame* f = way.frame.get(); f != nullptr; f = f->up.get()) {
        if (f->rule == NodeKind::law_item && f->begin < r.place) return {f->rule, f->begin};
      }
    }
  }
  return item;
}

void skip_and_finish(Reading& r, const Item& item, bool inside) {
  const std::size_t before = r.place;
  const std::size_t fed = r.out.size();
  if (const auto body = body_ahead(r, begun_item(r.now, r.begin, r.place))) {
    const Item head = begun_item(r.now, r.begin, r.place);
    r.leave_out(*body, true);
    if (complete_to_body(r, head)) {
      r.begin_anew();
      return;
    }
  }
  const bool stands_still = item.begin == r.place && !r.layout.begins_decl(r.place);
  const Landing landing = land(r, item, r.place + (stands_still ? 1 : 0));
  r.leave_out(landing.place, inside);
  if (item.begin < before || landing.stop != Stop::Item) complete(r, item_to_finish(r, item, landing.stop));
  if (r.layout.kind(r.place) == TokenKind::COMMA && !r.now.accepts(TokenKind::COMMA)) r.leave_out(r.place + 1, inside);
  if (r.place == before && r.out.size() == fed && r.layout.kind(r.place) != TokenKind::END) r.leave_out(r.place + 1, inside);
  r.begin_anew();
}

// An item breaks off and the next one begins: what was read of the next as part of the first is given back.
bool unfinished_item(Reading& r) {
  for (std::size_t back = std::min<std::size_t>(r.remembered(), 2); back <= 2; --back) {
    const std::size_t at = r.place - back;
    if (at <= r.begin || (!r.layout.first_on_line(at) && r.layout.kind(at) != TokenKind::RBRACE)) continue;
    const auto item = broken_off_item(r, r.stacks_before(back), at);
    if (!item) continue;
    r.rewind(back);
    r.now = r.now.within(item->rule, item->begin);
    if (supply_missing(r)) return true;
    const auto phrases = missing_phrases(r.now, at);
    const std::string what = phrases.size() <= kMaxPhrases ? one_of(phrases) : std::string("something");
    Diagnostic* d = r.report(at - 1, at - 1, fmt::format("{} is missing after {}", what, r.layout.quote(at - 1)));
    if (d != nullptr) d->help(shape(r.now, at));
    skip_and_finish(r, *item, true);
    return true;
  }
  return false;
}

// A comma inside the parentheses of an action, declared or named.
bool second_argument(const Reading& r) {
  if (r.layout.kind(r.place) != TokenKind::COMMA || !r.now.accepts(TokenKind::RPAREN)) return false;
  if (r.layout.kind(r.begin) == TokenKind::ACTION && r.layout.kind(r.begin + 2) == TokenKind::LPAREN) {
    std::size_t i = r.begin + 3;
    while (r.layout.word(i) || r.layout.kind(i) == TokenKind::DOT) ++i;
    return i == r.place;
  }
  return std::any_of(r.now.ways().begin(), r.now.ways().end(), [](const Way& way) {
    const Frame* f = way.frame.get();
    while (f != nullptr && f->rule == NodeKind::path) f = f->up.get();
    return f != nullptr && f->rule == NodeKind::act;
  });
}

bool begins_condition(TokenKind kind) {
  return kind == TokenKind::WHEN || kind == TokenKind::UNLESS || kind == TokenKind::AND || kind == TokenKind::OR ||
         kind == TokenKind::NOT;
}

bool compares(TokenKind kind) {
  return kind == TokenKind::IS || kind == TokenKind::IN || kind == TokenKind::HAS || kind == TokenKind::EQ ||
         kind == TokenKind::NE || kind == TokenKind::LT || kind == TokenKind::LE || kind == TokenKind::GT ||
         kind == TokenKind::GE;
}

// A norm's party was read as the condition, or the value, that should stand before it.
bool party_read_as_condition(Reading& r) {
  const TokenKind modal = r.layout.kind(r.place);
  if (modal != TokenKind::MUST && modal != TokenKind::MAY && modal != TokenKind::NEED) return false;
  if (r.place < r.begin + 2 || !r.layout.word(r.place - 1)) return false;
  const TokenKind before = r.layout.kind(r.place - 2);
  if (!begins_condition(before) && !compares(before)) return false;
  const char* what = compares(before) ? "a value" : "a condition";
  Diagnostic* d = r.report(r.place - 2, r.place - 2, fmt::format("{} is missing after {}", what, r.layout.quote(r.place - 2)));
  if (d != nullptr)
    d->help(fmt::format("`{} {} …` is the norm: write {} before it", r.layout.text(r.place - 1),
                        modal == TokenKind::NEED ? "need not" : r.layout.text(r.place), what));
  return true;
}

// How a time goes on after its first word; empty for other words.
std::string_view whole_time(TokenKind first) {
  switch (first) {
    case TokenKind::WITHIN:
      return "`within 14 days of DATE`";
    case TokenKind::BY:
      return "`by DATE`";
    case TokenKind::BEFORE:
      return "`before DATE`";
    case TokenKind::UNTIL:
      return "`until DATE`";
    case TokenKind::FROM:
      return "`from DATE`, or `from DATE until DATE`";
    case TokenKind::FOR:
      return "`for 90 days from DATE`";
    default:
      return {};
  }
}

bool time_breaks_off(Reading& r, const std::vector<std::string>& phrases) {
  const std::string_view whole = whole_time(r.layout.kind(r.place));
  if (whole.empty() || std::find(phrases.begin(), phrases.end(), "a time") == phrases.end()) return false;
  Diagnostic* d = r.report(r.place, r.place, fmt::format("the time that begins with {} breaks off", r.layout.quote(r.place)));
  if (d != nullptr) d->help(fmt::format("write {}", whole));
  return true;
}

void report_unexpected(Reading& r) {
  const auto phrases = expected_phrases(r.now, r.place, r.layout.first_on_line(r.place));
  if (party_read_as_condition(r) || time_breaks_off(r, phrases)) return;
  const std::string found = r.layout.quote(r.place);
  std::string message;
  if (!phrases.empty() && phrases.size() <= kMaxPhrases) {
    message = fmt::format("expected {}, found {}", one_of(phrases), found);
  } else {
    message = fmt::format("unexpected {}", found) + (r.place > r.begin ? " after " + r.layout.quote(r.place - 1) : "");
  }
  Diagnostic* d = r.report(r.place, r.place, message);
  if (d == nullptr) return;
  if (second_argument(r)) {
    d->help("an action takes at most one parameter");
  } else if (const auto help = advice(r.layout, r.begin, r.place, phrases)) {
    d->help(*help);
  } else {
    d->help(shape(r.now, r.place));
  }
}

void unexpected(Reading& r) {
  const Surplus surplus = surplus_at(r);
  if (!surplus.twice && replace_word(r, surplus.reach)) return;
  if (surplus.reach > 0) {
    if (surplus.back == 1 && !surplus.twice && seems_misplaced(r, current_item(r.now, r.begin), r.place)) {
      r.rewind(1);
      report_unexpected(r);
    } else if (surplus.back > 0 || surplus.twice) {
      report_surplus(r, surplus);
    } else {
      report_unexpected(r);
    }
    r.leave_out(r.place + 1, true);
    return;
  }
  Item item = current_item(r.now, r.begin);
  if (r.remembered() > 0 && seems_misplaced(r, item, r.place)) {
    r.rewind(1);
    item = current_item(r.now, r.begin);
  }
  report_unexpected(r);
  const bool inside = !r.layout.first_on_line(r.place) && item.begin == r.place;
  skip_and_finish(r, item, inside || item.begin < r.place);
}

Mended finished(Reading& r, std::size_t end, bool changed) {
  r.cut(end);
  r.out.push_back({TokenKind::END, Origin::Read, r.source[end].token});
  return {std::move(r.out), end, changed};
}

}  // namespace

Mended mend(const Grammar& grammar, const Layout& layout, const Feed& source, std::size_t at, Reporter& reporter) {
  Reading r(grammar, layout, source, at, reporter);
  bool changed = false;
  int tries = 0;
  const std::vector<OpenBrace> open = open_braces_by_layout(layout, at);
  for (;;) {
    if (const auto end = r.left_declaration()) return finished(r, *end, changed);
    if (layout.kind(r.place) == TokenKind::END && r.now.accepts(TokenKind::END)) return finished(r, r.place, changed);
    if (leave_out_early_brace(r) || close_brace(r, open)) {
      changed = true;
      continue;
    }
    if (r.read()) {
      tries = 0;
      continue;
    }
    if (!changed && repair_keyword(r)) {
      changed = true;
      continue;
    }
    if (keyword_begins_next(r)) return finished(r, r.place, changed);
    changed = true;
    if (++tries > kMaxTries || reporter.exhausted()) break;
    if (give_back_facts(r)) {
      report_unexpected(r);
      skip_and_finish(r, begun_item(r.now, r.begin, r.place), true);
      continue;
    }
    if (repair_rule_head(r) || repair_clause_word(r) || repair_word(r) || unfinished_item(r)) continue;
    if (!supply_opener(r) && !supply_name(r) && !repair_mark(r)) unexpected(r);
  }
  std::size_t end = std::max(r.place, at + 1);
  while (layout.kind(end) != TokenKind::END && (reporter.exhausted() || !layout.begins_decl(end))) ++end;
  return {{{TokenKind::END, Origin::Read, source[end].token}}, end, true};
}

}  // namespace jur::parsing
