#include "verify/verify.h"

#include <algorithm>
#include <set>

#include "evaluate/conduct.h"
#include "verify/assumptions.h"
#include "verify/clash_scenario.h"
#include "verify/coverage.h"
#include "verify/proof.h"
#include "verify/substitution.h"

namespace jur {
namespace {

using core::ActId;
using core::CondId;
using core::NormId;
using core::NormKind;
using proof::Conditions;
using proof::Inquiry;
using proof::Rules;
using proof::Suspect;

class Verification {
 public:
  explicit Verification(proof::Proof& proof)
      : proof_(proof),
        original_(proof.program()),
        options_(proof.options()),
        sink_(proof.sink()),
        conditions_(proof.conditions()),
        q_(proof.inquiry()),
        coverage_(original_) {}

  Findings run() {
    out_.acceptances.assign(original_.acceptances.size(), AcceptanceState::Idle);
    for (const core::AcceptanceId a : original_.acceptances.ids()) {
      if (expired(original_.acceptances[a], options_)) out_.acceptances[a.index] = AcceptanceState::Expired;
    }
    if (!some_case()) return std::move(out_);
    judge(proof_.suspects());
    out_.complete = q_.complete();
    out_.questions = q_.solver().questions();
    return std::move(out_);
  }

 private:
  // In the order of names, so that the first ones are those that the limit leaves with their details.
  void judge(const proof::Suspects& found) {
    for (const core::AcceptanceId id : found.used) out_.acceptances[id.index] = AcceptanceState::Covers;
    auto pair = found.pairs.begin();
    auto accepted = found.accepted.begin();
    const auto pairs_before = [&](const proof::Names* names) {
      for (; accepted != found.accepted.end(); ++accepted) {
        if (options_.limit != 0 && accepted_ >= options_.limit) break;
        const Suspect s = proof::suspect_of(q_, accepted->rules);
        if (names != nullptr && *names < s.names) break;
        examine(s);
      }
      for (; pair != found.pairs.end(); ++pair) {
        if (options_.limit != 0 && standing_ >= options_.limit) break;
        const Suspect s = proof::suspect_of(q_, *pair);
        if (names != nullptr && *names < s.names) return;
        examine(s);
      }
    };
    auto suspect = found.all.begin();
    for (; suspect != found.all.end() && !suspect->permission; ++suspect) {
      pairs_before(&suspect->names);
      examine(*suspect);
    }
    pairs_before(nullptr);
    for (; pair != found.pairs.end(); ++pair) out_.unlisted.push_back({pair->first, pair->second});
    for (; accepted != found.accepted.end(); ++accepted) out_.accepted.push_back({accepted->rules.first, accepted->rules.second});
    for (; suspect != found.all.end(); ++suspect) examine(*suspect);
  }

  void examine(const Suspect& s) {
    q_.about(original_.rules[s.ways.front().first.front()].span, "on which days `" + s.names.front() + "` is part of a clash");
    if (auto f = finding(s)) out_.all.push_back(std::move(*f));
  }

  bool some_case() {
    if (q_.find({q_.possible()})) return true;
    out_.complete = false;
    if (!q_.complete()) return false;
    std::vector<Span> spans;
    for (const std::size_t i : proof::contradictory_assumptions(original_, options_, sink_)) {
      if (i < original_.assumption_spans.size()) spans.push_back(original_.assumption_spans[i]);
    }
    Diagnostic& d = sink_.report(Code::NoCasePossible, spans.empty() ? original_.span : spans.front());
    for (std::size_t i = 1; i < spans.size(); ++i) d.label(spans[i], "and this is assumed");
    d.help("an `assume` holds in every case: take one back or weaken it");
    return false;
  }

  // Nothing (reported) where no case could be shown.
  std::optional<Finding> finding(const Suspect& s) {
    Finding f;
    f.rules = s.names;
    f.code = code_of(s);
    std::vector<CondId> ways;
    for (const auto& way : s.ways) ways.push_back(way.second);
    CondId where = all({q_.possible(), conditions_.builder().any(ways)});
    const auto [rest, acceptance] = apply_acceptances(s, where);
    f.accepted = acceptance;
    if (!acceptance.valid()) where = rest;
    f.detailed = wants_details(s, f);
    if (!f.detailed) {
      f.instances = s.ways.front().first;
      return f;
    }

    const proof::Windows windows = q_.windows(where);
    f.days = windows.days;
    f.cut = windows.cut;
    std::optional<core::Case> witness = q_.witness(where, f.days);
    if (!witness) {
      q_.mismatch();
      return std::nullopt;
    }
    std::vector<core::Case> seen = windows.cases;
    seen.push_back(*witness);
    f.acts = s.permission ? named_acts(s, seen, where) : clash_acts(s, seen, where);
    for (const core::FactId id : q_.indifferent(where, *witness)) {
      if (id.index < original_.facts.size()) f.any.push_back(id);
    }
    s.permission ? describe_permission(s, *witness, f) : describe_clash(s, *witness, f);
    if (!f.accepted.valid()) {
      f.routes = ways_out(s, *witness, f);
      f.elsewhere = ways_out_elsewhere(s, where, f);
    }
    f.witness = std::move(*witness);
    f.witness.values.resize(original_.facts.size());
    if (auto shown = scenario(f)) {
      f.shown = std::move(shown->scenario);
      f.omitted = std::move(shown->omitted);
    }
    return f;
  }

  // Routes that are available in the witness and lead to a case that is possible and in which the rules do not clash.
  std::vector<core::RouteId> ways_out(const Suspect& s, const core::Case& witness, const Finding& f) {
    std::vector<core::RouteId> out;
    for (const core::RouteId id : original_.routes.ids()) {
      const core::Route& route = original_.routes[id];
      if (route.steps.empty() || !q_.holds(route.available, witness)) continue;
      const core::Case changed = proof::after(route.steps, witness);
      const bool clashes = std::any_of(s.ways.begin(), s.ways.end(), [&](const auto& way) {
        return way.first == f.instances && q_.holds(way.second, changed);
      });
      if (!clashes && q_.holds(q_.possible(), changed)) out.push_back(id);
    }
    return out;
  }

  std::vector<core::RouteId> ways_out_elsewhere(const Suspect& s, CondId where, const Finding& f) {
    std::vector<core::RouteId> out;
    for (const core::RouteId id : original_.routes.ids()) {
      const core::Route& route = original_.routes[id];
      if (route.steps.empty() || std::binary_search(f.routes.begin(), f.routes.end(), id)) continue;
      proof::Substitution taken(conditions_.builder(), route.steps);
      std::vector<CondId> standing;
      for (const auto& way : s.ways) standing.push_back(taken(way.second));
      if (q_.find({where, route.available, taken(q_.possible()), not_(conditions_.builder().any(standing))})) out.push_back(id);
    }
    return out;
  }

  [[nodiscard]] bool wants_details(const Suspect& s, const Finding& f) {
    const auto within = [&](std::size_t& count) { return ++count <= options_.limit || options_.limit == 0; };
    const bool listed = f.accepted.valid() ? within(accepted_) : s.permission || within(standing_);
    return listed && options_.details;
  }

  [[nodiscard]] Code code_of(const Suspect& s) const {
    if (s.permission) return Code::PermissionAgainstBan;
    std::set<core::OrderId> orders;
    for (const core::RuleId r : s.ways.front().first) orders.insert(original_.laws[original_.rules[r].law].order);
    return orders.size() > 1 ? Code::ContradictionBetweenOrders : Code::ContradictionWithinOrder;
  }

  CondId all(std::initializer_list<CondId> cs) { return conditions_.builder().all(cs); }
  CondId not_(CondId c) { return conditions_.builder().not_(c); }

  // What no acceptance covers, and where nothing is left the first acceptance that covers something.
  std::pair<CondId, core::AcceptanceId> apply_acceptances(const Suspect& s, CondId where) {
    CondId rest = where;
    core::AcceptanceId first;
    for (const core::AcceptanceId id : coverage_.of(s.ways.front().first)) {
      const core::Acceptance& a = original_.acceptances[id];
      AcceptanceState& state = out_.acceptances[id.index];
      const bool named = std::all_of(s.ways.begin() + 1, s.ways.end(), [&](const auto& way) { return covers(a, way.first); });
      const bool always = a.when == conditions_.builder().always();  // some case meets `where`
      if (state == AcceptanceState::Expired || !named || (!always && !q_.find({all({where, a.when})}))) continue;
      state = AcceptanceState::Covers;
      if (!first.valid()) first = id;
      rest = all({rest, not_(a.when)});
    }
    if (!first.valid() || (rest != conditions_.builder().never() && q_.find({rest}))) return {rest, {}};
    return {rest, first};
  }

  template <class Rest>
  std::vector<ActId> occurring(const std::vector<ActId>& candidates, const std::vector<core::Case>& seen, CondId where,
                               Rest condition) {
    std::vector<ActId> out;
    for (const ActId act : candidates) {
      const CondId c = all({where, condition(act)});
      const bool known = std::any_of(seen.begin(), seen.end(), [&](const core::Case& k) { return q_.holds(c, k); });
      if (known || (candidates.size() > 1 && q_.find({c}))) out.push_back(act);
    }
    return out;
  }

  std::vector<ActId> clash_acts(const Suspect& s, const std::vector<core::Case>& seen, CondId where) {
    std::set<ActId> candidates;
    for (const auto& way : s.ways) {
      for (const core::RuleId r : way.first) {
        for (const NormId n : conditions_.norms_of(r)) {
          const auto closure = conditions_.closure(original_.norms[n].act);
          candidates.insert(closure.begin(), closure.end());
        }
      }
    }
    return occurring({candidates.begin(), candidates.end()}, seen, where, [&](ActId act) {
      std::vector<CondId> ways;
      for (const auto& [rules, clash] : s.ways) ways.push_back(all({clash, conditions_.is_act(rules, act)}));
      return conditions_.builder().any(ways);
    });
  }

  std::vector<ActId> named_acts(const Suspect& s, const std::vector<core::Case>& seen, CondId where) {
    std::set<ActId> candidates;
    for (const auto& [a, b] : s.norms) {
      candidates.insert(original_.norms[a].act);
      candidates.insert(original_.norms[b].act);
    }
    return occurring({candidates.begin(), candidates.end()}, seen, where, [&](ActId act) {
      std::vector<CondId> ways;
      for (std::size_t i = 0; i < s.ways.size(); ++i) {
        const auto& [a, b] = s.norms[i];
        if (original_.norms[a].act == act || original_.norms[b].act == act) ways.push_back(s.ways[i].second);
      }
      return conditions_.builder().any(ways);
    });
  }

  // Kind and norms in the witness; the evaluator must find the same clash there.
  void describe_clash(const Suspect& s, const core::Case& witness, Finding& f) {
    for (const auto& [rules, clash] : s.ways) {
      if (q_.holds(clash, witness)) {
        f.instances = rules;
        break;
      }
    }
    const Clashes there = clashes(q_.program(), witness);
    const auto same =
        std::find_if(there.sets.begin(), there.sets.end(), [&](const core::Clash& c) { return c.rules == f.instances; });
    if (same == there.sets.end()) {
      if (!there.too_large) q_.mismatch();
    } else {
      f.kind = same->kind;
    }
    for (const core::RuleId r : f.instances) {
      for (const NormId n : conditions_.norms_of(r)) {
        const NormKind kind = original_.norms[n].kind;
        const bool duty = kind == NormKind::Duty || kind == NormKind::Keep;
        if (duty && !f.norm.valid() && q_.holds(conditions_.hopeless(n, f.instances), witness)) f.norm = n;
      }
    }
    if (!f.norm.valid()) return;
    for (const core::RuleId r : f.instances) {
      for (const NormId n : conditions_.norms_of(r)) {
        if (q_.holds(conditions_.forbids(f.norm, n), witness)) f.against.push_back(n);
      }
    }
    std::sort(f.against.begin(), f.against.end());
  }

  void describe_permission(const Suspect& s, const core::Case& witness, Finding& f) {
    for (std::size_t i = 0; i < s.ways.size() && !f.norm.valid(); ++i) {
      if (!q_.holds(s.ways[i].second, witness)) continue;
      f.instances = s.ways[i].first;
      f.norm = s.norms[i].first;
      f.against = {s.norms[i].second};
    }
    const Truths truths(q_.program(), witness);
    const auto there = permissions_against_bans(Conduct(q_.program(), truths, witness));
    const bool same = std::any_of(there.begin(), there.end(), [&](const PermissionMeetsBan& p) {
      return p.permission == f.norm && p.against == f.against.front();
    });
    if (!same) q_.mismatch();
  }

  std::optional<proof::Shown> scenario(const Finding& f) {
    if (!scenarios_) scenarios_.emplace(original_);
    return (*scenarios_)(f);
  }

  proof::Proof& proof_;
  const core::Program& original_;
  const VerifyOptions& options_;
  Sink& sink_;
  Conditions& conditions_;
  Inquiry& q_;
  proof::Coverage coverage_;
  std::optional<proof::ClashScenarios> scenarios_;
  Findings out_;
  std::size_t standing_ = 0;
  std::size_t accepted_ = 0;
};

}  // namespace

Findings proof::findings_of(Proof& proof) { return Verification(proof).run(); }

Findings verify(const core::Program& program, const VerifyOptions& options, Sink& sink) {
  proof::Proof proof(program, options, sink);
  return proof::findings_of(proof);
}

}  // namespace jur
