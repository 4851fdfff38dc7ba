#include "parse/layout.h"

#include <algorithm>

#include <fmt/format.h>

namespace jur::parsing {
namespace {

constexpr std::size_t kLongestQuote = 40;

bool modal(TokenKind kind) { return kind == TokenKind::MUST || kind == TokenKind::MAY || kind == TokenKind::NEED; }

}  // namespace

TokenKind Layout::kind(std::size_t place) const { return feed_[std::min(place, feed_.size() - 1)].kind; }
const Token& Layout::token(std::size_t place) const { return tokens_[feed_[std::min(place, feed_.size() - 1)].token]; }

std::string_view Layout::text(std::size_t place) const {
  const Token& t = token(place);
  return text_.substr(t.begin, t.end - t.begin);
}

std::string Layout::quote(std::size_t place) const {
  if (kind(place) == TokenKind::END) return "the end of the file";
  const std::string_view words = text(place);
  if (words.size() > kLongestQuote) return std::string(syntax::describe(kind(place)));
  return fmt::format("`{}`", words);
}

bool Layout::first_on_line(std::size_t place) const {
  const Token& t = token(place);
  return t.trivia == 0 || text_.substr(t.trivia, t.begin - t.trivia).find('\n') != std::string_view::npos;
}

std::uint32_t Layout::indent(std::size_t place) const {
  const std::uint32_t begin = token(place).begin;
  const std::size_t line = begin == 0 ? std::string_view::npos : text_.rfind('\n', begin - 1);
  const std::size_t start = line == std::string_view::npos ? 0 : line + 1;
  const std::size_t ink = text_.find_first_not_of(" \t", start);
  return static_cast<std::uint32_t>(std::min<std::size_t>(ink, begin) - start);
}

bool Layout::word(std::size_t place) const { return kind(place) == TokenKind::IDENT || syntax::is_soft_word(kind(place)); }
bool Layout::any_word(std::size_t place) const { return word(place) || syntax::is_hard_word(kind(place)); }

bool Layout::ends_in_brace(std::size_t place) const {
  std::size_t last = place;
  while (kind(last) != TokenKind::END && !first_on_line(last + 1)) ++last;
  return kind(last) == TokenKind::LBRACE;
}

bool Layout::fresh(std::size_t place) const {
  return first_on_line(place) || (place > 0 && (kind(place - 1) == TokenKind::RBRACE || kind(place - 1) == TokenKind::LBRACE));
}

bool Layout::begins_decl(std::size_t place) const {
  const TokenKind next = kind(place + 1);
  const TokenKind third = kind(place + 2);
  const bool body = third == TokenKind::STRING || third == TokenKind::LBRACE;
  switch (kind(place)) {
    case TokenKind::END:
      return true;
    case TokenKind::LAW:
      return fresh(place) && word(place + 1) &&
             (body || third == TokenKind::FOR || third == TokenKind::NOTWITHSTANDING || third == TokenKind::SUBJECT);
    case TokenKind::ENUM:
    case TokenKind::RECORD:
      return fresh(place) && word(place + 1) && body;
    case TokenKind::ROUTE:
    case TokenKind::DECISION:
      return fresh(place) && word(place + 1) && (body || third == TokenKind::FOR);
    case TokenKind::EXTEND:
      return fresh(place) && word(place + 1) && (third == TokenKind::LBRACE || third == TokenKind::DOT);
    case TokenKind::GROUP:
      return fresh(place) && word(place + 1) && (third == TokenKind::OF || third == TokenKind::STRING);
    case TokenKind::CASE:
      return fresh(place) && word(place + 1) && (third == TokenKind::AS || third == TokenKind::STRING);
    case TokenKind::RELATION:
      return fresh(place) && word(place + 1) && third == TokenKind::LPAREN;
    case TokenKind::DEFINE:
      return fresh(place) && word(place + 1) &&
             (third == TokenKind::EQ || third == TokenKind::LPAREN || third == TokenKind::FOR || third == TokenKind::STRING);
    case TokenKind::ACTION:
      if (syntax::is_hard_word(next)) {  // a reserved word for a name, alone on its line
        return first_on_line(place) && (third == TokenKind::END || first_on_line(place + 2));
      }
      return first_on_line(place) && word(place + 1) && !modal(next) &&
             (first_on_line(place + 2) || third == TokenKind::LPAREN || third == TokenKind::STRING || third == TokenKind::FOR ||
              third == TokenKind::EXCLUDES || third == TokenKind::POSSIBLE || third == TokenKind::END);
    case TokenKind::USE:
      return first_on_line(place) && word(place + 1) &&
             (first_on_line(place + 2) || third == TokenKind::DOT || third == TokenKind::END);
    case TokenKind::RELATE:
      return first_on_line(place) && word(place + 1) && !modal(next);
    case TokenKind::ASSUME:
      return first_on_line(place) && (any_word(place + 1) || next == TokenKind::LPAREN) && !modal(next);
    case TokenKind::ACCEPT:
      return fresh(place) && next == TokenKind::CONTRADICTION;
    case TokenKind::SCENARIO:
    case TokenKind::PROPERTY:
      return fresh(place) && next == TokenKind::STRING;
    default:
      return false;
  }
}

bool Layout::begins_rule(std::size_t place) const {
  if (kind(place) != TokenKind::RULE || !fresh(place)) return false;
  if (first_on_line(place) && ends_in_brace(place)) return true;
  if (!word(place + 1)) return false;
  switch (kind(place + 2)) {
    case TokenKind::STRING:
    case TokenKind::LBRACE:
    case TokenKind::FOR:
    case TokenKind::NOTWITHSTANDING:
    case TokenKind::SUBJECT:
      return true;
    default:
      return kind(place + 3) == TokenKind::STRING || kind(place + 3) == TokenKind::LBRACE ||
             (first_on_line(place) && first_on_line(place + 2));
  }
}

bool Layout::begins_norm(std::size_t place) const {
  if (!word(place) || !modal(kind(place + 1))) return false;
  return kind(place + 1) != TokenKind::NEED || kind(place + 2) == TokenKind::NOT;
}

bool Layout::begins_fact(std::size_t place) const {
  if (!any_word(place)) return false;
  std::size_t end = place + 1;
  while (kind(end) == TokenKind::DOT && any_word(end + 1)) end += 2;
  return kind(end) == TokenKind::COLON || kind(end) == TokenKind::LBRACE;
}

bool Layout::begins_item(NodeKind item, std::size_t place) const {
  const TokenKind first = kind(place);
  const TokenKind next = kind(place + 1);
  const bool clause = (first == TokenKind::CITE && next == TokenKind::STRING) || first == TokenKind::IN_CLAUSE ||
                      first == TokenKind::WHEN || (first == TokenKind::UNVERIFIED && first_on_line(place));
  switch (item) {
    case NodeKind::decl:
      return begins_decl(place);
    case NodeKind::law_item:
      return clause || begins_rule(place) || (first == TokenKind::JURISDICTION && first_on_line(place)) ||
             (first == TokenKind::ASSESSMENT && word(place + 1));
    case NodeKind::rule_item:
      return clause || first == TokenKind::ON_CLAUSE || first == TokenKind::UNLESS || begins_norm(place);
    case NodeKind::field:
    case NodeKind::case_member:
      return (any_word(place) && next == TokenKind::COLON) ||
             ((first == TokenKind::PARTY || first == TokenKind::ASSESSMENT) && word(place + 1) && first_on_line(place));
    case NodeKind::tuple:
      return first == TokenKind::LPAREN && first_on_line(place);
    case NodeKind::route_item:
      return fresh(place) && ((first == TokenKind::AVAILABLE && next == TokenKind::WHEN) || first == TokenKind::CHANGES ||
                              first == TokenKind::ADDS);
    case NodeKind::accept_item:
      return fresh(place) && (((first == TokenKind::REASON || first == TokenKind::CITE) && next == TokenKind::STRING) ||
                              first == TokenKind::ROUTE || (first == TokenKind::REFER && next == TokenKind::TO) ||
                              (first == TokenKind::UNTIL && next == TokenKind::DATE_LITERAL));
    case NodeKind::decision_item:
      return fresh(place) &&
             (first == TokenKind::LAWS || first == TokenKind::COMPLETE || (word(place) && next == TokenKind::COLON));
    case NodeKind::scenario_item:
      return fresh(place) && (first == TokenKind::EXPECT || begins_fact(place));
    case NodeKind::facts:
      return begins_fact(place);
    case NodeKind::property_item:
      return fresh(place) && (first == TokenKind::EXPECT || first == TokenKind::WHEN);
    default:
      return false;
  }
}

}  // namespace jur::parsing
