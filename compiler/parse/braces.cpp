#include "parse/braces.h"

#include <algorithm>

#include <fmt/format.h>

#include "parse/heads.h"
#include "parse/items.h"

namespace jur::parsing {
namespace {

constexpr std::size_t kMaxMissingBraces = 4;

std::optional<std::size_t> braces_that_help(const Reading& r, Stacks stacks, std::size_t before) {
  for (std::size_t n = 1; n <= kMaxMissingBraces && stacks.accepts(TokenKind::RBRACE); ++n) {
    stacks = stacks.after(TokenKind::RBRACE, before);
    if (r.survives(stacks, before)) return n;
  }
  return std::nullopt;
}

// A declaration or rule whose own braces may be missing begins here, and what stands before it can be closed.
std::optional<std::size_t> braces_before_another(const Reading& r, Stacks stacks, std::size_t at) {
  const bool rule = r.layout.kind(at) == TokenKind::RULE;
  if (!r.layout.first_on_line(at) || !has_body(r.layout.kind(at)) || at <= r.begin) return std::nullopt;
  if (!rule && r.layout.indent(at) > r.layout.indent(r.begin)) return std::nullopt;
  if (!r.layout.word(at + 1) && r.layout.kind(at + 1) != TokenKind::STRING) return std::nullopt;
  for (std::size_t n = 1; n <= kMaxMissingBraces && stacks.accepts(TokenKind::RBRACE); ++n) {
    stacks = stacks.after(TokenKind::RBRACE, at);
    if (stacks.accepts(TokenKind::END) || (rule && stacks.accepts(TokenKind::RULE))) return n;
  }
  return std::nullopt;
}

void report_open_brace(Reading& r, std::size_t brace, std::size_t at) {
  const bool wrong_head = begins_rule(r, at) && !r.layout.begins_rule(at);  // an error of its own stands there
  if (r.layout.kind(at) == TokenKind::END || r.layout.kind(at) == TokenKind::RBRACE || wrong_head) {
    if (Diagnostic* d = r.report(brace, brace, "this `{` is not closed"))
      d->help(fmt::format("close {} with `}}`", what_opened(r.layout, r.begin, brace)));
  } else if (Diagnostic* d = r.report(at, at, fmt::format("`}}` is missing before {}", r.layout.quote(at)))) {
    const Token& opened = r.layout.token(brace);
    d->label(Span{d->primary.file, opened.begin, opened.end}, "this `{` is not closed");
    d->help(fmt::format("close {} with `}}`", what_opened(r.layout, r.begin, brace)));
  }
}

// The `{` opens no set.
bool opens_body(const Layout& layout, std::size_t brace) {
  switch (brace == 0 ? TokenKind::END : layout.kind(brace - 1)) {
    case TokenKind::IN:
    case TokenKind::IS:
    case TokenKind::HAS:
    case TokenKind::OF:
    case TokenKind::COLON:
    case TokenKind::EQ:
    case TokenKind::COMMA:
    case TokenKind::LPAREN:
    case TokenKind::OR:
    case TokenKind::AND:
    case TokenKind::EXCEPT:
      return false;
    default:
      return true;
  }
}

// The line that begins here closes more braces than it opens, behind something else.
bool closes_at_end(const Layout& layout, std::size_t place) {
  int depth = 0;
  if (layout.kind(place) == TokenKind::RBRACE || layout.kind(place) == TokenKind::END) return false;
  for (std::size_t i = place; i == place || !layout.first_on_line(i); ++i) {
    if (layout.kind(i) == TokenKind::END) break;
    if (layout.kind(i) == TokenKind::LBRACE) ++depth;
    if (layout.kind(i) == TokenKind::RBRACE) --depth;
  }
  return depth < 0;
}

// The declaration after the one at `begin`, or the end of the file.
bool ends_declaration(const Layout& layout, std::size_t begin, std::size_t place) {
  return layout.begins_decl(place) && (layout.kind(place) == TokenKind::END || layout.indent(place) <= layout.indent(begin));
}

// A rule begins here whose body begins on a line below without its `{`.
bool lacks_brace(const Layout& layout, std::size_t rule) {
  std::size_t i = rule + 1;
  while (!layout.first_on_line(i) && layout.kind(i) != TokenKind::END && layout.kind(i) != TokenKind::LBRACE) ++i;
  return layout.kind(i) != TokenKind::LBRACE;
}

// The line is set back behind that of the last brace; one that begins with `}` also closes none but one further out.
bool set_back(const Layout& layout, std::size_t line, const std::vector<std::size_t>& open) {
  const std::uint32_t indent = layout.indent(line);
  if (layout.kind(line) != TokenKind::RBRACE) return indent <= layout.indent(open.back());
  return indent < layout.indent(open.back()) &&
         std::any_of(open.begin(), open.end() - 1, [&](std::size_t brace) { return layout.indent(brace) >= indent; });
}

// What begins there belongs to a declaration of this kind.
bool goes_on(const Reading& r, std::size_t place) {
  switch (r.layout.kind(r.begin)) {
    case TokenKind::LAW:
      return begins_rule(r, place);
    case TokenKind::SCENARIO:
      return r.layout.begins_item(NodeKind::scenario_item, place);
    case TokenKind::PROPERTY:
      return r.layout.begins_item(NodeKind::property_item, place);
    default:
      return false;
  }
}

std::size_t depth_of(const Feed& fed) {
  std::size_t depth = 0;
  for (const Fed& f : fed) {
    if (f.kind == TokenKind::LBRACE) ++depth;
    if (f.kind == TokenKind::RBRACE && depth > 0) --depth;
  }
  return depth;
}

}  // namespace

std::string what_opened(const Layout& layout, std::size_t begin, std::size_t brace) {
  if (brace > begin && !opens_body(layout, brace)) return "the set";
  for (std::size_t i = brace; i > begin; --i) {
    const TokenKind kind = layout.kind(i - 1);
    if (kind == TokenKind::LBRACE || kind == TokenKind::RBRACE || kind == TokenKind::COMMA) break;
    if (has_body(kind) && (i - 1 == begin || layout.begins_rule(i - 1) || layout.first_on_line(i - 1)))
      return fmt::format("`{} {}`", layout.text(i - 1), layout.text(i));
  }
  return brace > begin && layout.any_word(brace - 1) ? layout.quote(brace - 1) : "it";
}

bool missing_closing_brace(Reading& r) {
  const auto brace = r.open_brace();
  const bool told = r.lacks_both_braces();
  if (!brace && !told) return false;
  for (std::size_t back = 0; back <= std::min<std::size_t>(r.remembered(), 2); ++back) {
    const std::size_t at = r.place - back;
    std::optional<std::size_t> braces;
    const bool deeper = r.layout.first_on_line(at) && r.layout.indent(at) > r.layout.indent(r.begin);
    if (deeper && r.layout.kind(at) != TokenKind::RULE && r.layout.kind(at) != TokenKind::END) continue;
    if (r.layout.begins_decl(at) || begins_rule(r, at)) braces = braces_that_help(r, r.stacks_before(back), at);
    if (!braces && told) braces = braces_before_another(r, r.stacks_before(back), at);
    if (!braces) continue;
    r.rewind(back);
    if (told) {
      r.begin_anew();
    } else {
      report_open_brace(r, *brace, at);
    }
    for (std::size_t n = 0; n < *braces; ++n) r.supply(TokenKind::RBRACE);
    return true;
  }
  return false;
}

std::vector<OpenBrace> open_braces_by_layout(const Layout& layout, std::size_t begin) {
  std::vector<std::size_t> open;
  std::vector<OpenBrace> found;
  std::size_t lacking = 0;  // the last place in `open` whose brace is missing, counted from 1
  int excess = 0;
  for (std::size_t i = begin;; ++i) {
    const TokenKind kind = layout.kind(i);
    const bool next = i > begin && ends_declaration(layout, begin, i);
    while (!open.empty() && opens_body(layout, open.back()) &&
           (next || (layout.first_on_line(i) && set_back(layout, i, open) && !closes_at_end(layout, i)))) {
      if (open.size() == lacking) {
        --excess;
        lacking = 0;
      } else {
        found.push_back({open.back(), i, open.size()});
      }
      open.pop_back();
    }
    if (next) break;
    if (kind == TokenKind::LBRACE) {
      open.push_back(i);
      ++excess;
    }
    if (layout.begins_rule(i) && lacks_brace(layout, i)) {
      open.push_back(i);
      lacking = open.size();
      ++excess;
    }
    if (kind == TokenKind::RBRACE) {
      if (open.size() == lacking) lacking = 0;
      if (!open.empty()) open.pop_back();
      --excess;
    }
  }
  if (excess <= 0) found.clear();
  return found;
}

bool closes_more(const Layout& layout, std::size_t begin) {
  int excess = 0;
  for (std::size_t i = begin; i == begin || !ends_declaration(layout, begin, i); ++i) {
    if (layout.kind(i) == TokenKind::LBRACE) --excess;
    if (layout.kind(i) == TokenKind::RBRACE) ++excess;
  }
  return excess > 0;
}

bool leave_out_early_brace(Reading& r) {
  const std::size_t next = r.place + 1;
  if (r.layout.kind(r.place) != TokenKind::RBRACE || !r.layout.first_on_line(next)) return false;
  if (r.layout.indent(next) <= r.layout.indent(r.begin) || !goes_on(r, next)) return false;
  if (depth_of(r.out) != 1 || !r.now.accepts(TokenKind::RBRACE)) return false;
  if (Diagnostic* d = r.report(r.place, r.place, "this `}` closes nothing")) d->help("leave it out");
  r.leave_out(next, false);
  return true;
}

bool close_brace(Reading& r, const std::vector<OpenBrace>& open) {
  bool told = false;
  for (const OpenBrace& o : open) {
    if (o.before != r.place || !r.now.accepts(TokenKind::RBRACE) || o.depth != depth_of(r.out)) continue;
    if (r.lacks_both_braces()) {
      r.begin_anew();
    } else if (!told) {
      report_open_brace(r, o.brace, r.place);
    }
    told = true;
    r.supply(TokenKind::RBRACE);
  }
  return told;
}

}  // namespace jur::parsing
