#include "parse/reading.h"

#include <algorithm>

namespace jur::parsing {

Reading::Reading(const Grammar& grammar, const Layout& page, const Feed& feed, std::size_t at, Reporter& reporter)
    : layout(page), source(feed), begin(at), place(at), now(grammar, at), reporter_(reporter) {}

void Reading::step(TokenKind kind, Origin origin) {
  Stacks next = now.after(kind, place + 1);
  if (past_.size() == kRemembered) past_.erase(past_.begin());
  past_.push_back({place, std::move(now), out.size()});
  now = std::move(next);
  out.push_back({kind, origin, source[place].token});
  ++place;
  ++fresh_tokens_;
}

bool Reading::read() {
  if (!now.accepts(layout.kind(place))) return false;
  step(source[place].kind, source[place].origin);
  return true;
}

std::optional<std::size_t> Reading::left_declaration() const {
  std::optional<std::size_t> first;
  for (const Way& way : now.ways()) {
    const Frame* outermost = way.frame.get();
    if (outermost == nullptr) return std::nullopt;
    while (outermost->up) outermost = outermost->up.get();
    if (outermost->begin <= begin || outermost->begin == place) return std::nullopt;
    if (first.value_or(outermost->begin) != outermost->begin) return std::nullopt;
    first = outermost->begin;
  }
  return first;
}

void Reading::take_for(TokenKind kind) { step(kind, Origin::Mended); }

void Reading::supply(TokenKind kind) {
  now = now.after(kind, place);
  out.push_back({kind, Origin::Supplied, source[place].token});
  past_.clear();
}

void Reading::leave_out(std::size_t to, bool inside) {
  if (to > place && inside && !out.empty()) out.back().with_gap = true;
  if (to == place) return;
  past_.clear();
  place = to;
  now = now.moved(to);
}

void Reading::rewind(std::size_t tokens) {
  if (tokens == 0) return;
  const std::size_t i = past_.size() - tokens;
  place = past_[i].place;
  now = past_[i].before;
  out.resize(past_[i].out);
  past_.erase(past_.begin() + static_cast<std::ptrdiff_t>(i), past_.end());
}

void Reading::cut(std::size_t end) {
  const auto beyond = [&](const Fed& f) { return f.origin != Origin::Supplied && f.token >= source[end].token; };
  out.erase(std::find_if(out.begin(), out.end(), beyond), out.end());
  place = end;
}

const Stacks& Reading::stacks_before(std::size_t tokens) const { return tokens == 0 ? now : past_[past_.size() - tokens].before; }

bool Reading::survives_to_next(const Stacks& before, std::size_t at, TokenKind instead) const {
  if (!before.accepts(instead)) return false;
  Stacks stacks = before.after(instead, at + 1);
  for (std::size_t n = at + 1; n <= at + kAhead; ++n) {
    const TokenKind kind = layout.kind(n);
    const bool next = layout.first_on_line(n) && layout.indent(n) <= layout.indent(begin);
    if (stacks.accepts(TokenKind::END) && (kind == TokenKind::END || next)) return true;
    if (!stacks.accepts(kind)) return false;
    stacks = stacks.after(kind, n + 1);
  }
  return true;
}

bool Reading::survives(Stacks stacks, std::size_t from) const {
  for (std::size_t n = 0; n < kAhead; ++n) {
    const TokenKind kind = layout.kind(from + n);
    if (!stacks.accepts(kind)) return false;
    if (kind == TokenKind::END) return true;
    stacks = stacks.after(kind, from + n + 1);
  }
  return true;
}

std::size_t Reading::reach(Stacks stacks, std::size_t from, std::size_t most) const {
  for (std::size_t n = 0; n < most; ++n) {
    const TokenKind kind = layout.kind(from + n);
    if (!stacks.accepts(kind)) return n;
    if (kind == TokenKind::END) return most;
    stacks = stacks.after(kind, from + n + 1);
  }
  return most;
}

bool Reading::survives_with(const Stacks& before, std::size_t at, TokenKind instead) const {
  return before.accepts(instead) && survives(before.after(instead, at + 1), at + 1);
}

Diagnostic* Reading::report(std::size_t first, std::size_t last, const std::string& message) {
  const bool mended = source[first].origin == Origin::Mended;  // its own mistake is reported already
  const bool swallowed =
      first > begin && source[first - 1].origin == Origin::Mended && source[first - 1].kind == TokenKind::STRING;
  if (follows_mistake() || mended || swallowed) {
    reporter_.pass_over();
    return nullptr;
  }
  return reporter_.report(layout.token(first).begin, layout.token(last).end, message);
}

std::optional<std::size_t> Reading::open_brace() const {
  std::vector<std::size_t> open;
  std::optional<std::size_t> suspect;
  for (std::size_t i = begin; i < place; ++i) {
    if (layout.kind(i) == TokenKind::LBRACE) open.push_back(i);
    if (layout.kind(i) != TokenKind::RBRACE || open.empty()) continue;
    if (!suspect && layout.first_on_line(i) && layout.indent(i) < layout.indent(open.back())) suspect = open.back();
    open.pop_back();
  }
  if (open.empty()) return std::nullopt;
  return suspect ? suspect : open.back();
}

}  // namespace jur::parsing
