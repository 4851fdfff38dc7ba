// Scenarios and properties.
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

std::vector<NodeRef> expects(NodeRef test) {
  std::vector<NodeRef> out = test.children(NodeKind::expect);
  for (const NodeKind item : {NodeKind::scenario_item, NodeKind::property_item}) {
    for (const NodeRef i : test.children(item)) {
      if (const NodeRef e = i.child(NodeKind::expect)) out.push_back(e);
    }
  }
  return out;
}

Span name_span(NodeRef test) { return test.token(TokenKind::STRING) ? test.token(TokenKind::STRING).span() : test.span(); }

template <class Visit>
void each_test(const LintInput& in, Visit visit) {
  for (const LintFile& f : in.files) {
    if (!f.asked) continue;
    each_node(*f.tree, NodeKind::scenario_decl, [&](NodeRef n) { visit(n, "scenario"); });
    each_node(*f.tree, NodeKind::property_decl, [&](NodeRef n) { visit(n, "property"); });
  }
}

}  // namespace

void expects_nothing(const LintInput& in, Findings& out) {
  std::set<std::string> bases;
  for (const LintFile& f : in.files) each_node(*f.tree, NodeKind::like, [&](NodeRef n) { bases.insert(first_string(n)); });
  each_test(in, [&](NodeRef test, const char* kind) {
    const std::string name = first_string(test);
    if (!expects(test).empty() || bases.contains(name)) return;
    out.add(name_span(test), fmt::format("{} \"{}\" expects nothing: it can never fail", kind, name))
        .help("add what must come out: `expect PARTY must ACTION`");
  });
}

void repeated_expectation(const LintInput& in, Findings& out) {
  each_test(in, [&](NodeRef test, const char* kind) {
    std::map<std::string, Span> seen;
    for (const NodeRef e : expects(test)) {
      const auto [at, fresh] = seen.try_emplace(words(e), e.span());
      if (!fresh)
        out.add(e.span(), fmt::format("this {} expects the same twice", kind))
            .label(at->second, "here for the first time")
            .help("take one out");
    }
  });
}

void same_scenario(const LintInput& in, Findings& out) {
  std::map<std::string, const model::Scenario*> seen;
  for (const model::Scenario& s : in.model.scenarios.all()) {
    std::set<std::string> facts;
    for (const model::Setting& x : s.settings) {
      std::string key = fmt::format("{}.{}.{}", static_cast<int>(x.place.root), x.place.law.index, x.place.index);
      for (const std::uint32_t f : x.place.fields) key += fmt::format(".{}", f);
      key += fmt::format("={}:{}", static_cast<int>(x.value.kind), x.value.number);
      for (const std::size_t m : x.value.set.members()) key += fmt::format(",{}", m);
      facts.insert(std::move(key));
    }
    std::string all = fmt::format("{}", s.case_type.index);
    if (s.decision) all += fmt::format(" by {}", *s.decision);
    if (s.all_laws) all += " under all laws";
    for (const std::string& f : facts) all += ";" + f;
    const auto [at, fresh] = seen.try_emplace(all, &s);
    if (fresh || s.settings.empty() || at->second->module != s.module) continue;
    out.add(s.span, fmt::format("scenario \"{}\" has the facts of \"{}\"", s.name, at->second->name))
        .label(at->second->span, "the other")
        .help("put the expectations of both into one, or change the fact that was to differ");
  }
}

}  // namespace jur::lint_rules
