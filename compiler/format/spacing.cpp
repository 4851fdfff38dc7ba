#include "format/spacing.h"

namespace jur::formatting {
namespace {

using syntax::NodeKind;
using syntax::NodeRef;
using syntax::TokenKind;

bool hugs_what_precedes(TokenKind k) {
  return k == TokenKind::COMMA || k == TokenKind::RPAREN || k == TokenKind::COLON || k == TokenKind::QUESTION ||
         k == TokenKind::DOT || k == TokenKind::DOTDOT || k == TokenKind::END;
}

bool hugs_what_follows(TokenKind k) { return k == TokenKind::LPAREN || k == TokenKind::DOT || k == TokenKind::DOTDOT; }

// Its `(` belongs to the name before it.
bool takes_arguments(NodeKind k) {
  return k == NodeKind::parameters || k == NodeKind::relation_decl || k == NodeKind::action_decl || k == NodeKind::act ||
         k == NodeKind::call;
}

// Stands beside others of its kind with nothing between them.
bool unseparated(NodeKind k) {
  return k == NodeKind::field || k == NodeKind::case_member || k == NodeKind::tuple || k == NodeKind::facts ||
         k == NodeKind::scenario_item || k == NodeKind::decision_item;
}

class Spacing {
 public:
  explicit Spacing(const syntax::Tree& tree) : tree_(tree), gaps_(tree.tokens.size(), 1) {
    walk(tree.root());
    gaps_[0] = 0;
  }
  std::vector<std::uint8_t> take() { return std::move(gaps_); }

 private:
  void walk(NodeRef node) {
    bool after_brace = false;
    for (const NodeRef c : node.children()) {
      const std::uint32_t at = tree_.nodes[c.index()].first_token;
      if (c.is(NodeKind::token)) {
        const bool signed_number = node.is(NodeKind::number) && at > tree_.nodes[node.index()].first_token;
        gaps_[at] = signed_number ? 0 : before(at, node.kind());
      } else {
        walk(c);
        if (at > 0 && unseparated(c.kind()) && at < tree_.nodes[c.index()].end_token &&
            !opens_or_parts(tree_.tokens[at - 1].kind))
          gaps_[at] = 2;
      }
      if (after_brace && node.is(NodeKind::set_literal)) gaps_[at] = 0;
      after_brace = c.is(NodeKind::token) && tree_.tokens[at].kind == TokenKind::LBRACE;
    }
  }

  static bool opens_or_parts(TokenKind k) { return k == TokenKind::LBRACE || k == TokenKind::COMMA || k == TokenKind::PARTY; }

  std::uint8_t before(std::uint32_t at, NodeKind parent) const {
    if (at == 0) return 0;
    const TokenKind here = tree_.tokens[at].kind;
    const TokenKind last = tree_.tokens[at - 1].kind;
    if (hugs_what_precedes(here) || hugs_what_follows(last)) return 0;
    if (here == TokenKind::LPAREN) return takes_arguments(parent) ? 0 : 1;
    if (last == TokenKind::LBRACE && here == TokenKind::RBRACE) return 0;
    if (parent == NodeKind::set_literal && here == TokenKind::RBRACE) return 0;
    return 1;
  }

  const syntax::Tree& tree_;
  std::vector<std::uint8_t> gaps_;
};

}  // namespace

std::vector<std::uint8_t> flat_gaps(const syntax::Tree& tree) { return Spacing(tree).take(); }

}  // namespace jur::formatting
