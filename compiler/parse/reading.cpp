#include "parse/reading.h"

#include <algorithm>

namespace jur::parsing {

Reading::Reading(const Grammar& grammar, const Layout& page, const Feed& feed, std::size_t at, Reporter& reporter)
    : layout(page), source(feed), begin(at), place(at), now(grammar, at), reporter_(reporter) {}

void Reading::put(TokenKind kind, Origin origin) {
  out.push_back({kind, origin, source[place].token});
  places_.push_back(place);
}

void Reading::step(TokenKind kind, Origin origin) {
  Stacks next = now.after(kind, place + 1);
  if (past_.size() == kRemembered) past_.erase(past_.begin());
  past_.push_back({place, std::move(now), out.size()});
  now = std::move(next);
  put(kind, origin);
  const bool ends_body = kind == TokenKind::RBRACE && origin == Origin::Read && layout.first_on_line(place);
  ++place;
  fresh_tokens_ = ends_body ? kFreshTokens : fresh_tokens_ + 1;
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
  put(kind, Origin::Supplied);
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
  places_.resize(out.size());
  past_.erase(past_.begin() + static_cast<std::ptrdiff_t>(i), past_.end());
}

void Reading::restart() {
  place = begin;
  now = Stacks(now.grammar(), begin);
  out.clear();
  places_.clear();
  past_.clear();
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

bool Reading::one_line(std::size_t from, std::size_t to) const {
  for (std::size_t i = from + 1; i <= to; ++i) {
    if (layout.first_on_line(i)) return false;
  }
  return true;
}

bool Reading::lacks_both_braces() const {
  struct Brace {
    bool supplied;
    std::size_t at;
  };
  std::vector<Brace> open;
  std::size_t lacking = 0;  // supplied ones, closed by what was written for another
  for (std::size_t i = 0; i < places_.size(); ++i) {
    const std::size_t at = places_[i];
    const bool supplied = out[i].origin == Origin::Supplied;
    if (out[i].kind == TokenKind::LBRACE) open.push_back({supplied, supplied && at > begin ? at - 1 : at});
    if (out[i].kind != TokenKind::RBRACE || open.empty()) continue;
    const Brace closed = open.back();
    open.pop_back();
    if (supplied && !closed.supplied && lacking > 0) --lacking;
    if (supplied || !closed.supplied) continue;
    const bool of_another =
        layout.first_on_line(at)
            ? layout.indent(at) < layout.indent(closed.at)
            : std::any_of(open.begin(), open.end(), [&](const Brace& b) { return !b.supplied && one_line(b.at, at); });
    if (of_another) ++lacking;
  }
  return lacking > 0 || std::any_of(open.begin(), open.end(), [](const Brace& b) { return b.supplied; });
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
