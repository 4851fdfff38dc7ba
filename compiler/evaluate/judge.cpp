#include "evaluate/judge.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "base/date.h"
#include "evaluate/evaluate.h"

namespace jur {
namespace {

using namespace core;

std::set<std::string> names(const Program& p, const std::vector<RuleId>& rules) {
  std::set<std::string> out;
  for (const RuleId r : rules) out.insert(p.rules[r].name);
  return out;
}

bool of_all_orders(const Expectation& e) { return e.kind == Expectation::Kind::Verdict && !e.under.valid(); }

// Each act that an expectation asks about under all orders together, once.
std::vector<ActId> asked(const Scenario& scenario) {
  std::set<ActId> out;
  for (const Expectation& e : scenario.expectations) {
    if (of_all_orders(e)) out.insert(e.act);
  }
  return {out.begin(), out.end()};
}

Verdict verdict_on(const Program& p, const Case& facts, const Expectation& e, const std::vector<Verdict>& known) {
  if (!e.under.valid()) return *std::find_if(known.begin(), known.end(), [&](const Verdict& v) { return v.act == e.act; });
  const std::array acts{e.act};
  return decide(seen_by(p, e.under), facts, acts).verdicts[0];
}

bool meets(const Program& p, const Case& facts, const Expectation& e, const Verdict& v) {
  bool met = v.word == e.word;
  if (e.has_by) {
    const std::set<std::string> wanted = names(p, e.by);
    const std::set<std::string> given = names(p, v.rules);
    met = met && std::includes(given.begin(), given.end(), wanted.begin(), wanted.end()) && (!e.by_only || wanted == given);
  }
  if (e.within) {
    const Date as_of{static_cast<std::int32_t>(facts[p.as_of].number)};
    met = met && v.deadline && *v.deadline <= add(as_of, *e.within);
  }
  return met != e.negated;
}

bool holds_throughout(const Program& p, const Case& facts, const Expectation& e) {
  std::vector<CondId> conds;
  if (e.kind == Expectation::Kind::Applies) {
    for (const RuleId r : e.rules) conds.push_back(p.rules[r].applies);
  } else {
    conds.push_back(e.kind == Expectation::Kind::InForce ? p.laws[e.law].in_force : e.cond);
  }
  const std::vector<Certainty> all = certainty(p, facts, conds);
  const auto is = [&](Certainty c) { return [c](Certainty x) { return x == c; }; };
  return e.negated ? std::all_of(all.begin(), all.end(), is(Certainty::Never))
                   : std::any_of(all.begin(), all.end(), is(Certainty::Always));
}

}  // namespace

Program seen_by(const Program& p, OrderId order) {
  Program out = p;
  if (!order.valid()) return out;
  CondId never;
  for (const CondId c : p.conds.ids()) {
    if (p.conds[c].op == Op::Const && p.conds[c].count == 0) never = c;
  }
  if (!never.valid()) never = out.conds.add(Cond{});
  for (Norm& n : out.norms.all()) {
    if (p.laws[p.rules[n.rule].law].order != order) n.effect = never;
  }
  return out;
}

Judgment judge(const Program& program, const Scenario& scenario) {
  Judgment out;
  const Outcome outcome = decide(program, scenario.facts, asked(scenario));
  if (!outcome.possible) {
    out.possible = false;
    return out;
  }
  for (std::size_t i = 0; i < scenario.expectations.size(); ++i) {
    const Expectation& e = scenario.expectations[i];
    if (e.kind == Expectation::Kind::Verdict) {
      Verdict v = verdict_on(program, scenario.facts, e, outcome.verdicts);
      if (!meets(program, scenario.facts, e, v)) out.unmet.push_back({i, std::move(v)});
    } else if (!holds_throughout(program, scenario.facts, e)) {
      out.unmet.push_back({i, std::nullopt});
    }
  }
  return out;
}

}  // namespace jur
