#include "mistakes.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <functional>
#include <set>
#include <vector>

#include <fmt/format.h>

namespace jur::test {
namespace {

using syntax::Node;
using syntax::NodeKind;
using syntax::Token;
using syntax::TokenKind;
using syntax::Tree;

struct Edit {
  std::uint32_t begin;
  std::uint32_t end;
  std::string text;
};

bool is_word(TokenKind kind) { return syntax::is_soft_word(kind) || syntax::is_hard_word(kind); }

constexpr std::array kWords = {
#define HARD(name, text) std::string_view(text),
#define SOFT(name, text) std::string_view(text),
#define PUNCT(name, text)
#define OTHER(name, what)
#include "syntax/token.def"
};

// The tree with the way up from each node, and the lists from which mistakes are drawn.
class Page {
 public:
  Page(const Tree& tree, Random& random, std::optional<Span> within)
      : tree_(tree), random_(random), within_(within), parents_(tree.nodes.size(), 0), leaf_(tree.tokens.size(), 0) {
    std::vector<std::uint32_t> open;
    for (std::uint32_t n = 0; n < tree.nodes.size(); ++n) {
      while (!open.empty() && tree.nodes[open.back()].next <= n) open.pop_back();
      parents_[n] = open.empty() ? 0 : open.back();
      open.push_back(n);
      if (tree.nodes[n].kind == NodeKind::token) leaf_[tree.nodes[n].first_token] = n;
    }
  }

  std::optional<Mistaken> make(Mistake m) {
    std::optional<Edit> edit = draw(m);
    if (!edit) return std::nullopt;
    if (edit->text.empty() && spaced(*edit)) ++edit->end;
    if (edit->text.empty() && glues(*edit)) edit->text = " ";
    Mistaken out{std::string(tree_.text), edit->begin, edit->end, edit->text, place_};
    out.text.replace(edit->begin, edit->end - edit->begin, edit->text);
    return out.text != tree_.text ? std::optional(out) : std::nullopt;
  }

 private:
  using TokenTest = std::function<bool(std::uint32_t)>;
  using NodeTest = std::function<bool(std::uint32_t)>;

  std::optional<Edit> draw(Mistake m) {
    switch (m) {
      case Mistake::Drop:
        return of_token([](std::uint32_t) { return true; }, [&](const Token& t) { return Edit{t.begin, t.end, ""}; });
      case Mistake::Double:
        return of_token([](std::uint32_t) { return true; }, [&](const Token& t) { return Edit{t.end, t.end, " " + text(t)}; });
      case Mistake::Insert:
        return of_token([](std::uint32_t) { return true; },
                        [&](const Token& t) { return Edit{t.begin, t.begin, any_word() + " "}; });
      case Mistake::Replace:
        return of_token([&](std::uint32_t t) { return is_word(tree_.tokens[t].kind) && !names(t); },
                        [&](const Token& t) { return Edit{t.begin, t.end, any_word()}; });
      case Mistake::Bracket:
        return of_token([&](std::uint32_t t) { return bracket(tree_.tokens[t].kind); },
                        [&](const Token& t) { return Edit{t.begin, t.end, ""}; });
      case Mistake::Block:
        return block();
      case Mistake::Quote:
        return of_token(
            [&](std::uint32_t t) { return tree_.tokens[t].kind == TokenKind::STRING; },
            [&](const Token& t) { return random_.chance(50) ? Edit{t.begin, t.begin + 1, ""} : Edit{t.end - 1, t.end, ""}; });
      case Mistake::MisspeltUse:
        return of_token([&](std::uint32_t t) { return names(t) && !declares(t); },
                        [&](const Token& t) { return Edit{t.begin, t.end, misspelt(text(t))}; });
      case Mistake::MisspeltName:
        return of_token([&](std::uint32_t t) { return declares(t); },
                        [&](const Token& t) { return Edit{t.begin, t.end, misspelt(text(t))}; });
      case Mistake::WrongValue:
        return of_token([&](std::uint32_t t) { return literal(t); },
                        [&](const Token& t) { return Edit{t.begin, t.end, other_value(t.kind)}; });
      case Mistake::WrongMember:
        return of_node([&](std::uint32_t n) { return listed(n); },
                       [&](const Node& n) { return Edit{begin(n), end(n), any_name()}; });
      case Mistake::Reversed:
        return of_node([&](std::uint32_t n) { return kind(n) == NodeKind::period && size(n) == 4; },
                       [&](const Node& n) {
                         const Token& from = tree_.tokens[n.first_token + 1];
                         const Token& until = tree_.tokens[n.first_token + 3];
                         return Edit{begin(n), end(n), fmt::format("from {} until {}", text(until), text(from))};
                       });
      case Mistake::Impossible:
        return of_token([&](std::uint32_t t) { return tree_.tokens[t].kind == TokenKind::DATE_LITERAL; },
                        [&](const Token& t) {
                          return Edit{t.begin, t.end, text(t).substr(0, 4) + (random_.chance(50) ? "-02-30" : "-13-01")};
                        });
      case Mistake::Twice:
        return of_node([&](std::uint32_t n) { return item(kind(n)); },
                       [&](const Node& n) { return Edit{end(n), end(n), (comma_after(n) ? ", " : indented(n)) + text(n)}; });
      case Mistake::Arity:
        return arity();
    }
    return std::nullopt;
  }

  template <class Make>
  std::optional<Edit> of_token(const TokenTest& fits, Make make) {
    std::vector<std::uint32_t> found;
    for (std::uint32_t t = 0; t + 1 < tree_.tokens.size(); ++t) {
      if (inside(tree_.tokens[t].begin, tree_.tokens[t].end) && fits(t)) found.push_back(t);
    }
    if (found.empty()) return std::nullopt;
    const std::uint32_t t = found[random_.below(found.size())];
    place_ = place_of(leaf_[t]);
    return make(tree_.tokens[t]);
  }
  template <class Make>
  std::optional<Edit> of_node(const NodeTest& fits, Make make) {
    std::vector<std::uint32_t> found;
    for (std::uint32_t n = 1; n < tree_.nodes.size(); ++n) {
      if (size(n) > 0 && inside(begin(tree_.nodes[n]), end(tree_.nodes[n])) && fits(n)) found.push_back(n);
    }
    if (found.empty()) return std::nullopt;
    const std::uint32_t n = found[random_.below(found.size())];
    place_ = place_of(n);
    return make(tree_.nodes[n]);
  }

  std::optional<Edit> block() {
    return of_token([&](std::uint32_t t) { return tree_.tokens[t].kind == TokenKind::LBRACE && declaration(parent(leaf_[t])); },
                    [&](const Token& t) {
                      const auto first = static_cast<std::uint32_t>(&t - tree_.tokens.data());
                      return Edit{t.begin, end(tree_.nodes[parents_[leaf_[first]]]), ""};
                    });
  }

  std::optional<Edit> arity() {
    return of_node(
        [&](std::uint32_t n) {
          return kind(n) == NodeKind::tuple || kind(n) == NodeKind::call || (kind(n) == NodeKind::act && has_parenthesis(n)) ||
                 kind(n) == NodeKind::parameters;
        },
        [&](const Node& n) {
          std::uint32_t close = n.end_token;
          while (close > n.first_token && tree_.tokens[close - 1].kind != TokenKind::RPAREN) --close;
          --close;
          const Token& last = tree_.tokens[close - 1];
          const bool fewer = random_.chance(50);
          if (!fewer) return Edit{last.end, last.end, ", " + (n.kind == NodeKind::parameters ? "x: bool" : text(last))};
          std::uint32_t from = close - 1;
          while (tree_.tokens[from].kind != TokenKind::COMMA && tree_.tokens[from].kind != TokenKind::LPAREN) --from;
          if (tree_.tokens[from].kind == TokenKind::COMMA) return Edit{tree_.tokens[from].begin, last.end, ""};
          return Edit{tree_.tokens[from].begin, tree_.tokens[close].end, ""};
        });
  }

  // ---- what stands where
  [[nodiscard]] bool glues(const Edit& e) const {
    const auto in_word = [&](std::size_t at) {
      return at < tree_.text.size() && (std::isalnum(static_cast<unsigned char>(tree_.text[at])) != 0 || tree_.text[at] == '_');
    };
    return e.begin > 0 && in_word(e.begin - 1) && in_word(e.end);
  }
  // A space behind what is left out goes with it.
  [[nodiscard]] bool spaced(const Edit& e) const {
    const auto space = [&](std::size_t at) {
      return at < tree_.text.size() && (tree_.text[at] == ' ' || tree_.text[at] == '\n');
    };
    return e.end < tree_.text.size() && tree_.text[e.end] == ' ' && (e.begin == 0 || space(e.begin - 1));
  }
  [[nodiscard]] bool inside(std::uint32_t first, std::uint32_t last) const {
    return !within_ || (within_->begin <= first && last <= within_->end);
  }
  [[nodiscard]] NodeKind kind(std::uint32_t n) const { return tree_.nodes[n].kind; }
  [[nodiscard]] NodeKind parent(std::uint32_t n) const { return kind(parents_[n]); }
  [[nodiscard]] std::uint32_t size(std::uint32_t n) const { return tree_.nodes[n].end_token - tree_.nodes[n].first_token; }
  [[nodiscard]] std::uint32_t begin(const Node& n) const { return tree_.tokens[n.first_token].begin; }
  [[nodiscard]] std::uint32_t end(const Node& n) const { return tree_.tokens[n.end_token - 1].end; }
  [[nodiscard]] std::string text(const Token& t) const { return std::string(tree_.text.substr(t.begin, t.end - t.begin)); }
  [[nodiscard]] std::string text(const Node& n) const { return std::string(tree_.text.substr(begin(n), end(n) - begin(n))); }

  // A new line as deep as that of the node.
  [[nodiscard]] std::string indented(const Node& n) const {
    const std::size_t line = tree_.text.substr(0, begin(n)).rfind('\n') + 1;
    const std::size_t ink = tree_.text.find_first_not_of(' ', line);
    return "\n" + std::string(ink - line, ' ');
  }
  static bool bracket(TokenKind k) {
    return k == TokenKind::LBRACE || k == TokenKind::RBRACE || k == TokenKind::LPAREN || k == TokenKind::RPAREN;
  }
  static bool declaration(NodeKind k) {
    return k == NodeKind::law_decl || k == NodeKind::rule_decl || k == NodeKind::record_decl || k == NodeKind::extend_decl ||
           k == NodeKind::case_decl || k == NodeKind::enum_decl || k == NodeKind::relation_decl || k == NodeKind::route_decl ||
           k == NodeKind::accept_decl || k == NodeKind::decision_decl || k == NodeKind::scenario_decl ||
           k == NodeKind::property_decl;
  }
  static bool item(NodeKind k) {
    return k == NodeKind::decl || k == NodeKind::enumerator || k == NodeKind::field || k == NodeKind::case_member ||
           k == NodeKind::dated_member || k == NodeKind::tuple || k == NodeKind::rule_decl || k == NodeKind::law_item ||
           k == NodeKind::rule_item || k == NodeKind::parameter || k == NodeKind::route_item || k == NodeKind::accept_item ||
           k == NodeKind::decision_item || k == NodeKind::facts;
  }
  [[nodiscard]] bool comma_after(const Node& n) const {
    return n.kind == NodeKind::enumerator || n.kind == NodeKind::dated_member || n.kind == NodeKind::parameter;
  }
  [[nodiscard]] bool names(std::uint32_t t) const {
    const TokenKind k = tree_.tokens[t].kind;
    const NodeKind up = parent(leaf_[t]);
    return (k == TokenKind::IDENT || is_word(k)) && (up == NodeKind::name || up == NodeKind::any_name);
  }
  [[nodiscard]] bool declares(std::uint32_t t) const {
    if (!names(t)) return false;
    const NodeKind up = parent(parents_[leaf_[t]]);
    return declaration(up) || up == NodeKind::enumerator || up == NodeKind::field || up == NodeKind::assessment ||
           up == NodeKind::define_decl || up == NodeKind::group_decl || up == NodeKind::action_decl || up == NodeKind::parameter;
  }
  [[nodiscard]] bool literal(std::uint32_t t) const {
    const NodeKind up = parent(leaf_[t]);
    const TokenKind k = tree_.tokens[t].kind;
    if (up == NodeKind::term || up == NodeKind::value)
      return k == TokenKind::DATE_LITERAL || k == TokenKind::NUMBER || k == TokenKind::TRUE || k == TokenKind::FALSE;
    if (up != NodeKind::name) return false;
    const std::uint32_t path = parents_[parents_[leaf_[t]]];
    return kind(path) == NodeKind::path && size(path) == 1 && (parent(path) == NodeKind::term || parent(path) == NodeKind::value);
  }
  [[nodiscard]] bool listed(std::uint32_t n) const {
    if (kind(n) != NodeKind::path) return false;
    const NodeKind up = parent(n);
    return up == NodeKind::set_literal || up == NodeKind::dated_member || up == NodeKind::tuple || up == NodeKind::paths ||
           up == NodeKind::base_type || up == NodeKind::for_case || up == NodeKind::jurisdiction || up == NodeKind::act ||
           up == NodeKind::group_factor || up == NodeKind::quantified || up == NodeKind::set_operand;
  }
  [[nodiscard]] bool has_parenthesis(std::uint32_t n) const {
    return tree_.tokens[tree_.nodes[n].end_token - 1].kind == TokenKind::RPAREN;
  }
  [[nodiscard]] std::string place_of(std::uint32_t n) const {
    std::string out;
    if (kind(n) == NodeKind::token) out = syntax::describe(tree_.tokens[tree_.nodes[n].first_token].kind);
    for (std::uint32_t up = kind(n) == NodeKind::token ? parents_[n] : n; up != 0; up = parents_[up]) {
      if (kind(up) == NodeKind::decl) break;
      out += fmt::format("{}{}", out.empty() ? "" : " < ", syntax::describe(kind(up)));
    }
    return out;
  }

  // ---- what is put there
  std::string any_word() { return std::string(kWords[random_.below(kWords.size())]); }
  std::string any_name() {
    std::vector<std::string> all;
    for (std::uint32_t t = 0; t + 1 < tree_.tokens.size(); ++t) {
      if (names(t)) all.push_back(text(tree_.tokens[t]));
    }
    return all[random_.below(all.size())];
  }
  std::string other_value(TokenKind kind) {
    for (;;) {
      switch (random_.below(4)) {
        case 0:
          if (kind != TokenKind::DATE_LITERAL) return "2014-09-01";
          break;
        case 1:
          if (kind != TokenKind::NUMBER) return "7";
          break;
        case 2:
          if (kind != TokenKind::TRUE && kind != TokenKind::FALSE) return "true";
          break;
        default:
          return any_name();
      }
    }
  }
  std::string misspelt(std::string word) {
    const std::size_t at = random_.below(word.size());
    switch (random_.below(3)) {
      case 0:
        if (word.size() > 2) {
          word.erase(at, 1);
          break;
        }
        [[fallthrough]];
      case 1:
        word.insert(at, 1, word[at]);
        break;
      default:
        if (at + 1 < word.size()) std::swap(word[at], word[at + 1]);
        word += at + 1 < word.size() ? "" : "x";
    }
    return word;
  }

  const Tree& tree_;
  Random& random_;
  std::optional<Span> within_;
  std::vector<std::uint32_t> parents_;
  std::vector<std::uint32_t> leaf_;  // by token
  std::string place_;
};

}  // namespace

std::string_view mistake_name(Mistake m) {
  constexpr std::array<std::string_view, kMistakes> kNames = {
      "drop",          "double",      "insert",       "replace",  "bracket",    "block", "quote", "misspelt use",
      "misspelt name", "wrong value", "wrong member", "reversed", "impossible", "twice", "arity"};
  return kNames[static_cast<std::size_t>(m)];
}

std::optional<Mistaken> make_mistake(const Tree& tree, Mistake mistake, Random& random, std::optional<Span> within) {
  return Page(tree, random, within).make(mistake);
}

}  // namespace jur::test
