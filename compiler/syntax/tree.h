// The lossless flat syntax tree: all tokens of a file with their trivia, and nodes in preorder.
// Kinds of nodes are the rules of grammar/JurParser.g4; a leaf of kind `token` holds one token.
#pragma once
#include <cstdint>
#include <iterator>
#include <string_view>
#include <vector>

#include "source/source.h"

namespace jur::syntax {

enum class TokenKind : std::uint8_t {
#define HARD(name, text) name,
#define SOFT(name, text) name,
#define PUNCT(name, text) name,
#define OTHER(name, what) name,
#include "syntax/token.def"
};

enum class NodeKind : std::uint8_t {
#define NODE(rule, what) rule,
#include "syntax/node.def"
};

// The token's text as messages quote it: "`must`", "`{`", "a name".
[[nodiscard]] std::string_view describe(TokenKind kind);
[[nodiscard]] std::string_view describe(NodeKind kind);
// A word that is a name wherever a name may stand.
[[nodiscard]] bool is_soft_word(TokenKind kind);
[[nodiscard]] bool is_hard_word(TokenKind kind);
// The repeated parts of declarations, and declarations themselves: what recovery leaves out or completes as a whole.
[[nodiscard]] bool is_item(NodeKind kind);

struct Token {
  TokenKind kind;
  std::uint32_t begin;  // byte offsets into the file
  std::uint32_t end;
  std::uint32_t trivia;  // spaces and comments before it begin here; [trivia, begin) is theirs
};

struct Node {
  NodeKind kind;
  std::uint32_t first_token;  // index into Tree::tokens
  std::uint32_t end_token;    // one past the last token; == first_token for an empty node
  std::uint32_t next;         // index of the node that follows this node's subtree, in preorder
};

struct Tree;

// A place in a tree. Cheap to copy; good as long as the tree is. A null ref has no tree, and every query on it is null too.
class NodeRef {
 public:
  NodeRef() = default;
  NodeRef(const Tree* tree, std::uint32_t index) : tree_(tree), index_(index) {}
  explicit operator bool() const { return tree_ != nullptr; }

  [[nodiscard]] NodeKind kind() const;
  [[nodiscard]] bool is(NodeKind k) const { return tree_ != nullptr && kind() == k; }
  [[nodiscard]] Span span() const;              // from the first token to the last, without trivia
  [[nodiscard]] std::string_view text() const;  // the source text of span()
  [[nodiscard]] std::string_view doc() const;   // the `##` comment lines right before it, raw; "" for none
  [[nodiscard]] std::uint32_t index() const { return index_; }

  // True where an error node stands somewhere below: the parse is incomplete and already reported.
  [[nodiscard]] bool broken() const;

  // Children in order. A token is a child of kind `token`.
  class Children;
  [[nodiscard]] Children children() const;
  [[nodiscard]] NodeRef child(NodeKind k, std::size_t nth = 0) const;  // null where there is none
  [[nodiscard]] std::vector<NodeRef> children(NodeKind k) const;
  [[nodiscard]] NodeRef only_child() const;  // the first child that is a node; null where none
  // The first child token of the kind; null where none.
  [[nodiscard]] NodeRef token(TokenKind k) const;
  [[nodiscard]] bool has(TokenKind k) const { return static_cast<bool>(token(k)); }
  // For a leaf: the token. For any node: its first token (the node must not be empty).
  [[nodiscard]] const Token& first_token() const;
  [[nodiscard]] const Tree* tree() const { return tree_; }

 private:
  const Tree* tree_ = nullptr;
  std::uint32_t index_ = 0;
};

struct Tree {
  FileId file;
  std::string_view text;      // the file's text; owned by Sources
  std::vector<Token> tokens;  // the last one is END
  std::vector<Node> nodes;    // preorder; nodes[0] is the `file` node
  bool has_errors = false;    // syntax errors were reported
  [[nodiscard]] NodeRef root() const { return {this, 0}; }
};

class NodeRef::Children {
 public:
  struct Iterator {
    const Tree* tree;
    std::uint32_t at;
    NodeRef operator*() const { return {tree, at}; }
    Iterator& operator++() {
      at = tree->nodes[at].next;
      return *this;
    }
    bool operator!=(const Iterator& o) const { return at != o.at; }
    bool operator==(const Iterator& o) const { return at == o.at; }
  };
  Children(const Tree* tree, std::uint32_t begin, std::uint32_t end) : tree_(tree), begin_(begin), end_(end) {}
  [[nodiscard]] Iterator begin() const { return {tree_, begin_}; }
  [[nodiscard]] Iterator end() const { return {tree_, end_}; }
  [[nodiscard]] bool empty() const { return begin_ == end_; }

 private:
  const Tree* tree_;
  std::uint32_t begin_;
  std::uint32_t end_;
};

// A string token's value: without quotes, escapes resolved.
[[nodiscard]] std::string string_value(NodeRef string_token);

}  // namespace jur::syntax
