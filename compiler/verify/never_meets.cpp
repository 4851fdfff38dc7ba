#include "verify/never_meets.h"

#include <algorithm>
#include <map>
#include <optional>

#include "evaluate/truth.h"
#include "verify/reasons.h"

namespace jur {
namespace {

using core::CondId;
using core::RuleId;
using core::StatementId;
using proof::exceptions_of;
using proof::Outline;
using proof::Reason;
using proof::Reasons;
using proof::scope_of;
using proof::Sieve;
using Kind = IdleGround::Kind;

struct Pair {
  RuleId winner;
  RuleId loser;
  CondId days;
};

class Search {
 public:
  Search(const core::Program& program, const PrecedenceOptions& options, Sink& sink)
      : p_(program), options_(options), sink_(sink), norms_(program.rules.size()), losers_(program.rules.size()) {
    for (const core::NormId n : p_.norms.ids()) norms_[p_.norms[n].rule.index].push_back(n);
    for (const RuleId r : p_.rules.ids()) {
      for (std::size_t i = 0; i < p_.rules[r].defeated_by.size(); ++i) {
        const RuleId by = p_.rules[r].defeated_by[i];
        losers_[by.index].push_back({by, r, p_.rules[r].defeat_when[i]});
      }
    }
  }

  PrecedenceFindings run() {
    std::map<StatementId, std::vector<Pair>> open = statements();
    std::erase_if(open, [&](const auto& entry) { return settled(entry.first, entry.second); });
    if (open.empty()) return std::move(out_);
    sieve_.emplace(p_, options_.verify, sink_);
    sieve_->about(p_.span, "whether any case is possible");
    std::vector<Sieve::Literal> assumed;
    for (const CondId a : p_.assumptions) assumed.emplace_back(a, true);
    if (!sieve_->some_case(assumed)) return {};
    for (const auto& [id, pairs] : open) look_at(id, pairs);
    out_.complete = sieve_->complete();
    return std::move(out_);
  }

 private:
  std::map<StatementId, std::vector<Pair>> statements() const {
    std::map<StatementId, std::vector<Pair>> out;
    for (const RuleId r : p_.rules.ids()) {
      const core::Rule& rule = p_.rules[r];
      for (std::size_t i = 0; i < rule.defeated_by.size(); ++i) {
        for (const StatementId s : rule.defeat_said[i]) {
          if (options_.wanted && !options_.wanted(p_.statements[s].span)) continue;
          out[s].push_back({rule.defeated_by[i], r, rule.defeat_when[i]});
        }
      }
    }
    return out;
  }

  // The outlines of one pair settle that its rules meet.
  bool settled(StatementId id, const std::vector<Pair>& pairs) {
    const bool met = std::any_of(pairs.begin(), pairs.end(), [&](const Pair& pair) {
      if (!always_changes(pair.loser)) return false;
      std::vector<Sieve::Literal> literals;
      for (const Reason& r : reasons(pair)) literals.push_back(r.literal);
      const Outline outline = Outline::around(p_, literals);
      return outline.exact() && no_assumption_bears_on(outline);
    });
    if (met) out_.met.insert(p_.statements[id].span);
    return met;
  }

  bool no_assumption_bears_on(const Outline& outline) {
    if (!assumed_) {
      assumed_.emplace();
      for (const CondId c : used_conds(p_, p_.assumptions)) {
        for (const core::FactId f : facts_of(p_, p_.conds[c])) assumed_->insert(f);
      }
    }
    const auto sides = outline.sides();
    return std::none_of(sides.begin(), sides.end(), [&](const Outline::Side& s) { return assumed_->contains(s.fact); });
  }

  // The days first (told as Defeat), then exceptions, then what is asked: the last ones are shown rather.
  Reasons reasons(const Pair& pair) const {
    Reasons out{{{pair.days, true}, {Kind::Defeat, pair.winner, {}}}};
    Reasons scope;
    for (const RuleId r : {pair.winner, pair.loser}) {
      const Reasons except = exceptions_of(p_, r);
      out.insert(out.end(), except.begin(), except.end());
      const Reasons asked = scope_of(p_, r);
      scope.insert(scope.end(), asked.begin(), asked.end());
    }
    const auto rank = [](const Reason& r) { return r.ground.kind == Kind::Condition ? 2 : r.ground.kind == Kind::Scope ? 1 : 0; };
    std::stable_sort(scope.begin(), scope.end(), [&](const Reason& a, const Reason& b) { return rank(a) < rank(b); });
    out.insert(out.end(), scope.begin(), scope.end());
    return out;
  }

  [[nodiscard]] bool always_changes(RuleId loser) const {
    const auto& norms = norms_[loser.index];
    return std::any_of(norms.begin(), norms.end(), [&](core::NormId n) { return !p_.norms[n].rest.valid(); });
  }

  // Were the rule not defeated, one of its norms would have effect, or it might defeat another rule.
  CondId changes(RuleId loser) {
    core::Builder& build = sieve_->builder();
    std::vector<CondId> any;
    for (const core::NormId n : norms_[loser.index]) any.push_back(p_.norms[n].rest.valid() ? p_.norms[n].rest : build.always());
    for (const Pair& next : losers_[loser.index]) {
      const core::Rule& rule = p_.rules[next.loser];
      std::vector<CondId> all{next.days, rule.in_force, rule.when};
      for (const core::Exception& e : rule.exceptions) all.push_back(build.not_(e.holds));
      any.push_back(build.all(all));
    }
    return build.any(any);
  }

  // With what makes the meeting matter (told as Rule).
  Reasons all_reasons(const Pair& pair) {
    Reasons out = reasons(pair);
    out.insert(out.begin(), {{changes(pair.loser), true}, {Kind::Rule, pair.loser, {}}});
    return out;
  }

  void look_at(StatementId id, const std::vector<Pair>& pairs) {
    const core::Statement& statement = p_.statements[id];
    sieve_->about(statement.span, fmt::format("whether `{}` and `{}` ever meet", statement.stater, statement.named));
    if (std::any_of(pairs.begin(), pairs.end(), [&](const Pair& x) { return proof::possible(*sieve_, all_reasons(x)); })) {
      out_.met.insert(statement.span);
      return;
    }
    NeverMeets found{id, pairs.front().winner, pairs.front().loser, pairs.size(), false, false, {}};
    const Reasons common = common_reasons(pairs);
    if (pairs.size() == 1 || !proof::possible(*sieve_, common)) {
      for (const IdleGround& g : proof::why(*sieve_, p_, common)) {
        if (g.kind == Kind::Defeat) {
          found.days = true;
        } else if (g.kind == Kind::Rule) {
          found.effect = true;
        } else {
          found.why.push_back(g);
        }
      }
    }
    out_.all.push_back(std::move(found));
  }

  // What is asked of each of the pairs.
  Reasons common_reasons(const std::vector<Pair>& pairs) {
    Reasons out = all_reasons(pairs.front());
    for (const Pair& pair : pairs) {
      const Reasons these = all_reasons(pair);
      std::erase_if(out, [&](const Reason& r) {
        return std::none_of(these.begin(), these.end(), [&](const Reason& t) { return t.literal == r.literal; });
      });
    }
    return out;
  }

  const core::Program& p_;
  const PrecedenceOptions& options_;
  Sink& sink_;
  std::vector<std::vector<core::NormId>> norms_;  // by rule
  std::vector<std::vector<Pair>> losers_;         // by winner
  std::optional<std::set<core::FactId>> assumed_;
  std::optional<Sieve> sieve_;
  PrecedenceFindings out_;
};

}  // namespace

PrecedenceFindings verify_precedence(const core::Program& program, const PrecedenceOptions& options, Sink& sink) {
  return Search(program, options, sink).run();
}

std::vector<std::pair<const core::Program*, const NeverMeets*>> never_in_all(std::span<const PrecedenceProgram> programs) {
  std::map<Span, std::pair<const core::Program*, const NeverMeets*>> found;
  for (const PrecedenceProgram& p : programs) {
    for (const NeverMeets& n : p.findings->all) found.try_emplace(p.program->statements[n.statement].span, p.program, &n);
  }
  for (const PrecedenceProgram& p : programs) {
    for (const Span met : p.findings->met) found.erase(met);
  }
  std::vector<std::pair<const core::Program*, const NeverMeets*>> out;
  for (const auto& [span, entry] : found) out.push_back(entry);
  return out;
}

}  // namespace jur
