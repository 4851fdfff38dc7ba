#include "parse/expectation.h"

#include <algorithm>

#include "parse/layout.h"

namespace jur::parsing {
namespace {

using syntax::NodeKind;
using syntax::TokenKind;

// Empty: the rule has no words of its own.
std::string_view words_for(NodeKind rule) {
  switch (rule) {
    case NodeKind::decl:
      return "a declaration";
    case NodeKind::expr:
    case NodeKind::negation:
    case NodeKind::comparison:
      return "a condition";
    case NodeKind::comparison_tail:
      return "a comparison";
    case NodeKind::name:
    case NodeKind::any_name:
    case NodeKind::path:
    case NodeKind::paths:
    case NodeKind::enumerator:
      return "a name";
    case NodeKind::party_name:
      return "a party";
    case NodeKind::act:
      return "an action";
    case NodeKind::value:
    case NodeKind::sum:
    case NodeKind::term:
      return "a value";
    case NodeKind::number:
      return "a number";
    case NodeKind::title:
      return "a title";
    case NodeKind::type:
      return "a type";
    case NodeKind::field:
      return "a field";
    case NodeKind::case_member:
      return "a fact";
    case NodeKind::tuple:
      return "a tuple";
    case NodeKind::duration:
      return "a length of time such as `14 days`";
    case NodeKind::set_operand:
    case NodeKind::group_expr:
    case NodeKind::group_term:
    case NodeKind::group_factor:
      return "a group";
    case NodeKind::modal:
      return "`must`, `may` or `need not`";
    case NodeKind::norm_time:
      return "a time";
    case NodeKind::period:
    case NodeKind::periods:
      return "a period";
    case NodeKind::argument:
      return "an argument";
    case NodeKind::parameter:
      return "a parameter";
    case NodeKind::expectation:
      return "an expectation";
    case NodeKind::law_item:
      return "a clause of the law";
    case NodeKind::rule_item:
      return "a clause of the rule";
    case NodeKind::route_item:
      return "a clause of the route";
    case NodeKind::accept_item:
      return "a clause of the acceptance";
    case NodeKind::decision_item:
      return "a clause of the decision";
    case NodeKind::scenario_item:
      return "facts or `expect`";
    case NodeKind::property_item:
      return "`when` or `expect`";
    case NodeKind::facts:
      return "a fact";
    default:
      return {};
  }
}

std::string_view words_for(const Way& way, std::size_t place) {
  std::string_view words;
  for (const Frame* f = way.frame.get(); f != nullptr && f->begin == place; f = f->up.get()) {
    if (const std::string_view own = words_for(f->rule); !own.empty()) words = own;
  }
  return words;
}

bool begins_item(const Way& way, std::size_t place) {
  for (const Frame* f = way.frame.get(); f != nullptr && f->begin == place; f = f->up.get()) {
    if (is_item(f->rule)) return true;
  }
  return false;
}

// A token that may go on nearly everywhere and helps nobody.
bool is_dull(TokenKind kind) {
  return kind == TokenKind::DOT || kind == TokenKind::LPAREN || kind == TokenKind::PLUS || kind == TokenKind::MINUS ||
         kind == TokenKind::END;
}

void add_once(std::vector<std::string>& out, std::string_view phrase) {
  if (std::find(out.begin(), out.end(), phrase) == out.end()) out.emplace_back(phrase);
}

std::string_view words_for(TokenKind kind) {
  if (kind == TokenKind::NEED) return "`need not`";
  return syntax::describe(kind);
}

}  // namespace

std::vector<std::string> expected_phrases(const Stacks& stacks, std::size_t place, bool next_item) {
  std::vector<std::string> phrases;
  TokenSet tokens;
  for (const Way& way : stacks.ways()) {
    if (!next_item && begins_item(way, place)) continue;
    if (const std::string_view words = words_for(way, place); !words.empty()) {
      add_once(phrases, words);
      continue;
    }
    for (const Grammar::Edge& e : stacks.grammar().states[way.state].edges) tokens |= e.tokens;
  }
  const bool any_name = tokens.test(static_cast<std::size_t>(TokenKind::IDENT));
  if (any_name) add_once(phrases, "a name");
  for (std::size_t t = 0; t < kTokenKinds; ++t) {
    const auto kind = static_cast<TokenKind>(t);
    if (!tokens.test(t) || is_dull(kind) || kind == TokenKind::IDENT || (any_name && syntax::is_soft_word(kind))) continue;
    add_once(phrases, words_for(kind));
  }
  if (phrases.empty() && tokens.test(static_cast<std::size_t>(TokenKind::LPAREN))) phrases.emplace_back("`(`");
  return phrases;
}

std::vector<std::string> missing_phrases(const Stacks& stacks, std::size_t place) {
  std::vector<std::string> phrases = expected_phrases(stacks, place, false);
  const auto single = [](const std::string& p) { return p.front() == '`'; };
  if (phrases.size() > 1) std::erase(phrases, "a title");
  if (!std::all_of(phrases.begin(), phrases.end(), single)) std::erase_if(phrases, single);
  return phrases;
}

std::string one_of(const std::vector<std::string>& phrases) {
  std::string out;
  for (std::size_t i = 0; i < phrases.size(); ++i) {
    if (i > 0) out += i + 1 == phrases.size() ? " or " : ", ";
    out += phrases[i];
  }
  return out;
}

}  // namespace jur::parsing
