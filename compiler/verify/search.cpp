#include "verify/search.h"

#include <algorithm>
#include <set>

#include "evaluate/truth.h"
#include "verify/outline.h"

namespace jur::proof {
namespace {

using core::CondId;
using core::NormId;
using core::NormKind;
using core::RuleId;

class Search {
 public:
  explicit Search(Inquiry& q) : q_(q), conditions_(q.conditions()), program_(q.program()) {
    for (const core::Norm& n : program_.norms.all()) outlines_.push_back(Outline::around(program_, n.effect));
    for (const CondId c : used_conds(program_, {q_.possible()})) {
      for (const core::FactId f : facts_of(program_, program_.conds[c])) assumed_.insert(f);
    }
  }

  std::vector<Suspect> run() {
    small_sets();
    for (const Conditions::Chain& chain : conditions_.chains()) large_sets(chain);
    permissions();
    std::vector<Suspect> out;
    for (auto& entry : suspects_) out.push_back(std::move(entry.second));
    return out;
  }

 private:
  [[nodiscard]] bool together(NormId a, NormId b) const { return outlines_[a.index].meets(outlines_[b.index]); }
  [[nodiscard]] const core::Rule& rule(RuleId r) const { return program_.rules[r]; }

  void about(const Rules& rules) {
    std::string names;
    for (const std::string& n : names_of(program_, rules)) names += (names.empty() ? "`" : ", `") + n + "`";
    q_.about(rule(rules.front()).span, "whether " + names + " clash");
  }

  Suspect& suspect(bool permission, const Rules& rules) {
    Names names = names_of(program_, rules);
    Suspect& s = suspects_[{permission, names}];
    s.permission = permission;
    s.names = std::move(names);
    return s;
  }

  void accuse(const Rules& rules) {
    suspect(false, rules).ways.emplace_back(rules, conditions_.minimal_clash(rules));
    found_.push_back(rules);
  }

  // One rule, and two.
  void small_sets() {
    std::map<Rules, std::pair<NormId, NormId>> candidates;
    for (const NormId duty : program_.norms.ids()) {
      const NormKind kind = program_.norms[duty].kind;
      if (kind != NormKind::Duty && kind != NormKind::Keep) continue;
      for (const NormId source : conditions_.adversaries(duty)) {
        if (together(duty, source)) candidates.try_emplace(rules_of(duty, source), duty, source);
      }
    }
    for (const auto& [rules, norms] : candidates) {
      const CondId clash = conditions_.minimal_clash(rules);
      if (clash == conditions_.builder().never()) continue;
      about(rules);
      if (evident(clash, norms) || q_.ask(std::array{q_.encoder()(clash)})) accuse(rules);
    }
  }

  // Without the solver: the two norms clash wherever both have effect, and their outlines, which share a case, say exactly
  // where that is, of facts on which no assumption bears.
  bool evident(CondId clash, std::pair<NormId, NormId> norms) {
    const auto& [a, b] = norms;
    if (!outlines_[a.index].exact() || !outlines_[b.index].exact()) return false;
    const auto assumed = [&](core::FactId f) { return outlines_[a.index].narrows(f) || outlines_[b.index].narrows(f); };
    if (std::any_of(assumed_.begin(), assumed_.end(), assumed)) return false;
    return clash == conditions_.builder().all({program_.norms[a].effect, program_.norms[b].effect});
  }

  [[nodiscard]] Rules rules_of(NormId a, NormId b) const {
    Rules rules{program_.norms[a].rule, program_.norms[b].rule};
    std::sort(rules.begin(), rules.end());
    rules.erase(std::unique(rules.begin(), rules.end()), rules.end());
    return rules;
  }

  // Three rules and more: only where several together cover a duty's period. Each answer shows a case and rules that clash
  // in it although no set found before does; the smallest part of them is a new set.
  void large_sets(const Conditions::Chain& chain) {
    about(chain.rules);
    const core::Norm& duty = program_.norms[chain.duty];
    const CondId hopeless = conditions_.hopeless_if(chain.duty, chain.rules, conditions_.selections());
    std::vector<CondId> fixed{hopeless, conditions_.selections().at(duty.rule)};
    std::vector<CondId> flags;
    for (const RuleId r : chain.rules) flags.push_back(conditions_.selections().at(r));
    const bool many = timed_norms(chain) > kMostTimed;
    if (many) fixed.push_back(conditions_.builder().not_(conditions_.builder().at_least(4, flags)));
    std::size_t blocked = 0;
    const auto next = [&]() -> std::optional<core::Case> {
      for (; blocked < found_.size(); ++blocked) block(chain, found_[blocked], fixed);
      return q_.find(fixed);
    };
    while (const auto c = next()) accuse(smallest(chain.rules, *c));
    if (!many) return;
    std::erase_if(fixed, [&](CondId c) { return c == conditions_.builder().not_(conditions_.builder().at_least(4, flags)); });
    if (q_.find(fixed)) q_.give_up(fmt::format("more than {} norms on one action and party have times", kMostTimed));
  }

  void block(const Conditions::Chain& chain, const Rules& found, std::vector<CondId>& fixed) {
    if (!std::includes(chain.rules.begin(), chain.rules.end(), found.begin(), found.end())) return;
    std::vector<CondId> parts{conditions_.clash(found)};
    for (const RuleId r : found) parts.push_back(conditions_.selections().at(r));
    fixed.push_back(conditions_.builder().not_(conditions_.builder().all(parts)));
  }

  Rules smallest(const Rules& from, const core::Case& c) {
    Rules rules;
    for (const RuleId r : from) {
      if (q_.holds(conditions_.selections().at(r), c)) rules.push_back(r);
    }
    for (std::size_t i = 0; i < rules.size();) {
      Rules fewer = rules;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      if (q_.holds(conditions_.clash(fewer), c)) {
        rules = std::move(fewer);
      } else {
        ++i;
      }
    }
    return rules;
  }

  [[nodiscard]] std::size_t timed_norms(const Conditions::Chain& chain) const {
    std::map<core::ActId, std::size_t> count;
    std::size_t most = 0;
    for (const RuleId r : chain.rules) {
      for (const NormId n : conditions_.norms_of(r)) {
        const core::Norm& norm = program_.norms[n];
        if (norm.period.from || norm.period.until) most = std::max(most, ++count[norm.act]);
      }
    }
    return most;
  }

  void permissions() {
    std::vector<std::pair<NormId, NormId>> pairs;
    for (const NormId a : program_.norms.ids()) {
      const NormKind kind = program_.norms[a].kind;
      if (kind != NormKind::May && kind != NormKind::NeedNot) continue;
      for (const NormId b : program_.norms.ids()) {
        const NormKind other = program_.norms[b].kind;
        const bool opposed = kind == NormKind::May ? other == NormKind::Ban : other == NormKind::Duty || other == NormKind::Keep;
        if (opposed && order_of(a) == order_of(b) && together(a, b)) pairs.emplace_back(a, b);
      }
    }
    for (const auto& [a, b] : pairs) {
      const CondId met = conditions_.meets(a, b);
      if (met == conditions_.builder().never()) continue;
      const Rules rules = rules_of(a, b);
      about(rules);
      if (!q_.ask(std::array{q_.encoder()(met)})) continue;
      Suspect& s = suspect(true, rules);
      s.ways.emplace_back(rules, met);
      s.norms.emplace_back(a, b);
    }
  }

  [[nodiscard]] core::OrderId order_of(NormId n) const { return program_.laws[rule(program_.norms[n].rule).law].order; }

  static constexpr std::size_t kMostTimed = 64;

  Inquiry& q_;
  Conditions& conditions_;
  const core::Program& program_;
  std::vector<Outline> outlines_;  // by norm
  std::set<core::FactId> assumed_;
  std::map<std::pair<bool, Names>, Suspect> suspects_;
  std::vector<Rules> found_;
};

}  // namespace

Names names_of(const core::Program& program, const Rules& rules) {
  Names out;
  for (const RuleId r : rules) out.push_back(program.rules[r].name);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::vector<Suspect> find_suspects(Inquiry& q) { return Search(q).run(); }

}  // namespace jur::proof
