#include "parse/heads.h"

#include <fmt/format.h>

namespace jur::parsing {
namespace {

enum class Change : std::uint8_t { LeaveOut, Exchange, Supply };

// The line from `from` on is read to its end, a `{`, and a clause follows.
bool reads_head(const Reading& r, Stacks stacks, std::size_t from) {
  for (std::size_t n = from;; ++n) {
    const TokenKind kind = r.layout.kind(n);
    if (!stacks.accepts(kind)) return false;
    stacks = stacks.after(kind, n + 1);
    if (kind == TokenKind::LBRACE) return r.layout.first_on_line(n + 1) && stacks.accepts(r.layout.kind(n + 1));
  }
}

std::optional<Change> change_at(const Reading& r, std::size_t place) {
  if (r.layout.kind(r.begin) != TokenKind::LAW || place <= r.begin || !r.layout.any_word(place)) return std::nullopt;
  if (r.layout.kind(place) == TokenKind::RULE || !r.layout.first_on_line(place) || !r.layout.ends_in_brace(place))
    return std::nullopt;
  if (r.layout.indent(place) <= r.layout.indent(r.begin)) return std::nullopt;
  const Stacks law =
      Stacks(r.now.grammar(), place).after(TokenKind::LAW, place).after(TokenKind::IDENT, place).after(TokenKind::LBRACE, place);
  if (r.layout.kind(place + 1) == TokenKind::RULE && reads_head(r, law, place + 1)) return Change::LeaveOut;
  if (reads_head(r, law.after(TokenKind::RULE, place + 1), place + 1)) return Change::Exchange;
  if (reads_head(r, law.after(TokenKind::RULE, place), place)) return Change::Supply;
  return std::nullopt;
}

}  // namespace

bool begins_rule(const Reading& r, std::size_t place) { return r.layout.begins_rule(place) || change_at(r, place); }

bool repair_rule_head(Reading& r) {
  if (!r.now.accepts(TokenKind::RULE)) return false;
  const auto change = change_at(r, r.place);
  if (!change) return false;
  const std::string quote = r.layout.quote(r.place);
  if (*change == Change::Supply) {
    if (Diagnostic* d = r.report(r.place, r.place, fmt::format("`rule` is missing before {}", quote)))
      d->help("a rule is written `rule NAME \"title\" { when CONDITION  PARTY must ACTION }`");
    r.supply(TokenKind::RULE);
    return true;
  }
  Diagnostic* d = r.report(r.place, r.place, fmt::format("{} has no meaning here", quote));
  if (d != nullptr) d->help(*change == Change::LeaveOut ? "leave it out" : "did you mean `rule`?");
  if (*change == Change::LeaveOut) {
    r.leave_out(r.place + 1, false);
  } else {
    r.take_for(TokenKind::RULE);
  }
  return true;
}

}  // namespace jur::parsing
