#include <algorithm>

#include "check/context.h"

namespace jur::checking {
namespace {

using Words = std::set<std::string, std::less<>>;

bool in_word(char ch) { return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || (ch >= '0' && ch <= '9') || ch == '_'; }

void add_words(std::string_view text, Words& out) {
  for (std::size_t at = 0; at < text.size();) {
    if (!in_word(text[at])) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (at < text.size() && in_word(text[at])) ++at;
    out.emplace(text.substr(begin, at - begin));
  }
}

bool holds_error(NodeRef node) {
  for (const NodeRef part : node.children()) {
    if (part.is(NodeKind::error)) return true;
  }
  return false;
}

// No name that others use is declared in such a part.
bool declares_nothing(NodeKind k) {
  return k == NodeKind::rule_item || k == NodeKind::scenario_item || k == NodeKind::property_item || k == NodeKind::route_item ||
         k == NodeKind::accept_item || k == NodeKind::decision_item || k == NodeKind::when_clause;
}

// In its body nothing is declared; in a law, rules are.
bool declares_in_head(NodeKind k) {
  return k == NodeKind::rule_decl || k == NodeKind::scenario_decl || k == NodeKind::property_decl || k == NodeKind::route_decl ||
         k == NodeKind::accept_decl || k == NodeKind::decision_decl;
}

// A word that begins a declaration was left out with what follows it.
bool holds_declaration(NodeRef error) {
  const syntax::Tree& tree = *error.tree();
  const syntax::Node& n = tree.nodes[error.index()];
  return std::any_of(tree.tokens.begin() + n.first_token, tree.tokens.begin() + n.end_token, [](const syntax::Token& t) {
    return (t.kind >= TokenKind::USE && t.kind <= TokenKind::PROPERTY) || t.kind == TokenKind::RULE;
  });
}

// Words that no rule could use; names of what was read in parts, and what stands before its body where that is broken.
void collect(NodeRef node, Words& out) {
  if (node.is(NodeKind::error)) {
    add_words(node.text(), out);
    return;
  }
  if (!node.broken() || declares_nothing(node.kind())) return;
  const bool whole_head =
      (node.is(NodeKind::law_decl) || node.is(NodeKind::scenario_decl)) && node.has(TokenKind::LBRACE) && !holds_error(node);
  if (const NodeRef name = name_of(node); name && !node.is(NodeKind::rule_decl) && !whole_head) out.emplace(name.text());
  bool head = true;
  const bool broken_head = holds_error(node);
  for (const NodeRef part : node.children()) {
    if (part.is(NodeKind::token)) {
      const TokenKind kind = part.first_token().kind;
      if (kind == TokenKind::LBRACE || kind == TokenKind::EQ) head = false;
      continue;
    }
    if (!head && declares_in_head(node.kind()) && part.is(NodeKind::error) && !holds_declaration(part)) continue;
    if (head && broken_head && !node.is(NodeKind::rule_decl)) add_words(part.text(), out);
    collect(part, out);
  }
}

bool holds_text(NodeRef node, std::string_view text) {
  if (node.is(NodeKind::error)) return node.text().find(text) != std::string_view::npos;
  for (const NodeRef part : node.children()) {
    if (part.is(NodeKind::error) || part.broken()) {
      if (holds_text(part, text)) return true;
    }
  }
  return false;
}

}  // namespace

bool Context::lost_text(model::ModuleId from, std::string_view text) const {
  for (const model::ModuleId m : model::in_sight(program, from)) {
    if (units[m.index].tree->has_errors && holds_text(units[m.index].tree->root(), text)) return true;
  }
  return false;
}

bool Context::lost(model::ModuleId from, std::string_view name) const {
  for (const model::ModuleId m : model::in_sight(program, from)) {
    if (!units[m.index].tree->has_errors) continue;
    const auto [words, fresh] = lost_words.try_emplace(m);
    if (fresh) {
      for (const NodeRef part : units[m.index].tree->root().children()) collect(part, words->second);
    }
    if (words->second.contains(name)) return true;
  }
  return false;
}

}  // namespace jur::checking
