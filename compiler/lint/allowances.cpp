#include "lint/allowances.h"

#include <algorithm>

#include <fmt/format.h>

#include "lint/registry.h"

namespace jur::linting {
namespace {

using syntax::Node;
using syntax::Token;
using syntax::Tree;

constexpr std::string_view kHelp = "write `# jur: allow(NAME) because REASON`";

// Reads the words of one comment; offsets are those of the file.
class Reader {
 public:
  Reader(const Tree& tree, Span comment, Sink& sink)
      : tree_(tree), comment_(comment), sink_(sink), at_(comment.begin + 1), end_(comment.end) {}

  // False where the comment is none of ours, or malformed (reported).
  bool read(Allowance& out) {
    if (!word("jur:")) return false;
    out.comment = comment_;
    if (!word("allow")) return bad(here(), "this comment begins with `jur:` but allows nothing");
    if (!word("(")) return bad(here(), "the allowance names no lint");
    do {
      if (!name(out)) return false;
    } while (word(","));
    if (!word(")")) return bad(here(), "the list of lints has no closing `)`");
    if (!word("because") || skip() == end_) return bad(comment_, "the allowance gives no reason");
    return true;
  }

 private:
  std::uint32_t skip() {
    while (at_ < end_ && (tree_.text[at_] == ' ' || tree_.text[at_] == '\t')) ++at_;
    return at_;
  }

  bool word(std::string_view text) {
    skip();
    if (tree_.text.substr(at_, end_ - at_).substr(0, text.size()) != text) return false;
    at_ += static_cast<std::uint32_t>(text.size());
    return true;
  }

  Span here() {
    skip();
    return {comment_.file, at_ < end_ ? at_ : comment_.begin, end_};
  }

  bool name(Allowance& out) {
    skip();
    const std::uint32_t begin = at_;
    while (at_ < end_ && (tree_.text[at_] == '-' || (tree_.text[at_] >= 'a' && tree_.text[at_] <= 'z'))) ++at_;
    const Span span{comment_.file, begin, at_};
    if (begin == at_) return bad(here(), "a name of a lint is expected here");
    Allowance::Name name{std::string(tree_.text.substr(begin, at_ - begin)), span};
    if (!has_level(name.text)) {
      NoLevel why = no_level(name.text);
      sink_.report(Code::BadAllowance, span, why.message).help(why.help);
      return false;
    }
    out.names.push_back(std::move(name));
    return true;
  }

  bool bad(Span span, const std::string& message) {
    sink_.report(Code::BadAllowance, span, message).help(std::string(kHelp));
    return false;
  }

  const Tree& tree_;
  Span comment_;
  Sink& sink_;
  std::uint32_t at_;
  std::uint32_t end_;
};

// The largest node but the file that begins with the token.
Span item_at(const Tree& tree, std::uint32_t token) {
  const auto first = std::lower_bound(tree.nodes.begin() + 1, tree.nodes.end(), token,
                                      [](const Node& n, std::uint32_t t) { return n.first_token < t; });
  for (auto n = first; n != tree.nodes.end() && n->first_token == token; ++n) {
    if (n->end_token > token) return {tree.file, tree.tokens[token].begin, tree.tokens[n->end_token - 1].end};
  }
  return {tree.file, tree.tokens[token].begin, tree.tokens[token].end};
}

// Where the largest node but the file that ends right before the token begins.
std::uint32_t begin_of_ended(const Tree& tree, std::uint32_t token) {
  for (std::uint32_t n = 1; n < tree.nodes.size(); n = tree.nodes[n].end_token < token ? tree.nodes[n].next : n + 1) {
    const Node& node = tree.nodes[n];
    if (node.end_token == token && node.first_token < token) return tree.tokens[node.first_token].begin;
  }
  return tree.tokens[token].begin;
}

std::uint32_t line_begin(const Tree& tree, std::uint32_t at) {
  const std::size_t found = at == 0 ? std::string_view::npos : tree.text.rfind('\n', at - 1);
  return found == std::string_view::npos ? 0 : static_cast<std::uint32_t>(found) + 1;
}

bool only_space(std::string_view text) { return text.find_first_not_of(" \t\r") == std::string_view::npos; }

bool has_empty_line(std::string_view text) {
  for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) {
    const std::size_t next = text.find('\n', at + 1);
    if (next != std::string_view::npos && only_space(text.substr(at + 1, next - at - 1))) return true;
  }
  return false;
}

void place(const Tree& tree, std::uint32_t token, Allowance& a) {
  const std::uint32_t line = line_begin(tree, a.comment.begin);
  a.alone = only_space(tree.text.substr(line, a.comment.begin - line));
  const std::uint32_t begin = tree.tokens[token].begin;
  if (!a.alone) {
    a.scope = {tree.file, std::min(line, begin_of_ended(tree, token)), a.comment.begin};
  } else if (token == 0 && has_empty_line(tree.text.substr(a.comment.end, begin - a.comment.end))) {
    a.scope = {tree.file, 0, static_cast<std::uint32_t>(tree.text.size())};
  } else {
    a.scope = item_at(tree, token);
  }
}

}  // namespace

std::vector<Allowance> read_allowances(const Tree& tree, Sink& sink) {
  std::vector<Allowance> out;
  if (tree.text.find("jur:") == std::string_view::npos) return out;
  for (std::uint32_t t = 0; t < tree.tokens.size(); ++t) {
    const Token& token = tree.tokens[t];
    for (std::size_t at = tree.text.find('#', token.trivia); at < token.begin; at = tree.text.find('#', at)) {
      const std::size_t end = std::min<std::size_t>(tree.text.find_first_of("\r\n", at), token.begin);
      const Span comment{tree.file, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)};
      Allowance a;
      if (Reader(tree, comment, sink).read(a)) {
        place(tree, t, a);
        out.push_back(std::move(a));
      }
      at = end;
    }
  }
  return out;
}

bool allowed(std::vector<Allowance>& allowances, const Diagnostic& finding) {
  const auto lint = find_lint(finding.name);
  const std::string_view group = lint ? group_name(lint_entry(*lint).group) : std::string_view();
  bool found = false;
  for (Allowance& a : allowances) {
    if (finding.primary.begin < a.scope.begin || finding.primary.begin >= a.scope.end) continue;
    for (Allowance::Name& n : a.names) {
      if (n.text != finding.name && n.text != group) continue;
      n.used = true;
      found = true;
    }
  }
  return found;
}

Edit without(const Tree& tree, const Allowance& a, std::size_t name) {
  if (a.names.size() == 1) {
    std::uint32_t begin = a.comment.begin;
    std::uint32_t end = a.comment.end;
    if (a.alone) {
      begin = line_begin(tree, begin);
      if (end < tree.text.size() && tree.text[end] == '\r') ++end;
      if (end < tree.text.size()) ++end;
    } else {
      while (begin > 0 && (tree.text[begin - 1] == ' ' || tree.text[begin - 1] == '\t')) --begin;
    }
    return {{tree.file, begin, end}, ""};
  }
  const bool last = name + 1 == a.names.size();
  const std::uint32_t begin = last ? a.names[name - 1].span.end : a.names[name].span.begin;
  const std::uint32_t end = last ? a.names[name].span.end : a.names[name + 1].span.begin;
  return {{tree.file, begin, end}, ""};
}

}  // namespace jur::linting
