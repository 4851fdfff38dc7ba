#include "verify/search.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "verify/coverage.h"
#include "verify/large_sets.h"
#include "verify/meetings.h"

namespace jur::proof {
namespace {

using core::CondId;
using core::NormId;
using core::NormKind;
using core::RuleId;

// Has it written down that the norm has effect together with none of those that the index keeps apart from it: `others` without
// those `met`; all ascending.
void certify_apart(Inquiry& q, NormId n, std::span<const NormId> others, std::span<const NormId> met) {
  const auto effect = [&](NormId at) { return q.encoder()(q.program().norms[at].effect); };
  std::vector<solve::Term> apart;
  auto next = met.begin();
  for (const NormId other : others) {
    if (next != met.end() && *next == other) {
      ++next;
    } else {
      apart.push_back(effect(other));
    }
  }
  if (apart.empty()) return;
  const core::Rule& rule = q.program().rules[q.program().norms[n].rule];
  q.about(rule.span, fmt::format("whether a norm of `{}` has effect together with any of {} that the index keeps apart from it",
                                 rule.name, apart.size()));
  q.solver().record_never(q.solver().all({effect(n), q.solver().any(apart)}));
}

class Search {
 public:
  Search(Inquiry& q, const VerifyOptions& options)
      : q_(q), options_(options), conditions_(q.conditions()), program_(q.program()), order_(program_) {}

  Suspects run() {
    small_sets();
    const auto is_plain = [this](RuleId a, RuleId b) { return this->is_plain({a, b}); };
    for (const Rules& rules : find_large_sets(q_, options_, small_, is_plain)) accuse(rules);
    permissions();
    Suspects out;
    for (auto& entry : suspects_) out.all.push_back(std::move(entry.second));
    for (const Ranks& pair : plain_) out.pairs.push_back(rules_at(pair));
    out.accepted = std::move(accepted_);
    out.used.assign(used_.begin(), used_.end());
    return out;
  }

 private:
  using Ranks = std::pair<std::uint32_t, std::uint32_t>;  // of two rules, in NameOrder

  [[nodiscard]] const core::Rule& rule(RuleId r) const { return program_.rules[r]; }

  Suspect& suspect(bool permission, const Rules& rules) {
    Names names = names_of(program_, rules);
    Suspect& s = suspects_[{permission, names}];
    s.permission = permission;
    s.names = std::move(names);
    return s;
  }

  void accuse(const Rules& rules) {
    suspect(false, rules).ways.emplace_back(rules, conditions_.minimal_clash(rules));
    if (rules.size() < 3) small_.push_back(rules);
  }

  // One rule, and two.
  void small_sets() {
    std::set<Rules> candidates;
    Plainness plain(q_, order_);
    for_each_meeting([&](NormId n) { return is_duty(n); }, [&](NormId n) { return conditions_.adversaries(n); },
                     [&](NormId duty, NormId source) {
                       if (options_.index && plain(duty, source)) {
                         plain_.push_back(ranks_of(program_.norms[duty].rule, program_.norms[source].rule));
                       } else {
                         candidates.insert(rules_of(duty, source));
                       }
                     });
    std::sort(plain_.begin(), plain_.end());
    plain_.erase(std::unique(plain_.begin(), plain_.end()), plain_.end());
    by_rank_.resize(program_.rules.size());
    for (const RuleId r : program_.rules.ids()) by_rank_[order_.rank(r)] = r;
    if (options_.certificate) certify_plain();
    for (const Rules& rules : candidates) {
      if (is_plain(rules)) continue;
      const CondId clash = conditions_.minimal_clash(rules);
      if (clash == conditions_.builder().never()) continue;
      about_clash(q_, rules);
      if (q_.ask(std::array{q_.encoder()(clash)})) accuse(rules);
    }
    accuse_accepted();
  }

  void certify_plain() {
    for (std::size_t at = 0; at < plain_.size(); at += kBlock) {
      const std::size_t end = std::min(plain_.size(), at + kBlock);
      std::vector<solve::Term> clashes;
      for (std::size_t i = at; i < end; ++i) {
        const PlainPair pair = rules_at(plain_[i]);
        clashes.push_back(q_.encoder()(suspect_of(q_, pair).ways.front().second));
      }
      const PlainPair first = rules_at(plain_[at]);
      const PlainPair last = rules_at(plain_[end - 1]);
      q_.about(rule(first.first).span,
               fmt::format("whether each of {} pairs of rules clashes, from {}, {} to {}, {}", end - at, rule(first.first).name,
                           rule(first.second).name, rule(last.first).name, rule(last.second).name));
      q_.solver().record_each(clashes);
    }
  }

  [[nodiscard]] bool is_duty(NormId n) const {
    return program_.norms[n].kind == NormKind::Duty || program_.norms[n].kind == NormKind::Keep;
  }

  // Visits each norm that is `wanted` with each norm `against` it whose outline meets its own. Norms on one act and of one
  // kind have the same norms against them.
  template <class Wanted, class Against, class Visit>
  void for_each_meeting(Wanted wanted, Against against, Visit visit) {
    std::map<std::pair<core::ActId, NormKind>, std::vector<NormId>> groups;
    for (const NormId n : program_.norms.ids()) {
      if (wanted(n)) groups[{program_.norms[n].act, program_.norms[n].kind}].push_back(n);
    }
    for (const auto& [key, norms] : groups) {
      const std::span<const NormId> others = against(norms.front());
      if (!options_.index) {
        for (const NormId n : norms) {
          for (const NormId other : others) visit(n, other);
        }
        continue;
      }
      Meetings meetings(conditions_, others);
      for (const NormId n : norms) {
        const std::span<const NormId> met = meetings.of(n);
        for (const NormId other : met) visit(n, other);
        if (options_.certificate) certify_apart(q_, n, others, met);
      }
    }
  }

  [[nodiscard]] Ranks ranks_of(RuleId a, RuleId b) const { return std::minmax({order_.rank(a), order_.rank(b)}); }

  [[nodiscard]] bool is_plain(const Rules& rules) const {
    return rules.size() == 2 && std::binary_search(plain_.begin(), plain_.end(), ranks_of(rules[0], rules[1]));
  }

  [[nodiscard]] PlainPair rules_at(const Ranks& pair) const { return {by_rank_[pair.first], by_rank_[pair.second]}; }

  // What an acceptance covers in some cases alone, or with a way out, needs to be looked at more closely.
  void accuse_accepted() {
    const Coverage coverage(program_);
    const auto whole = [&](core::AcceptanceId id) {
      const core::Acceptance& a = program_.acceptances[id];
      return a.when == conditions_.builder().always() && a.routes.empty();
    };
    std::erase_if(plain_, [&](const Ranks& pair) {
      const PlainPair p = rules_at(pair);
      std::vector<core::AcceptanceId> covering = coverage.of(std::array{p.first, p.second});
      std::erase_if(covering, [&](core::AcceptanceId id) { return expired(program_.acceptances[id], options_); });
      if (covering.empty()) return false;
      if (std::all_of(covering.begin(), covering.end(), whole)) {
        accepted_.push_back({p, covering.front()});
        used_.insert(covering.begin(), covering.end());
        return true;
      }
      Rules rules{p.first, p.second};
      std::sort(rules.begin(), rules.end());
      accuse(rules);
      return true;
    });
  }

  [[nodiscard]] Rules rules_of(NormId a, NormId b) const {
    Rules rules{program_.norms[a].rule, program_.norms[b].rule};
    std::sort(rules.begin(), rules.end());
    rules.erase(std::unique(rules.begin(), rules.end()), rules.end());
    return rules;
  }

  void permissions() {
    std::vector<std::pair<NormId, NormId>> pairs;
    std::vector<NormId> bans;
    std::vector<NormId> duties;
    for (const NormId n : program_.norms.ids()) {
      if (program_.norms[n].kind == NormKind::Ban) bans.push_back(n);
      if (is_duty(n)) duties.push_back(n);
    }
    for_each_meeting(
        [&](NormId n) { return program_.norms[n].kind == NormKind::May || program_.norms[n].kind == NormKind::NeedNot; },
        [&](NormId n) { return std::span<const NormId>(program_.norms[n].kind == NormKind::May ? bans : duties); },
        [&](NormId a, NormId b) {
          if (order_of(a) == order_of(b)) pairs.emplace_back(a, b);
        });
    std::sort(pairs.begin(), pairs.end());
    for (const auto& [a, b] : pairs) {
      const CondId met = conditions_.meets(a, b);
      if (met == conditions_.builder().never()) continue;
      const Rules rules = rules_of(a, b);
      about_clash(q_, rules);
      if (!q_.ask(std::array{q_.encoder()(met)})) continue;
      Suspect& s = suspect(true, rules);
      s.ways.emplace_back(rules, met);
      s.norms.emplace_back(a, b);
    }
  }

  [[nodiscard]] core::OrderId order_of(NormId n) const { return program_.laws[rule(program_.norms[n].rule).law].order; }

  static constexpr std::size_t kBlock = 1000;  // pairs in one script of a certificate

  Inquiry& q_;
  const VerifyOptions& options_;
  Conditions& conditions_;
  const core::Program& program_;
  NameOrder order_;
  std::vector<RuleId> by_rank_;
  std::vector<Ranks> plain_;  // ascending
  std::vector<AcceptedPair> accepted_;
  std::set<core::AcceptanceId> used_;
  std::map<std::pair<bool, Names>, Suspect> suspects_;
  std::vector<Rules> small_;
};

}  // namespace

Names names_of(const core::Program& program, const Rules& rules) {
  Names out;
  for (const RuleId r : rules) out.push_back(program.rules[r].name);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

void about_clash(Inquiry& q, const Rules& rules) {
  std::string names;
  for (const std::string& n : names_of(q.program(), rules)) names += (names.empty() ? "`" : ", `") + n + "`";
  q.about(q.program().rules[rules.front()].span, "whether " + names + " clash");
}

Suspects find_suspects(Inquiry& q, const VerifyOptions& options) { return Search(q, options).run(); }

Suspect suspect_of(Inquiry& q, const PlainPair& pair) {
  Rules rules{pair.first, pair.second};
  std::sort(rules.begin(), rules.end());
  Suspect out;
  out.names = names_of(q.program(), rules);
  out.ways.emplace_back(rules, q.conditions().minimal_clash(rules));
  return out;
}

}  // namespace jur::proof
