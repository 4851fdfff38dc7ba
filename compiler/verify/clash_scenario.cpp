#include "verify/clash_scenario.h"

#include <algorithm>
#include <array>
#include <set>

#include "evaluate/cone.h"
#include "evaluate/evaluate.h"
#include "evaluate/judge.h"
#include "evaluate/truth.h"

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

constexpr std::size_t kLeftOut = 8;  // unknown facts that a verdict may hang on: it is sought in all their completions

// The facts left out that the scenario's answers can hang on are too many to go through.
bool leaves_out_many(const Program& p, const core::Scenario& s) {
  std::vector<core::CondId> roots = p.assumptions;
  for (const Cone& cone : cones(p)) {
    const auto asked = [&](const Expectation& e) { return std::binary_search(cone.acts.begin(), cone.acts.end(), e.act); };
    if (std::any_of(s.expectations.begin(), s.expectations.end(), asked))
      roots.insert(roots.end(), cone.conds.begin(), cone.conds.end());
  }
  for (const Expectation& e : s.expectations) {
    for (const RuleId r : e.rules) roots.push_back(p.rules[r].applies);
  }
  std::set<core::FactId> unknown;
  for (const core::CondId c : used_conds(p, roots)) {
    for (const core::FactId f : facts_of(p, p.conds[c])) {
      if (s.facts[f].is_unknown()) unknown.insert(f);
    }
  }
  return unknown.size() > kLeftOut;
}

}  // namespace

ClashScenarios::ClashScenarios(const Program& program) : program_(program), probe_(program), norms_(program.rules.size()) {
  for (const core::NormId n : program.norms.ids()) norms_[program.norms[n].rule.index].push_back(n);
}

std::vector<Expectation> ClashScenarios::of_clash(const Finding& f) const {
  std::set<ActId> named;
  for (const core::Norm& n : probe_.norms.all()) named.insert(n.act);
  std::vector<ActId> acts;
  for (const ActId a : named) {
    if (std::binary_search(f.acts.begin(), f.acts.end(), a)) acts.push_back(a);
  }
  std::vector<Expectation> out;
  const core::Outcome outcome = decide(probe_, f.witness, acts);
  for (const core::Verdict& v : outcome.verdicts) {
    if (v.word == core::Word::Contradictory) out.push_back(verdict(v.act, v.word, f.instances));
  }
  return out;
}

std::vector<Expectation> ClashScenarios::of_permission(const Finding& f) const {
  std::vector<Expectation> out;
  std::set<std::string> told;
  for (const RuleId r : f.instances) {
    if (!told.insert(program_.rules[r].name).second) continue;
    Expectation e;
    e.kind = Expectation::Kind::Applies;
    e.rules = {r};
    out.push_back(std::move(e));
  }
  const std::array acts{program_.norms[f.norm].act};
  const core::Outcome outcome = decide(program_, f.witness, acts);
  for (const core::Verdict& v : outcome.verdicts) out.push_back(verdict(v.act, v.word, {}));
  return out;
}

std::optional<core::Scenario> ClashScenarios::complete(const Finding& f, std::string name) {
  if (!f.norm.valid()) return std::nullopt;
  const bool permission = f.code == Code::PermissionAgainstBan;
  if (!permission) {
    probe_.norms = {};
    for (const RuleId r : f.instances) {
      for (const core::NormId n : norms_[r.index]) probe_.norms.add(program_.norms[n]);
    }
  }
  core::Scenario out{std::move(name), f.witness, {}, program_.norms[f.norm].span};
  out.expectations = permission ? of_permission(f) : of_clash(f);
  if (out.expectations.empty()) return std::nullopt;
  return out;
}

bool ClashScenarios::passes(const Finding& f, const core::Scenario& s) const {
  const Program& asked = f.code == Code::PermissionAgainstBan ? program_ : probe_;
  if (leaves_out_many(asked, s)) return false;
  const Judgment j = judge(asked, s);
  return j.possible && j.unmet.empty();
}

std::optional<Shown> ClashScenarios::operator()(const Finding& f) { return (*this)(f, title(f)); }

std::optional<Shown> ClashScenarios::operator()(const Finding& f, std::string name) {
  auto scenario = complete(f, std::move(name));
  if (!scenario) return std::nullopt;
  return show(program_, std::move(*scenario), f.any, [&](const core::Scenario& s) { return passes(f, s); });
}

std::optional<core::Scenario> ClashScenarios::with(const Finding& f, std::string name, core::Case facts) {
  auto out = complete(f, std::move(name));
  if (!out) return std::nullopt;
  out->facts = std::move(facts);
  if (!passes(f, *out)) return std::nullopt;
  return out;
}

}  // namespace jur::proof
