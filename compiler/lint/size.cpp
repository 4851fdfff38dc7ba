// What is too much to review at once. The bounds are those that the standard library keeps.
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "lint/rules.h"
#include "lint/walk.h"

namespace jur::lint_rules {

using syntax::NodeKind;
using syntax::NodeRef;
using syntax::TokenKind;

namespace {

constexpr std::size_t kMostTests = 12;       // comparisons in one condition
constexpr std::size_t kMostDepth = 4;        // parentheses within each other
constexpr std::size_t kMostExceptions = 10;  // of one rule
constexpr std::size_t kMostNorms = 10;       // of one rule
constexpr std::size_t kMostParameters = 4;   // of one definition
constexpr std::size_t kMostListed = 12;      // names in a list within a condition
constexpr std::size_t kOften = 3;            // how often a condition stands before it should have a name
constexpr std::size_t kWorthAName = 3;       // comparisons of a condition that should have one

bool holds_condition(NodeKind k) {
  switch (k) {
    case NodeKind::when_clause:
    case NodeKind::unless_clause:
    case NodeKind::only_if:
    case NodeKind::possible:
    case NodeKind::define_decl:
    case NodeKind::assume_decl:
    case NodeKind::relate_decl:
    case NodeKind::accept_decl:
    case NodeKind::route_item:
      return true;
    default:
      return false;
  }
}

// Each condition as a whole.
template <class Visit>
void each_condition(const LintInput& in, Visit visit) {
  for (std::size_t f = 0; f < in.files.size(); ++f) {
    if (!in.files[f].asked) continue;
    const syntax::Tree& tree = *in.files[f].tree;
    for (std::uint32_t i = 0; i < tree.nodes.size(); ++i) {
      const NodeRef n(&tree, i);
      if (!holds_condition(n.kind())) continue;
      if (const NodeRef e = n.child(NodeKind::expr)) visit(e, n.kind(), model::ModuleId(f));
    }
  }
}

// Comparisons that hold no further condition in parentheses.
std::size_t tests_in(NodeRef expr) {
  std::size_t n = 0;
  const syntax::Tree& tree = *expr.tree();
  for (std::uint32_t i = expr.index(); i < tree.nodes[expr.index()].next; ++i) {
    if (tree.nodes[i].kind == NodeKind::comparison) ++n;
    if (tree.nodes[i].kind == NodeKind::expr && i != expr.index() && tree.nodes[i - 1].kind == NodeKind::token &&
        tree.tokens[tree.nodes[i - 1].first_token].kind == TokenKind::LPAREN && tree.nodes[i - 2].kind == NodeKind::term)
      --n;
  }
  return n;
}

std::size_t depth_of(NodeRef expr) {
  const syntax::Tree& tree = *expr.tree();
  std::size_t deepest = 0;
  std::vector<std::uint32_t> ends;
  for (std::uint32_t i = expr.index() + 1; i < tree.nodes[expr.index()].next; ++i) {
    while (!ends.empty() && i >= ends.back()) ends.pop_back();
    if (tree.nodes[i].kind != NodeKind::expr) continue;
    ends.push_back(tree.nodes[i].next);
    deepest = std::max(deepest, ends.size());
  }
  return deepest;
}

}  // namespace

void long_condition(const LintInput& in, Findings& out) {
  each_condition(in, [&](NodeRef e, NodeKind, model::ModuleId) {
    if (const std::size_t n = tests_in(e); n > kMostTests)
      out.add(e.span(), fmt::format("this condition has {} tests", n)).help("give its parts names with `define`");
  });
}

void deep_condition(const LintInput& in, Findings& out) {
  each_condition(in, [&](NodeRef e, NodeKind, model::ModuleId) {
    if (const std::size_t n = depth_of(e); n > kMostDepth)
      out.add(e.span(), fmt::format("this condition is nested {} deep", n)).help("give its parts names with `define`");
  });
}

void many_exceptions(const LintInput& in, Findings& out) {
  for (const model::Rule& r : in.model.rules.all()) {
    if (r.exceptions.size() > kMostExceptions)
      out.add(r.span, fmt::format("rule `{}` has {} exceptions", r.name, r.exceptions.size()))
          .help("put those that belong together into one `define`, or into a rule that defeats this one");
  }
}

void many_norms(const LintInput& in, Findings& out) {
  for (const model::Rule& r : in.model.rules.all()) {
    if (r.norms.size() > kMostNorms)
      out.add(r.span, fmt::format("rule `{}` has {} norms", r.name, r.norms.size()))
          .help("split it by provision: a verdict names rules");
  }
}

void many_parameters(const LintInput& in, Findings& out) {
  for (const model::Define& d : in.model.defines.all()) {
    if (d.parameters.size() > kMostParameters)
      out.add(d.span, fmt::format("definition `{}` has {} parameters", d.name, d.parameters.size()))
          .help("split it, or pass a record");
  }
}

void long_list(const LintInput& in, Findings& out) {
  each_asked(in, NodeKind::set_operand, [&](NodeRef operand, model::ModuleId) {
    const NodeRef set = operand.child(NodeKind::set_literal);
    const std::size_t n = set ? set.children(NodeKind::path).size() : 0;
    if (n > kMostListed)
      out.add(set.span(), fmt::format("this list has {} names", n)).help("declare a `group` and cite where it comes from");
  });
}

void repeated_condition(const LintInput& in, Findings& out) {
  std::map<std::string, std::vector<Span>> places;
  each_condition(in, [&](NodeRef e, NodeKind, model::ModuleId) {
    if (tests_in(e) >= kWorthAName) places[words(e)].push_back(e.span());
  });
  for (const auto& [text, spans] : places) {
    if (spans.size() < kOften) continue;
    Diagnostic& d = out.add(spans.front(), fmt::format("this condition stands {} times", spans.size()));
    for (std::size_t i = 1; i < spans.size(); ++i) d.label(spans[i], "again");
    d.help("give it a name with `define`");
  }
}

void condition_has_name(const LintInput& in, Findings& out) {
  struct Named {
    std::string name;
    model::ModuleId module;
    Span span;
  };
  std::map<std::string, Named> defines;
  for (std::size_t f = 0; f < in.files.size(); ++f) {
    for (const NodeRef decl : in.files[f].tree->root().children(NodeKind::decl)) {
      const NodeRef d = decl.child(NodeKind::define_decl);
      if (!d || d.child(NodeKind::parameters)) continue;
      const NodeRef body = d.child(NodeKind::expr);
      if (tests_in(body) < 2) continue;
      defines.try_emplace(words(body), Named{words(d.child(NodeKind::name)), model::ModuleId(f), d.child(NodeKind::name).span()});
    }
  }
  if (defines.empty()) return;
  const auto look = [&](NodeRef e, model::ModuleId module) {
    const auto found = defines.find(words(e));
    if (found == defines.end()) return;
    const std::vector<model::ModuleId> sight = model::in_sight(in.model, module);
    if (std::find(sight.begin(), sight.end(), found->second.module) == sight.end()) return;
    out.add(e.span(), fmt::format("this condition is `{}`", found->second.name))
        .label(found->second.span, "defined here")
        .help(fmt::format("write `{}`", found->second.name));
  };
  each_condition(in, [&](NodeRef e, NodeKind kind, model::ModuleId module) {
    if (kind != NodeKind::define_decl) look(e, module);
  });
}

void repeated_number(const LintInput& in, Findings& out) {
  std::map<std::string, std::vector<Span>> places;
  each_asked(in, NodeKind::comparison, [&](NodeRef c, model::ModuleId) {
    const NodeRef tail = c.child(NodeKind::comparison_tail);
    const NodeRef term = tail ? single_term(tail.child(NodeKind::sum)) : NodeRef();
    if (term && (term.child(NodeKind::number) || term.has(TokenKind::DATE_LITERAL))) places[words(c)].push_back(c.span());
  });
  for (const auto& [text, spans] : places) {
    if (spans.size() < kOften) continue;
    Diagnostic& d = out.add(spans.front(), fmt::format("`{}` stands {} times", text, spans.size()));
    for (std::size_t i = 1; i < spans.size(); ++i) d.label(spans[i], "again");
    d.help("give the bound one name with `define`: it then changes in one place");
  }
}

}  // namespace jur::lint_rules
