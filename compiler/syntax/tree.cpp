#include "syntax/tree.h"

#include <array>

namespace jur::syntax {
namespace {

struct TokenInfo {
  std::string_view what;
  char group;  // h, s, p, o
};
constexpr std::array kTokens = {
#define HARD(name, text) TokenInfo{"`" text "`", 'h'},
#define SOFT(name, text) TokenInfo{"`" text "`", 's'},
#define PUNCT(name, text) TokenInfo{"`" text "`", 'p'},
#define OTHER(name, what) TokenInfo{what, 'o'},
#include "syntax/token.def"
};
constexpr std::array kNodes = {
#define NODE(rule, what) std::string_view{what},
#include "syntax/node.def"
};

}  // namespace

std::string_view describe(TokenKind kind) { return kTokens[static_cast<std::size_t>(kind)].what; }
std::string_view describe(NodeKind kind) { return kNodes[static_cast<std::size_t>(kind)]; }
bool is_soft_word(TokenKind kind) { return kTokens[static_cast<std::size_t>(kind)].group == 's'; }
bool is_hard_word(TokenKind kind) { return kTokens[static_cast<std::size_t>(kind)].group == 'h'; }

bool is_item(NodeKind kind) {
  switch (kind) {
    case NodeKind::decl:
    case NodeKind::law_item:
    case NodeKind::rule_item:
    case NodeKind::field:
    case NodeKind::case_member:
    case NodeKind::enumerator:
    case NodeKind::tuple:
    case NodeKind::dated_member:
    case NodeKind::route_item:
    case NodeKind::accept_item:
    case NodeKind::decision_item:
    case NodeKind::scenario_item:
    case NodeKind::facts:
    case NodeKind::property_item:
      return true;
    default:
      return false;
  }
}

NodeKind NodeRef::kind() const { return tree_->nodes[index_].kind; }

Span NodeRef::span() const {
  if (tree_ == nullptr) return {};
  const Node& n = tree_->nodes[index_];
  const Token& first = tree_->tokens[n.first_token];
  if (n.first_token == n.end_token) return {tree_->file, first.begin, first.begin};
  return {tree_->file, first.begin, tree_->tokens[n.end_token - 1].end};
}

std::string_view NodeRef::text() const {
  const Span s = span();
  return tree_ == nullptr ? std::string_view{} : tree_->text.substr(s.begin, s.end - s.begin);
}

std::string_view NodeRef::doc() const {
  if (tree_ == nullptr) return {};
  const Token& t = tree_->tokens[tree_->nodes[index_].first_token];
  const std::string_view trivia = tree_->text.substr(t.trivia, t.begin - t.trivia);
  const std::size_t at = trivia.find("##");
  return at == std::string_view::npos ? std::string_view{} : trivia.substr(at);
}

bool NodeRef::broken() const {
  if (tree_ == nullptr) return true;
  if (!tree_->has_errors) return false;
  for (std::uint32_t i = index_; i < tree_->nodes[index_].next; ++i) {
    if (tree_->nodes[i].kind == NodeKind::error) return true;
  }
  return false;
}

NodeRef::Children NodeRef::children() const {
  if (tree_ == nullptr) return {nullptr, 0, 0};
  return {tree_, index_ + 1, tree_->nodes[index_].next};
}

NodeRef NodeRef::child(NodeKind k, std::size_t nth) const {
  for (const NodeRef c : children()) {
    if (c.kind() == k && nth-- == 0) return c;
  }
  return {};
}

std::vector<NodeRef> NodeRef::children(NodeKind k) const {
  std::vector<NodeRef> out;
  for (const NodeRef c : children()) {
    if (c.kind() == k) out.push_back(c);
  }
  return out;
}

NodeRef NodeRef::only_child() const {
  for (const NodeRef c : children()) {
    if (c.kind() != NodeKind::token) return c;
  }
  return {};
}

NodeRef NodeRef::token(TokenKind k) const {
  for (const NodeRef c : children()) {
    if (c.kind() == NodeKind::token && c.first_token().kind == k) return c;
  }
  return {};
}

const Token& NodeRef::first_token() const { return tree_->tokens[tree_->nodes[index_].first_token]; }

std::string string_value(NodeRef string_token) {
  const std::string_view raw = string_token.text();
  std::string out;
  for (std::size_t i = 1; i + 1 < raw.size(); ++i) {
    if (raw[i] == '\\' && i + 2 < raw.size()) ++i;
    out += raw[i];
  }
  return out;
}

}  // namespace jur::syntax
