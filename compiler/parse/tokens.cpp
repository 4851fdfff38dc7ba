#include "parse/tokens.h"

#include <algorithm>
#include <utility>

#include "parse/antlr/bridge.h"
#include "parse/open_strings.h"
#include "parse/slips.h"

namespace jur::parsing {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool begins_period(TokenKind kind) {
  return kind == TokenKind::FROM || kind == TokenKind::UNTIL || kind == TokenKind::DATE_LITERAL;
}

// `in force from`, `on breach "…"`: the words that open a clause and do not continue a condition.
void retag_clauses(Tokens& out) {
  Feed& feed = out.feed;
  const auto kind = [&](std::size_t i) { return i < feed.size() ? feed[i].kind : TokenKind::END; };
  for (std::size_t i = 0; i < feed.size(); ++i) {
    TokenKind clause = kind(i);
    if (clause == TokenKind::IN && kind(i + 1) == TokenKind::FORCE) {
      const bool after_is = i > 0 && (kind(i - 1) == TokenKind::IS || kind(i - 1) == TokenKind::NOT);
      const bool misspelt = kind(i + 2) == TokenKind::IDENT && kind(i + 3) == TokenKind::DATE_LITERAL;
      if (!after_is && (begins_period(kind(i + 2)) || misspelt)) clause = TokenKind::IN_CLAUSE;
    } else if (clause == TokenKind::ON && kind(i + 1) == TokenKind::BREACH && kind(i + 2) == TokenKind::STRING) {
      clause = TokenKind::ON_CLAUSE;
    }
    feed[i].kind = clause;
    if (feed[i].origin == Origin::Read) out.tokens[feed[i].token].kind = clause;
  }
}

bool one_line(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  return text.substr(begin, end - begin).find_first_of("\r\n") == std::string_view::npos;
}

// Where on the line of `begin` the mistake may show: what stands before the line's first word is another's matter.
std::uint32_t behind_first_word(std::string_view text, const Tokens& out, std::uint32_t begin) {
  const auto line = static_cast<std::uint32_t>(text.substr(0, begin).find_last_of("\r\n") + 1);
  const auto first = std::find_if(out.tokens.begin(), out.tokens.end(), [&](const Token& t) { return t.begin >= line; });
  return first != out.tokens.end() && first->begin < begin ? first->end : line;
}

// The last token is the quotation mark with what belongs to it. Nothing else is told of the line up to there.
void take_for_string(std::string_view text, const OpenString& open, Tokens& out, Reporter& reporter) {
  const auto mark = static_cast<std::uint32_t>(out.tokens.size() - 1);
  const std::uint32_t first = open.first < out.feed.size() ? out.feed[open.first].token : mark;
  const std::uint32_t begin = out.tokens[first].begin;
  const bool starts = text[begin] == '"';
  Diagnostic* d = reporter.report(begin, open.end, starts ? "the string is not closed" : "the string does not begin with `\"`");
  if (d != nullptr) d->help(starts ? "close it with `\"` on the same line" : "put `\"` before its first word");
  reporter.explain(behind_first_word(text, out, begin), open.end);
  out.feed.resize(open.first);
  out.feed.push_back({TokenKind::STRING, Origin::Mended, first});
}

}  // namespace

Tokens read_tokens(std::string_view text, Reporter& reporter) {
  Tokens out;
  Lexer lexer(text);
  std::vector<std::pair<std::uint32_t, Slip>> pending;  // of the line, with where they begin
  const auto tell = [&] {
    for (const auto& [begin, slip] : pending) {
      Diagnostic* d = reporter.report(begin, slip.end, slip.message);
      if (d != nullptr && !slip.help.empty()) d->help(slip.help);
    }
    pending.clear();
  };
  std::uint32_t trivia = 0;
  if (text.starts_with(kByteOrderMark)) lexer.go_on_at(kByteOrderMark.size());
  for (;;) {
    const Lexeme lexeme = lexer.next();
    if (!pending.empty() && !one_line(text, pending.back().first, lexeme.begin)) tell();
    std::optional<Slip> slip;
    if (lexeme.kind == TokenKind::BAD) {
      slip = bad_slip(text, lexeme.begin);
    } else {
      slip = glued_slip(text, lexeme.kind, lexeme.begin, lexeme.end);
    }
    const auto index = static_cast<std::uint32_t>(out.tokens.size());
    const bool open = slip && text[lexeme.begin] == '"' && one_line(text, lexeme.begin, slip->end);
    if (open) {
      const OpenString string = open_string(text, lexeme.begin, out.tokens, out.feed);
      lexer.go_on_at(string.end);
      out.tokens.push_back({TokenKind::BAD, lexeme.begin, string.end, trivia});
      pending.clear();
      take_for_string(text, string, out, reporter);
    } else if (slip) {
      pending.emplace_back(lexeme.begin, *slip);
      lexer.go_on_at(slip->end);
      out.tokens.push_back({TokenKind::BAD, lexeme.begin, slip->end, trivia});
      if (slip->meant) out.feed.push_back({*slip->meant, Origin::Mended, index});
    } else {
      out.tokens.push_back({lexeme.kind, lexeme.begin, lexeme.end, trivia});
      out.feed.push_back({lexeme.kind, Origin::Read, index});
    }
    if (lexeme.kind == TokenKind::END) break;
    trivia = out.tokens.back().end;
  }
  tell();
  retag_clauses(out);
  return out;
}

}  // namespace jur::parsing
