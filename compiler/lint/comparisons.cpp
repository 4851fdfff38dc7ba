// Comparisons and their negations.
#include <fmt/format.h>

#include "lint/rules.h"
#include "lint/walk.h"

namespace jur::lint_rules {

using syntax::NodeKind;
using syntax::NodeRef;
using syntax::TokenKind;

namespace {

// `a is b`, `a = b`: the two sides and what stands between; null sides elsewhere.
struct Equality {
  NodeRef left;
  NodeRef right;
  bool negated = false;
};

Equality equality(NodeRef comparison) {
  const NodeRef tail = comparison.child(NodeKind::comparison_tail);
  if (!tail || tail.has(TokenKind::IN)) return {};
  const bool is = tail.has(TokenKind::IS);
  if (!is && !tail.has(TokenKind::EQ) && !tail.has(TokenKind::NE)) return {};
  return {comparison.child(NodeKind::sum), tail.child(NodeKind::sum),
          tail.has(TokenKind::NE) || (is && tail.has(TokenKind::NOT))};
}

bool is_literal(NodeRef sum) {
  const NodeRef term = single_term(sum);
  if (!term) return false;
  if (term.child(NodeKind::number)) return true;
  for (const TokenKind k : {TokenKind::DATE_LITERAL, TokenKind::TRUE, TokenKind::FALSE}) {
    if (term.has(k)) return true;
  }
  return false;
}

}  // namespace

void self_comparison(const LintInput& in, Findings& out) {
  each_asked(in, NodeKind::comparison, [&](NodeRef c) {
    const NodeRef tail = c.child(NodeKind::comparison_tail);
    const NodeRef left = c.child(NodeKind::sum);
    const NodeRef right = tail ? tail.child(NodeKind::sum) : NodeRef();
    if (!left || !right || words(left) != words(right)) return;
    out.add(c.span(), fmt::format("`{}` is compared with itself", words(left))).help("name the fact that was meant on one side");
  });
}

void truth_comparison(const LintInput& in, Findings& out) {
  each_asked(in, NodeKind::comparison, [&](NodeRef c) {
    const Equality e = equality(c);
    if (!e.left || !e.right) return;
    const NodeRef term = single_term(e.right);
    if (!term || (!term.has(TokenKind::TRUE) && !term.has(TokenKind::FALSE)) || !single_term(e.left) || is_literal(e.left))
      return;
    const bool yes = term.has(TokenKind::TRUE) != e.negated;
    const std::string plain = fmt::format("{}{}", yes ? "" : "not ", e.left.text());
    Diagnostic& d = out.add(c.span(), fmt::format("`{}` says what `{}` says", words(c), plain));
    d.help(fmt::format("write `{}`", plain));
    d.fix.push_back({c.span(), plain});
  });
}

void literal_first(const LintInput& in, Findings& out) {
  each_asked(in, NodeKind::comparison, [&](NodeRef c) {
    const Equality e = equality(c);
    if (!e.left || !e.right || !is_literal(e.left) || is_literal(e.right)) return;
    Diagnostic& d = out.add(c.span(), fmt::format("`{}` stands before what it is compared with", words(e.left)));
    d.help("name the fact first, then its value");
    d.fix.push_back({e.left.span(), std::string(e.right.text())});
    d.fix.push_back({e.right.span(), std::string(e.left.text())});
  });
}

void one_element_set(const LintInput& in, Findings& out) {
  each_asked(in, NodeKind::comparison, [&](NodeRef c) {
    const NodeRef tail = c.child(NodeKind::comparison_tail);
    const NodeRef set = tail ? tail.child(NodeKind::set_operand).child(NodeKind::set_literal) : NodeRef();
    const NodeRef left = c.child(NodeKind::sum);
    if (!set || !left || tail.child(NodeKind::on_date)) return;
    const std::vector<NodeRef> members = set.children(NodeKind::path);
    if (members.size() != 1) return;
    const std::string plain = fmt::format("{} is {}{}", left.text(), tail.has(TokenKind::NOT) ? "not " : "", members[0].text());
    Diagnostic& d = out.add(c.span(), fmt::format("`{}` is a list of one", words(set)));
    d.help(fmt::format("write `{}`", plain));
    d.fix.push_back({c.span(), plain});
  });
}

}  // namespace jur::lint_rules
