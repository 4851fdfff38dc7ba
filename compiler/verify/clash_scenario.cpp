#include "verify/clash_scenario.h"

#include <algorithm>
#include <array>
#include <set>

#include "evaluate/evaluate.h"
#include "evaluate/judge.h"

namespace jur::proof {
namespace {

using core::ActId;
using core::Expectation;
using core::Program;
using core::RuleId;

std::string title(const Finding& f) {
  std::string out = f.code == Code::PermissionAgainstBan ? "permission against ban:" : "contradiction:";
  for (std::size_t i = 0; i < f.rules.size(); ++i) out += (i == 0 ? " " : ", ") + f.rules[i];
  return out;
}

Expectation verdict(ActId act, core::Word word, std::vector<RuleId> by) {
  Expectation out;
  out.kind = Expectation::Kind::Verdict;
  out.act = act;
  out.word = word;
  out.has_by = !by.empty();
  out.by = std::move(by);
  return out;
}

// The acts that the norms of these rules name.
std::set<ActId> named(const Program& p, const std::vector<RuleId>& rules) {
  std::set<ActId> out;
  for (const core::Norm& n : p.norms.all()) {
    if (std::find(rules.begin(), rules.end(), n.rule) != rules.end()) out.insert(n.act);
  }
  return out;
}

std::vector<Expectation> of_clash(const Program& p, const Finding& f) {
  std::vector<ActId> acts;
  for (const ActId a : named(p, f.instances)) {
    if (std::binary_search(f.acts.begin(), f.acts.end(), a)) acts.push_back(a);
  }
  std::vector<Expectation> out;
  const core::Outcome outcome = evaluate(p, f.witness, acts);
  for (const core::Verdict& v : outcome.verdicts) {
    if (v.word != core::Word::Contradictory) continue;
    const auto is_part = [&](RuleId r) { return std::find(v.rules.begin(), v.rules.end(), r) != v.rules.end(); };
    if (std::all_of(f.instances.begin(), f.instances.end(), is_part)) out.push_back(verdict(v.act, v.word, f.instances));
  }
  return out;
}

std::vector<Expectation> of_permission(const Program& p, const Finding& f) {
  std::vector<Expectation> out;
  std::set<std::string> told;
  for (const RuleId r : f.instances) {
    if (!told.insert(p.rules[r].name).second) continue;
    Expectation e;
    e.kind = Expectation::Kind::Applies;
    e.rules = {r};
    out.push_back(std::move(e));
  }
  const std::array acts{p.norms[f.norm].act};
  const core::Outcome outcome = evaluate(p, f.witness, acts);
  for (const core::Verdict& v : outcome.verdicts) out.push_back(verdict(v.act, v.word, {}));
  return out;
}

}  // namespace

std::optional<Shown> scenario_of(const Program& p, const Finding& f) {
  if (!f.norm.valid()) return std::nullopt;
  core::Scenario scenario{title(f), f.witness, {}, p.norms[f.norm].span};
  scenario.expectations = f.code == Code::PermissionAgainstBan ? of_permission(p, f) : of_clash(p, f);
  if (scenario.expectations.empty()) return std::nullopt;
  return show(p, std::move(scenario), f.any, [&](const core::Scenario& s) {
    const Judgment j = judge(p, s);
    return j.possible && j.unmet.empty();
  });
}

}  // namespace jur::proof
