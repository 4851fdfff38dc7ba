// Which rule defeats which.
#include <algorithm>
#include <map>
#include <vector>

#include <fmt/format.h>

#include "lint/rules.h"
#include "lint/walk.h"

namespace jur::lint_rules {

using model::Precedence;
using model::RuleId;
using syntax::NodeKind;
using syntax::NodeRef;

namespace {

constexpr std::size_t kLongChain = 4;  // rules in a row that defeat each other

}  // namespace

// As the heads of rules say it; naming a law says it of what the law's rules are, one day or another, and is passed over.
void repeated_precedence(const LintInput& in, Findings& out) {
  for (const LintFile& f : in.files) {
    if (!f.asked) continue;
    each_node(*f.tree, NodeKind::law_decl, [&](NodeRef law) {
      const std::string law_name = words(law.child(NodeKind::name));
      std::map<std::pair<std::string, std::string>, Span> seen;
      for (const NodeRef item : law.children(NodeKind::law_item)) {
        const NodeRef rule = item.child(NodeKind::rule_decl);
        if (!rule) continue;
        const std::string own = words(rule.child(NodeKind::name));
        for (const NodeKind kind : {NodeKind::notwithstanding, NodeKind::subject_to}) {
          for (const NodeRef clause : rule.children(kind)) {
            for (const NodeRef path : clause.child(NodeKind::paths).children(NodeKind::path)) {
              std::string other = words(path);
              if (other.starts_with(law_name + ".")) other.erase(0, law_name.size() + 1);
              const bool wins = kind == NodeKind::notwithstanding;
              const auto [at, fresh] = seen.try_emplace(wins ? std::pair(own, other) : std::pair(other, own), path.span());
              if (fresh) continue;
              out.add(path.span(), fmt::format("`{}` defeats `{}` already", wins ? own : other, wins ? other : own))
                  .label(at->second, "said here")
                  .help("say it once, with `notwithstanding` or with `subject to`");
            }
          }
        }
      }
    });
  }
}

void long_precedence_chain(const LintInput& in, Findings& out) {
  const model::Program& p = in.model;
  std::vector<std::vector<RuleId>> beaten(p.rules.size());
  for (const Precedence& x : p.precedence) beaten[x.winner.index].push_back(x.loser);
  std::vector<std::size_t> length(p.rules.size(), 0);  // of the longest chain that the rule begins; 0: not known yet
  std::vector<RuleId> next(p.rules.size());
  for (const RuleId start : p.rules.ids()) {
    std::vector<RuleId> open{start};
    while (!open.empty()) {
      const RuleId r = open.back();
      bool ready = true;
      for (const RuleId l : beaten[r.index]) {
        if (length[l.index] != 0) continue;
        open.push_back(l);
        ready = false;
      }
      if (!ready) continue;
      open.pop_back();
      length[r.index] = 1;
      for (const RuleId l : beaten[r.index]) {
        if (length[l.index] + 1 <= length[r.index]) continue;
        length[r.index] = length[l.index] + 1;
        next[r.index] = l;
      }
    }
  }
  std::vector<bool> beaten_by_some(p.rules.size());
  for (const Precedence& x : p.precedence) beaten_by_some[x.loser.index] = true;
  for (const RuleId start : p.rules.ids()) {
    if (beaten_by_some[start.index] || length[start.index] < kLongChain) continue;
    Diagnostic& d = out.add(p.rules[start].span, fmt::format("rule `{}` begins a chain of {} rules that defeat each other",
                                                             p.rules[start].name, length[start.index]));
    for (RuleId r = next[start.index]; r.valid(); r = next[r.index]) d.label(p.rules[r].span, "then this one");
    d.help(
        "a defeated rule defeats nothing, so the chain decides by turns: say with `when` or `unless` which rule is meant for "
        "what");
  }
}

}  // namespace jur::lint_rules
