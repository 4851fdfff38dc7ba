// Private to lint/: ways through trees and conditions.
#pragma once
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "lint/lint.h"
#include "model/program.h"
#include "syntax/tree.h"

namespace jur::lint_rules {

// Calls `visit` with each node of the kind, in order.
template <class Visit>
void each_node(const syntax::Tree& tree, syntax::NodeKind kind, Visit visit) {
  for (std::uint32_t i = 0; i < tree.nodes.size(); ++i) {
    if (tree.nodes[i].kind == kind) visit(syntax::NodeRef(&tree, i));
  }
}

// The same over the files where findings are wanted; `visit` may ask for the module as well.
template <class Visit>
void each_asked(const LintInput& in, syntax::NodeKind kind, Visit visit) {
  for (std::size_t i = 0; i < in.files.size(); ++i) {
    if (!in.files[i].asked) continue;
    each_node(*in.files[i].tree, kind, [&](syntax::NodeRef n) {
      if constexpr (std::is_invocable_v<Visit, syntax::NodeRef, model::ModuleId>) {
        visit(n, model::ModuleId(i));
      } else {
        visit(n);
      }
    });
  }
}

// The node's tokens, evenly spaced: equal for equal sentences, whatever their layout and comments.
[[nodiscard]] std::string words(syntax::NodeRef node);

// The same for the source of a span of the tree.
[[nodiscard]] std::string words(const syntax::Tree& tree, Span span);

// The value of a string literal below the node, its first; "" for none.
[[nodiscard]] std::string first_string(syntax::NodeRef node);

// Takes the node out, and its line where nothing else stands on it.
[[nodiscard]] Edit taken_out(syntax::NodeRef node);

// Calls `visit` with the expression and all below it, the outer first. Bodies of defines are not entered.
template <class Visit>
void each_expr(const model::Program& program, model::ExprId root, Visit visit) {
  if (!root.valid()) return;
  std::vector<model::ExprId> open{root};
  while (!open.empty()) {
    const model::ExprId id = open.back();
    open.pop_back();
    const model::Expr& e = program.exprs[id];
    visit(e);
    for (std::size_t i = e.args.size(); i-- > 0;) {
      if (e.args[i].valid()) open.push_back(e.args[i]);
    }
  }
}

// A condition as written somewhere: of a law, a rule, an exception, a define and so on.
struct Condition {
  model::ExprId expr;
  model::ModuleId module;
  model::RuleId rule;  // invalid where it is not part of one
  model::LawId law;    // invalid where it is not part of one
};
// All of the program, by the kind of what they belong to.
[[nodiscard]] std::vector<Condition> conditions(const model::Program& program);

// The parts of an `and` or `or` of the syntax: its negations. Of a comparison alone: one.
[[nodiscard]] std::vector<syntax::NodeRef> operands(syntax::NodeRef expr);
// The word between them; AND where there is but one.
[[nodiscard]] syntax::TokenKind connective(syntax::NodeRef expr);

// The node is one path, literal and so on, without sums, and not in parentheses: its `term`; else null.
[[nodiscard]] syntax::NodeRef single_term(syntax::NodeRef sum);

[[nodiscard]] std::string quoted_list(const std::vector<std::string>& names);  // "`a`, `b` and `c`"

}  // namespace jur::lint_rules
