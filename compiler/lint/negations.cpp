// What stands after `not`, and conditions beside each other.
#include <map>

#include <fmt/format.h>

#include "lint/rules.h"
#include "lint/walk.h"

namespace jur::lint_rules {

using syntax::NodeKind;
using syntax::NodeRef;
using syntax::TokenKind;

namespace {

std::size_t nots(NodeRef negation) {
  std::size_t n = 0;
  for (const NodeRef c : negation.children()) {
    if (c.is(NodeKind::token) && c.first_token().kind == TokenKind::NOT) ++n;
  }
  return n;
}

// What stands alone in parentheses, `(…)`; else null.
NodeRef in_parentheses(NodeRef comparison) {
  if (!comparison || comparison.child(NodeKind::comparison_tail)) return {};
  const std::vector<NodeRef> terms = comparison.child(NodeKind::sum).children(NodeKind::term);
  return terms.size() == 1 && terms[0].has(TokenKind::LPAREN) ? terms[0].child(NodeKind::expr) : NodeRef();
}

// The comparison after `not`, in parentheses or not; null where there is more than one.
NodeRef negated(NodeRef negation) {
  const NodeRef comparison = negation.child(NodeKind::comparison);
  const NodeRef inner = in_parentheses(comparison);
  if (!inner) return comparison;
  const std::vector<NodeRef> parts = operands(inner);
  return parts.size() == 1 && nots(parts[0]) == 0 ? parts[0].child(NodeKind::comparison) : NodeRef();
}

// The comparison's negation in words of its own; "" where it has none.
std::string opposite(NodeRef comparison) {
  const NodeRef tail = comparison.child(NodeKind::comparison_tail);
  const NodeRef left = comparison.child(NodeKind::sum);
  if (!tail || !left) return {};
  const bool is = tail.has(TokenKind::IS);
  const bool no = tail.has(TokenKind::NOT);
  if (tail.has(TokenKind::IN)) {
    const NodeRef on = tail.child(NodeKind::on_date);
    return fmt::format("{} {}{}in {}{}{}", left.text(), is ? "is " : "", no ? "" : "not ",
                       tail.child(NodeKind::set_operand).text(), on ? " " : "", on.text());
  }
  const NodeRef right = tail.child(NodeKind::sum);
  if (is) return fmt::format("{} is {}{}", left.text(), no ? "" : "not ", right.text());
  if (tail.has(TokenKind::EQ)) return fmt::format("{} != {}", left.text(), right.text());
  if (tail.has(TokenKind::NE)) return fmt::format("{} = {}", left.text(), right.text());
  return {};
}

// The operand without its `not`, and whether there was an odd number of them.
std::pair<std::string, bool> bare(NodeRef negation) {
  return {words(negation.child(NodeKind::comparison)), nots(negation) % 2 == 1};
}

}  // namespace

void negated_comparison(const LintInput& in, Findings& out) {
  each_asked(in, NodeKind::negation, [&](NodeRef n) {
    if (nots(n) != 1) return;
    const NodeRef comparison = negated(n);
    const std::string plain = comparison ? opposite(comparison) : std::string();
    if (plain.empty()) return;
    Diagnostic& d = out.add(n.span(), fmt::format("`not` stands before a comparison that has a `not` of its own"));
    d.help(fmt::format("write `{}`", plain));
    d.fix.push_back({n.span(), plain});
  });
}

void double_negation(const LintInput& in, Findings& out) {
  each_asked(in, NodeKind::negation, [&](NodeRef n) {
    const NodeRef comparison = n.child(NodeKind::comparison);
    if (nots(n) >= 2) {
      const std::string plain = fmt::format("{}{}", nots(n) % 2 == 1 ? "not " : "", comparison.text());
      Diagnostic& d = out.add(n.span(), "one `not` undoes the other");
      d.help(fmt::format("write `{}`", plain));
      d.fix.push_back({n.span(), plain});
      return;
    }
    const NodeRef inner = in_parentheses(comparison);
    if (nots(n) != 1 || !inner) return;
    const std::vector<NodeRef> parts = operands(inner);
    if (parts.size() != 1 || nots(parts[0]) != 1) return;
    const std::string plain(parts[0].child(NodeKind::comparison).text());
    Diagnostic& d = out.add(n.span(), "one `not` undoes the other");
    d.help(fmt::format("write `{}`", plain));
    d.fix.push_back({n.span(), plain});
  });
}

void repeated_operand(const LintInput& in, Findings& out) {
  each_asked(in, NodeKind::expr, [&](NodeRef e) {
    std::map<std::pair<std::string, bool>, Span> seen;
    for (const NodeRef n : operands(e)) {
      const auto [at, fresh] = seen.try_emplace(bare(n), n.span());
      if (fresh) continue;
      out.add(n.span(),
              fmt::format("`{}` stands twice beside the same `{}`", words(n), connective(e) == TokenKind::OR ? "or" : "and"))
          .label(at->second, "here for the first time")
          .help("take one out, or name the fact that was meant");
    }
  });
}

void opposite_operands(const LintInput& in, Findings& out) {
  each_asked(in, NodeKind::expr, [&](NodeRef e) {
    std::map<std::pair<std::string, bool>, Span> seen;
    for (const NodeRef n : operands(e)) {
      const auto [text, negative] = bare(n);
      const auto against = seen.find({text, !negative});
      if (against != seen.end()) {
        const bool either = connective(e) == TokenKind::OR;
        out.add(n.span(), fmt::format("`{}` stands beside its opposite: the {} is always {}", words(n), either ? "`or`" : "`and`",
                                      either ? "true" : "false"))
            .label(against->second, "the opposite")
            .help("take one out, or name the fact that was meant");
      }
      seen.try_emplace({text, negative}, n.span());
    }
  });
}

void redundant_parentheses(const LintInput& in, Findings& out) {
  each_asked(in, NodeKind::expr, [&](NodeRef e) {
    const std::vector<NodeRef> parts = operands(e);
    const bool expected = e.index() > 0 && e.tree()->nodes[e.index() - 1].kind == NodeKind::expectation;
    if (expected || parts.size() != 1 || nots(parts[0]) != 0) return;
    const NodeRef inner = in_parentheses(parts[0].child(NodeKind::comparison));
    if (!inner) return;
    Diagnostic& d = out.add(e.span(), "these parentheses hold the whole condition");
    d.help("take them out");
    d.fix.push_back({e.span(), std::string(inner.text())});
  });
}

void plain_count(const LintInput& in, Findings& out) {
  each_asked(in, NodeKind::counted, [&](NodeRef c) {
    const std::vector<NodeRef> parts = c.children(NodeKind::expr);
    const NodeRef number = c.token(TokenKind::NUMBER);
    if (parts.size() == 1) {
      out.add(c.span(), "a list of one condition is counted").help("write the condition alone");
    } else if (number && number.text() == "1") {
      Diagnostic& d = out.add(c.span(), "`at least 1 of` says what `any of` says");
      d.help("write `any of`");
      d.fix.push_back({{c.span().file, c.span().begin, number.span().end}, "any"});
    } else if (number && number.text() == std::to_string(parts.size())) {
      Diagnostic& d =
          out.add(c.span(), fmt::format("`at least {} of` {} conditions says what `all of` says", number.text(), parts.size()));
      d.help("write `all of`");
      d.fix.push_back({{c.span().file, c.span().begin, number.span().end}, "all"});
    }
  });
}

}  // namespace jur::lint_rules
