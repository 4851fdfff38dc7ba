#include "verify/routes.h"

#include <algorithm>
#include <map>

#include "evaluate/conduct.h"
#include "verify/clash_scenario.h"
#include "verify/proof.h"
#include "verify/substitution.h"

namespace jur {
namespace {

using core::CondId;
using proof::Conditions;
using proof::Inquiry;
using proof::Rules;
using proof::Suspect;

class RouteProver {
 public:
  explicit RouteProver(proof::Proof& proof)
      : proof_(proof), p_(proof.program()), options_(proof.options()), conditions_(proof.conditions()), q_(proof.inquiry()) {}

  RouteFindings run() {
    for (const core::AcceptanceId id : p_.acceptances.ids()) {
      const core::Acceptance& a = p_.acceptances[id];
      if (a.routes.empty() || expired(a, options_)) continue;
      examine(id);
    }
    out_.complete = q_.complete();
    return std::move(out_);
  }

 private:
  CondId all(std::initializer_list<CondId> cs) { return conditions_.builder().all(cs); }

  // What the acceptance covers of one suspect: each set of rules with the condition under which it clashes there.
  std::map<Rules, CondId> covered(const core::Acceptance& a, const Suspect& s) {
    std::map<Rules, CondId> out;
    for (const auto& [rules, where] : s.ways) {
      if (!covers(a, rules)) return {};
      const auto [it, fresh] = out.try_emplace(rules, where);
      if (!fresh) it->second = conditions_.builder().any({it->second, where});
    }
    return out;
  }

  void examine(core::AcceptanceId id) {
    const core::Acceptance& a = p_.acceptances[id];
    std::vector<RouteUse> uses;
    for (const core::RouteId r : a.routes) uses.push_back({id, r, false});
    bool occurs = false;
    for (const Suspect& s : proof_.suspects().all) {
      const std::map<Rules, CondId> sets = covered(a, s);
      std::vector<CondId> ways;
      for (const auto& entry : sets) ways.push_back(entry.second);
      const CondId here = all({q_.possible(), a.when, conditions_.builder().any(ways)});
      q_.about(a.span, "whether the routes out of `" + s.names.front() + "` are ways out");
      if (sets.empty() || !q_.find({here})) continue;
      occurs = true;
      for (RouteUse& use : uses) {
        const core::Route& route = p_.routes[use.route];
        if (!q_.find({here, route.available})) continue;
        use.available = true;
        follow(id, use.route, s, sets);
      }
    }
    if (occurs) out_.uses.insert(out_.uses.end(), uses.begin(), uses.end());
  }

  void follow(core::AcceptanceId id, core::RouteId route_id, const Suspect& s, const std::map<Rules, CondId>& sets) {
    const core::Route& route = p_.routes[route_id];
    proof::Substitution taken(conditions_.builder(), route.steps);
    core::Builder& build = conditions_.builder();
    const CondId possible = taken(q_.possible());
    std::vector<CondId> ways;
    std::vector<CondId> standing;
    for (const auto& entry : sets) {
      const CondId stays = taken(entry.second);
      ways.push_back(all({entry.second, build.any({build.not_(possible), stays})}));
      standing.push_back(all({entry.second, stays}));
    }
    const CondId where = all({q_.possible(), p_.acceptances[id].when, route.available, build.any(ways)});
    const auto witness = q_.witness(where, q_.windows(where).days);
    if (!witness) return;
    RouteFailure f;
    f.acceptance = id;
    f.route = route_id;
    f.rules = s.names;
    f.witness = *witness;
    if (!replay(route, s, sets, f)) {
      q_.mismatch();
      return;
    }
    const CondId why = f.impossible ? build.not_(taken(p_.assumptions[f.assumption])) : all({possible, build.any(standing)});
    for (const core::FactId fact : q_.indifferent(all({where, why}), *witness)) {
      if (fact.index < p_.facts.size()) f.any.push_back(fact);
    }
    Finding clash = finding(route, s, sets, f);  // read in the whole case, with what the proof added to it
    f.witness.values.resize(p_.facts.size());
    clash.witness = f.witness;
    show(route, s, std::move(clash), f);
    out_.failures.push_back(std::move(f));
  }

  [[nodiscard]] bool occurs(const Suspect& s, const Rules& rules, CondId where, const core::Case& c) const {
    if (s.permission) return q_.holds(where, c);
    const Clashes there = clashes(q_.program(), c);
    return there.too_large
               ? q_.holds(where, c)
               : std::any_of(there.sets.begin(), there.sets.end(), [&](const core::Clash& k) { return k.rules == rules; });
  }

  // Takes the route on the evaluator, and says what is wrong with where it leads.
  bool replay(const core::Route& route, const Suspect& s, const std::map<Rules, CondId>& sets, RouteFailure& f) const {
    const core::Case changed = proof::after(route.steps, f.witness);
    for (std::size_t i = 0; i < p_.assumptions.size(); ++i) {
      if (q_.holds(p_.assumptions[i], changed)) continue;
      f.impossible = true;
      f.assumption = i;
      return true;
    }
    return std::any_of(sets.begin(), sets.end(), [&](const auto& entry) {
      return occurs(s, entry.first, entry.second, f.witness) && occurs(s, entry.first, entry.second, changed);
    });
  }

  // The clash in the witness as a finding.
  [[nodiscard]] Finding finding(const core::Route& route, const Suspect& s, const std::map<Rules, CondId>& sets,
                                const RouteFailure& f) const {
    Finding out;
    if (s.permission) out.code = Code::PermissionAgainstBan;
    out.rules = s.names;
    out.witness = f.witness;
    out.any = f.any;
    const core::Case changed = proof::after(route.steps, f.witness);
    for (const auto& [rules, where] : sets) {
      if (!occurs(s, rules, where, f.witness) || (!f.impossible && !occurs(s, rules, where, changed))) continue;
      out.instances = rules;
      break;
    }
    for (const core::RuleId r : out.instances) {
      for (const core::NormId n : conditions_.norms_of(r)) {
        out.acts.push_back(p_.norms[n].act);
        out.norm = n;
      }
    }
    std::sort(out.acts.begin(), out.acts.end());
    for (std::size_t i = 0; s.permission && i < s.ways.size(); ++i) {
      if (s.ways[i].first == out.instances && q_.holds(s.ways[i].second, f.witness)) out.norm = s.norms[i].first;
    }
    return out;
  }

  // The cases before and after the route as scenarios.
  void show(const core::Route& route, const Suspect& s, Finding clash, RouteFailure& f) {
    if (!scenarios_) scenarios_.emplace(p_);
    std::string rules;
    for (const std::string& name : s.names) rules += (rules.empty() ? "" : ", ") + name;
    auto before = (*scenarios_)(clash, fmt::format("before route {}: {}", route.name, rules));
    if (!before) return;
    f.shown = std::move(before->scenario);
    f.omitted = std::move(before->omitted);
    if (f.impossible) return;
    clash.witness = proof::after(route.steps, f.witness);
    core::Case facts = f.shown->facts;
    for (const core::RouteStep& step : route.steps) facts[step.fact] = clash.witness[step.fact];
    f.changed = scenarios_->with(clash, fmt::format("after route {}: {}", route.name, rules), std::move(facts));
  }

  proof::Proof& proof_;
  const core::Program& p_;
  const VerifyOptions& options_;
  Conditions& conditions_;
  Inquiry& q_;
  std::optional<proof::ClashScenarios> scenarios_;
  RouteFindings out_;
};

}  // namespace

RouteFindings proof::routes_of(Proof& proof) {
  const auto& all = proof.program().acceptances.all();
  if (std::all_of(all.begin(), all.end(), [](const core::Acceptance& a) { return a.routes.empty(); })) return {};
  return RouteProver(proof).run();
}

RouteFindings verify_routes(const core::Program& program, const VerifyOptions& options, Sink& sink) {
  proof::Proof proof(program, options, sink);
  return proof::routes_of(proof);
}

Judged judge(const core::Program& program, const VerifyOptions& options, Sink& sink) {
  proof::Proof proof(program, options, sink);
  Judged out;
  out.findings = proof::findings_of(proof);
  out.routes = proof::routes_of(proof);
  return out;
}

}  // namespace jur
