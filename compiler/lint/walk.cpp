#include "lint/walk.h"

#include <algorithm>

namespace jur::lint_rules {

using syntax::NodeKind;
using syntax::NodeRef;
using syntax::Token;
using syntax::TokenKind;

namespace {

std::string joined(const syntax::Tree& tree, std::uint32_t first, std::uint32_t end) {
  std::string out;
  for (std::uint32_t t = first; t < end; ++t) {
    const Token& token = tree.tokens[t];
    const bool tight = token.kind == TokenKind::DOT || token.kind == TokenKind::COMMA || token.kind == TokenKind::RPAREN ||
                       (t > first && (tree.tokens[t - 1].kind == TokenKind::DOT || tree.tokens[t - 1].kind == TokenKind::LPAREN));
    if (!out.empty() && !tight) out += ' ';
    out += tree.text.substr(token.begin, token.end - token.begin);
  }
  return out;
}

}  // namespace

std::string words(NodeRef node) {
  if (!node) return {};
  const syntax::Node& n = node.tree()->nodes[node.index()];
  return joined(*node.tree(), n.first_token, n.end_token);
}

std::string words(const syntax::Tree& tree, Span span) {
  const auto before = [](const Token& t, std::uint32_t at) { return t.begin < at; };
  const auto first = std::lower_bound(tree.tokens.begin(), tree.tokens.end(), span.begin, before);
  const auto end = std::lower_bound(first, tree.tokens.end(), span.end, before);
  return joined(tree, static_cast<std::uint32_t>(first - tree.tokens.begin()),
                static_cast<std::uint32_t>(end - tree.tokens.begin()));
}

Edit taken_out(syntax::NodeRef node) {
  const syntax::Tree& tree = *node.tree();
  Span span = node.span();
  const std::size_t line = span.begin == 0 ? 0 : tree.text.rfind('\n', span.begin - 1) + 1;
  const std::size_t end = std::min(tree.text.find('\n', span.end), tree.text.size());
  const auto blank = [&](std::size_t a, std::size_t b) {
    return tree.text.substr(a, b - a).find_first_not_of(" \t\r") == std::string_view::npos;
  };
  if (blank(line, span.begin) && blank(span.end, end)) {
    span.begin = static_cast<std::uint32_t>(line);
    span.end = static_cast<std::uint32_t>(std::min(end + 1, tree.text.size()));
  }
  return {span, ""};
}

std::string first_string(NodeRef node) {
  if (!node) return {};
  const syntax::Tree& tree = *node.tree();
  for (std::uint32_t i = node.index(); i < tree.nodes[node.index()].next; ++i) {
    const NodeRef n(&tree, i);
    if (n.is(NodeKind::token) && n.first_token().kind == TokenKind::STRING) return syntax::string_value(n);
  }
  return {};
}

std::vector<Condition> conditions(const model::Program& program) {
  std::vector<Condition> out;
  const auto add = [&](model::ExprId e, model::ModuleId m, model::RuleId r = {}, model::LawId l = {}) {
    if (e.valid()) out.push_back({e, m, r, l});
  };
  for (const model::Define& d : program.defines.all()) add(d.body, d.module);
  for (const model::Action& a : program.actions.all()) add(a.possible, a.module);
  for (const model::Relate& r : program.relates) add(r.when, r.module);
  for (const model::Assumption& a : program.assumptions) add(a.condition, a.module);
  for (const model::LawId l : program.laws.ids()) add(program.laws[l].when, program.laws[l].module, {}, l);
  for (const model::RuleId id : program.rules.ids()) {
    const model::Rule& r = program.rules[id];
    const model::ModuleId module = program.laws[r.law].module;
    add(r.when, module, id, r.law);
    for (const model::Norm& n : r.norms) add(n.only_if, module, id, r.law);
    for (const model::Unless& u : r.exceptions) add(u.condition, module, id, r.law);
  }
  for (const model::Route& r : program.routes.all()) add(r.available, r.module);
  for (const model::Acceptance& a : program.acceptances) add(a.when, a.module);
  for (const model::Scenario& s : program.scenarios.all()) {
    for (const model::Expectation& e : s.expectations) add(e.condition, s.module);
  }
  for (const model::Property& p : program.properties) {
    add(p.when, p.module);
    for (const model::Expectation& e : p.expectations) add(e.condition, p.module);
  }
  return out;
}

std::vector<NodeRef> operands(NodeRef expr) { return expr.children(NodeKind::negation); }

TokenKind connective(NodeRef expr) { return expr.has(TokenKind::OR) ? TokenKind::OR : TokenKind::AND; }

NodeRef single_term(NodeRef sum) {
  if (!sum.is(NodeKind::sum)) return {};
  const std::vector<NodeRef> terms = sum.children(NodeKind::term);
  if (terms.size() != 1 || terms[0].has(TokenKind::LPAREN)) return {};
  return terms[0];
}

std::string quoted_list(const std::vector<std::string>& names) {
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) out += i + 1 == names.size() ? " and " : ", ";
    out += "`" + names[i] + "`";
  }
  return out;
}

}  // namespace jur::lint_rules
