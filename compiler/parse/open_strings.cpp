#include "parse/open_strings.h"

#include <algorithm>
#include <array>

namespace jur::parsing {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool in_word(char c) { return (c >= 'a' && c <= 'z') || is_upper(c) || (c >= '0' && c <= '9') || c == '_'; }

struct Line {
  std::string_view text;  // the whole file
  std::uint32_t begin;
  std::uint32_t end;
};

Line line_of(std::string_view text, std::uint32_t at) {
  const std::size_t before = text.substr(0, at).find_last_of("\r\n");
  const std::size_t after = text.find_first_of("\r\n", at);
  return {text, static_cast<std::uint32_t>(before == std::string_view::npos ? 0 : before + 1),
          static_cast<std::uint32_t>(after == std::string_view::npos ? text.size() : after)};
}

bool takes_string(TokenKind kind) {
  switch (kind) {
    case TokenKind::CITE:
    case TokenKind::REASON:
    case TokenKind::SCENARIO:
    case TokenKind::PROPERTY:
    case TokenKind::LIKE:
    case TokenKind::BREACH:
    case TokenKind::TO:
    case TokenKind::BY:
    case TokenKind::UNVERIFIED:
    case TokenKind::UNDER:
    case TokenKind::JURISDICTION:
      return true;
    default:
      return false;
  }
}

bool takes_title(TokenKind kind) {
  switch (kind) {
    case TokenKind::LAW:
    case TokenKind::RULE:
    case TokenKind::ROUTE:
    case TokenKind::ACTION:
    case TokenKind::ENUM:
    case TokenKind::RECORD:
    case TokenKind::GROUP:
    case TokenKind::DECISION:
    case TokenKind::DEFINE:
    case TokenKind::CASE:
    case TokenKind::ASSESSMENT:
      return true;
    default:
      return false;
  }
}

// Where the text of a string without its first mark begins, among the tokens of the line; the feed's size where that is open.
std::size_t begin_of_text(const Line& line, const std::vector<Token>& tokens, const Feed& feed) {
  std::size_t first = feed.size();
  while (first > 0 && tokens[feed[first - 1].token].begin >= line.begin) --first;
  for (std::size_t i = first; i + 1 < feed.size(); ++i) {  // a string whose last mark is glued to the text that follows
    const Token& string = tokens[feed[i].token];
    if (feed[i].kind == TokenKind::STRING && string.end < line.text.size() && in_word(line.text[string.end])) return i;
  }
  for (std::size_t i = first; i + 1 < feed.size(); ++i) {
    if (takes_string(feed[i].kind) && feed[i + 1].kind != TokenKind::STRING) return i + 1;
  }
  for (std::size_t i = first; i + 2 < feed.size(); ++i) {
    if (takes_title(feed[i].kind) && feed[i + 2].kind != TokenKind::STRING) return i + 2;
  }
  return feed.size();
}

// Where the clauses that follow a title or the name of a scenario begin, if they stand in [from, to): ` for Request`.
std::uint32_t before_clauses(std::string_view text, std::uint32_t from, std::uint32_t to) {
  constexpr std::array<std::string_view, 3> kClauses{" for ", " notwithstanding ", " subject to "};
  std::uint32_t out = to;
  for (const std::string_view clause : kClauses) {
    const std::size_t at = text.substr(from, to - from).rfind(clause);
    if (at == std::string_view::npos) continue;
    const std::string_view names = text.substr(from + at + clause.size(), to - from - at - clause.size());
    const bool plain =
        std::all_of(names.begin(), names.end(), [](char c) { return in_word(c) || c == '.' || c == ',' || c == ' '; });
    const bool one =
        clause != kClauses[0] || (!names.empty() && is_upper(names.front()) && names.find(' ') == std::string_view::npos);
    if (plain && one) out = std::min(out, from + static_cast<std::uint32_t>(at));
  }
  return out;
}

// What stands at the end of the line is no part of a string that begins at `quote`: a comment, braces, clauses.
std::uint32_t end_of_text(const Line& line, std::uint32_t quote) {
  std::uint32_t end = line.end;
  const std::size_t comment = line.text.substr(quote, line.end - quote).find(" #");
  if (comment != std::string_view::npos) end = quote + static_cast<std::uint32_t>(comment);
  while (end > quote + 1 && (is_space(line.text[end - 1]) || line.text[end - 1] == '{' || line.text[end - 1] == '}')) --end;
  return before_clauses(line.text, quote + 1, end);
}

}  // namespace

OpenString open_string(std::string_view text, std::uint32_t quote, const std::vector<Token>& tokens, const Feed& feed) {
  const Line line = line_of(text, quote);
  const bool text_before = quote > line.begin && !is_space(text[quote - 1]) &&
                           std::string_view("({,=").find(text[quote - 1]) == std::string_view::npos;
  const bool text_after = quote + 1 < line.end && !is_space(text[quote + 1]) &&
                          std::string_view(")},{").find(text[quote + 1]) == std::string_view::npos;
  if (text_before && !text_after) {
    const std::size_t first = begin_of_text(line, tokens, feed);
    if (first < feed.size()) return {quote + 1, first, false};
  }
  return {end_of_text(line, quote), feed.size(), true};
}

}  // namespace jur::parsing
