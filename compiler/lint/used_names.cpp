#include "lint/used_names.h"

namespace jur::lint_rules {

using syntax::Node;
using syntax::NodeKind;
using syntax::Token;
using syntax::TokenKind;

namespace {

void add_tokens(const syntax::Tree& tree, std::uint32_t first, std::uint32_t end, NameSet& out) {
  for (std::uint32_t t = first; t < end; ++t) {
    const Token& token = tree.tokens[t];
    if (token.kind == TokenKind::IDENT || syntax::is_soft_word(token.kind) || syntax::is_hard_word(token.kind))
      out.insert(tree.text.substr(token.begin, token.end - token.begin));
  }
}

void add(const syntax::Tree& tree, NameSet& out) {
  for (const Node& n : tree.nodes) {
    if (n.kind == NodeKind::path || n.kind == NodeKind::party_name) add_tokens(tree, n.first_token, n.end_token, out);
  }
}

}  // namespace

NameSet used_names(const syntax::Tree& tree) {
  NameSet out;
  add(tree, out);
  return out;
}

NameSet used_names(const LintInput& in) {
  NameSet out;
  for (const LintFile& f : in.files) add(*f.tree, out);
  return out;
}

NameSet all_names(const syntax::Tree& tree) {
  NameSet out;
  add_tokens(tree, 0, static_cast<std::uint32_t>(tree.tokens.size()), out);
  return out;
}

}  // namespace jur::lint_rules
