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

// Words that no rule could use; names of what was read in parts, and what stands before its body where that is broken.
void collect(NodeRef node, Words& out) {
  if (node.is(NodeKind::error)) {
    add_words(node.text(), out);
    for (const NodeRef part : node.children()) {
      if (part.first_token().kind == TokenKind::STRING) out.emplace(part.text());
    }
    return;
  }
  if (!node.broken()) return;
  if (const NodeRef name = name_of(node)) out.emplace(name.text());
  bool head = true;
  const bool broken_head = holds_error(node);
  for (const NodeRef part : node.children()) {
    if (part.is(NodeKind::token)) {
      const TokenKind kind = part.first_token().kind;
      if (kind == TokenKind::LBRACE || kind == TokenKind::EQ) head = false;
      continue;
    }
    if (head && broken_head) add_words(part.text(), out);
    collect(part, out);
  }
}

}  // namespace

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
