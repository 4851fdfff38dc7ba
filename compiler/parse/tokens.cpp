#include "parse/tokens.h"

#include "parse/antlr/bridge.h"
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

// Strings before one that is not closed may begin where they should end: of that line nothing else is told.
void explain_line(std::string_view text, std::uint32_t begin, std::uint32_t end, Diagnostic* d, Reporter& reporter) {
  const std::size_t line = text.substr(0, begin).find_last_of("\r\n") + 1;
  if (text.substr(line, begin - line).find('"') == std::string_view::npos) return;
  if (d != nullptr) d->help("or one before it on this line is not closed");
  reporter.explain(static_cast<std::uint32_t>(line), end);
}

}  // namespace

Tokens read_tokens(std::string_view text, Reporter& reporter) {
  Tokens out;
  Lexer lexer(text);
  std::uint32_t trivia = 0;
  if (text.starts_with(kByteOrderMark)) lexer.go_on_at(kByteOrderMark.size());
  for (;;) {
    Lexeme lexeme = lexer.next();
    std::optional<Slip> slip;
    if (lexeme.kind == TokenKind::BAD) {
      slip = bad_slip(text, lexeme.begin);
    } else {
      slip = glued_slip(text, lexeme.kind, lexeme.begin, lexeme.end);
    }
    const auto index = static_cast<std::uint32_t>(out.tokens.size());
    if (slip) {
      Diagnostic* d = reporter.report(lexeme.begin, slip->end, slip->message);
      if (d != nullptr && !slip->help.empty()) d->help(slip->help);
      if (slip->meant == TokenKind::STRING) explain_line(text, lexeme.begin, slip->end, d, reporter);
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
  retag_clauses(out);
  return out;
}

}  // namespace jur::parsing
