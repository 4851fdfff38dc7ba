#include "check/spoilt.h"

#include <algorithm>
#include <vector>

namespace jur::checking {
namespace {

using syntax::NodeKind;
using syntax::NodeRef;
using syntax::TokenKind;
using syntax::Tree;

bool has_body(NodeKind k) {
  switch (k) {
    case NodeKind::law_decl:
    case NodeKind::rule_decl:
    case NodeKind::record_decl:
    case NodeKind::extend_decl:
    case NodeKind::case_decl:
    case NodeKind::enum_decl:
    case NodeKind::relation_decl:
    case NodeKind::route_decl:
    case NodeKind::accept_decl:
    case NodeKind::decision_decl:
    case NodeKind::scenario_decl:
    case NodeKind::property_decl:
    case NodeKind::facts:
      return true;
    default:
      return false;
  }
}

// The `{` with which the item's body begins; null where it has none.
NodeRef brace_of(NodeRef item) {
  const NodeRef holder = item.is(NodeKind::facts) ? item : item.only_child();
  return holder && has_body(holder.kind()) ? holder.token(TokenKind::LBRACE) : NodeRef();
}

bool closes(const Tree& tree, std::uint32_t error) {
  const syntax::Node& node = tree.nodes[error];
  if (node.first_token == node.end_token) return false;
  const TokenKind kind = tree.tokens[node.first_token].kind;
  return kind == TokenKind::RBRACE || kind == TokenKind::RPAREN;
}

// The innermost item that ends right before the token; 0 for none.
std::uint32_t item_before(const Tree& tree, std::uint32_t token) {
  std::uint32_t found = 0;
  for (std::uint32_t n = 1; n < tree.nodes.size(); ++n) {
    const syntax::Node& other = tree.nodes[n];
    if (is_item(other.kind) && other.first_token < other.end_token && other.end_token == token) found = n;
  }
  return found;
}

// A list of rules in a head, read in full: what is left out beside it is no part of it.
bool whole_list(const Tree& tree, std::uint32_t n) {
  const NodeRef node(&tree, n);
  if (!node.has(TokenKind::NOTWITHSTANDING) && !node.has(TokenKind::SUBJECT)) return false;
  if (!(node.is(NodeKind::notwithstanding) || node.is(NodeKind::subject_to)) || node.child(NodeKind::paths).broken())
    return false;
  if (tree.nodes[n].next >= tree.nodes.size()) return true;
  const NodeRef next(&tree, tree.nodes[n].next);
  const syntax::Node& behind = tree.nodes[next.index()];
  return next.is(NodeKind::error) ? behind.first_token == behind.end_token : !next.broken();
}

std::uint32_t begin_of(const Tree& tree, std::uint32_t node) { return tree.tokens[tree.nodes[node].first_token].begin; }

}  // namespace

const std::set<Spoilt::Part>& Spoilt::parts_of(const Tree& tree) {
  const auto [known, fresh] = parts_.try_emplace(&tree);
  if (!fresh) return known->second;
  std::vector<std::uint32_t> items;
  for (std::uint32_t n = 1; n < tree.nodes.size(); ++n) {
    while (!items.empty() && tree.nodes[items.back()].next <= n) items.pop_back();
    if (is_item(tree.nodes[n].kind)) items.push_back(n);
    if (tree.nodes[n].kind != NodeKind::error) continue;
    if (items.empty() || closes(tree, n)) {
      for (std::uint32_t token = tree.nodes[n].first_token;; --token) {  // a brace may be missing in each that ends there
        if (const std::uint32_t before = item_before(tree, token); before != 0) {
          known->second.emplace(before, true);
          known->second.emplace(before, false);
        }
        if (token == 0 || tree.tokens[token - 1].kind != TokenKind::RBRACE) break;
      }
    }
    if (items.empty()) continue;
    const NodeRef brace = brace_of({&tree, items.back()});
    known->second.emplace(items.back(), !brace || n < brace.index());
  }
  return known->second;
}

bool Spoilt::holds(Span span) {
  if (!span.valid()) return false;
  const auto unit = std::find_if(units_.begin(), units_.end(), [&](const Unit& u) { return u.tree->file == span.file; });
  if (unit == units_.end() || !unit->tree->has_errors) return false;
  const Tree& tree = *unit->tree;
  std::uint32_t item = 0;
  bool whole = false;
  for (std::uint32_t n = 1; n < tree.nodes.size();) {
    const syntax::Node& node = tree.nodes[n];
    const bool empty = node.first_token == node.end_token;
    const bool around = !empty && begin_of(tree, n) <= span.begin && span.begin < tree.tokens[node.end_token - 1].end;
    if (around && is_item(node.kind)) item = n;
    if (around) whole = whole || whole_list(tree, n);
    n = around ? n + 1 : node.next;
  }
  if (item == 0 || whole) return false;
  const NodeRef brace = brace_of({&tree, item});
  return parts_of(tree).contains({item, !brace || span.begin < brace.span().end});
}

}  // namespace jur::checking
