#include "lower/groups.h"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

namespace jur::lower {
namespace {

using core::CondId;
using core::NormId;
using core::NormKind;
using core::Program;
using core::RuleId;

using NormKey = std::tuple<core::ActId, NormKind, std::optional<core::DateTerm>, std::optional<core::DateTerm>, std::int64_t>;
using RuleKey = std::tuple<std::vector<NormKey>, bool, std::vector<std::pair<std::uint32_t, std::size_t>>, RuleId>;

std::int64_t hours(const core::Norm& n) { return n.hours ? n.hours->count : -1; }

bool is_never(const Program& p, CondId c) { return p.conds[c].op == core::Op::Const && p.conds[c].count == 0; }

// Norms of groups, with the first and last of the norms that they stand for.
struct Standing {
  core::Norm norm;
  NormId first;
  NormId last;
};

// No case lets the two periods end on the same day.
bool end_apart(const Program& p, const core::Period& a, const core::Period& b) {
  if (!a.until || !b.until || a.until->fact != b.until->fact) return false;
  if (!a.until->fact.valid() || p.facts[a.until->fact].optional || p.facts[a.until->fact].or_none) return false;
  std::int64_t apart = 0;
  for (const auto& [term, sign] : {std::pair{&*a.until, 1}, std::pair{&*b.until, -1}}) {
    for (const core::DateStep& s : term->steps) {
      if (s.months) return false;
      apart += sign * s.count;
    }
  }
  return apart != 0;
}

// Of duties that end on the same day the first norm tells its hours and its first day: groups must keep that order.
bool keeps_order(const Program& p, const std::vector<Standing>& norms) {
  for (std::size_t i = 0; i < norms.size(); ++i) {
    const Standing& a = norms[i];
    if (a.norm.kind != NormKind::Duty) continue;
    for (std::size_t k = i + 1; k < norms.size() && norms[k].first < a.last; ++k) {
      const Standing& b = norms[k];
      if (b.norm.kind != NormKind::Duty) continue;
      if (hours(a.norm) == hours(b.norm) && a.norm.period.from == b.norm.period.from) continue;
      if (!end_apart(p, a.norm.period, b.norm.period)) return false;
    }
  }
  return true;
}

class Grouping {
 public:
  explicit Grouping(const Program& p) : p_(p), norms_(p.rules.size()), sides_(p.rules.size()) {
    for (const NormId n : p.norms.ids()) {
      const bool in_doubt = p.rules[p.norms[n].rule].doubtful.valid();
      if (in_doubt || !is_never(p, p.norms[n].effect)) norms_[p.norms[n].rule.index].push_back(n);
    }
    for (const core::AcceptanceId a : p.acceptances.ids()) {
      const auto& sides = p.acceptances[a].sides;
      for (std::size_t s = 0; s < sides.size(); ++s) {
        for (const RuleId r : sides[s]) sides_[r.index].emplace_back(a.index, s);
      }
    }
  }

  Groups make() {
    prepare();
    for (const RuleId r : p_.rules.ids()) {
      if (!norms_[r.index].empty()) enter(r);
    }
    std::sort(standing_.begin(), standing_.end(), [](const Standing& a, const Standing& b) { return a.first < b.first; });
    if (!keeps_order(p_, standing_)) return {p_, {}};
    for (Standing& s : standing_) out_.program.norms.add(std::move(s.norm));
    map_acceptances();
    return std::move(out_);
  }

 private:
  void prepare() {
    Program& q = out_.program;
    q.name = p_.name;
    q.as_of = p_.as_of;
    q.domains = p_.domains;
    q.facts = p_.facts;
    q.conds = p_.conds;
    q.args = p_.args;
    q.sets = p_.sets;
    q.ranges = p_.ranges;
    q.linears = p_.linears;
    q.date_pairs = p_.date_pairs;
    q.assumptions = p_.assumptions;
    q.acts = p_.acts;
    q.implications = p_.implications;
    q.exclusions = p_.exclusions;
    q.outputs = p_.outputs;
    q.laws.add({});
  }

  bool uniform(RuleId r) const {
    const auto& norms = norms_[r.index];
    return std::all_of(norms.begin(), norms.end(), [&](NormId n) { return p_.norms[n].effect == p_.norms[norms[0]].effect; });
  }

  RuleKey key(RuleId r) const {
    const core::Rule& rule = p_.rules[r];
    std::vector<NormKey> norms;
    for (const NormId id : norms_[r.index]) {
      const core::Norm& n = p_.norms[id];
      norms.emplace_back(n.act, n.kind, n.period.from, n.period.until, hours(n));
    }
    const bool alone = !uniform(r) || rule.doubtful.valid();
    return {std::move(norms), rule.unverified || p_.laws[rule.law].unverified, sides_[r.index], alone ? r : RuleId{}};
  }

  std::size_t new_signal(RuleId rule) {
    Program& q = out_.program;
    core::Fact fact;
    fact.name = "signal";
    core::Cond cond;
    cond.op = core::Op::IsTrue;
    cond.fact = q.facts.add(std::move(fact));
    out_.signals.push_back({q.conds.add(cond), rule, {}});
    return out_.signals.size() - 1;
  }

  void new_group(RuleId r, bool unverified) {
    core::Rule rule;
    rule.name = p_.rules[r].name;
    rule.law = core::LawId(0);
    rule.unverified = unverified;
    rule.doubtful = p_.rules[r].doubtful;
    const RuleId id = out_.program.rules.add(std::move(rule));
    std::optional<std::size_t> shared;
    for (const NormId n : norms_[r.index]) {
      const std::size_t signal = shared && uniform(r) ? *shared : new_signal(id);
      shared = signal;
      core::Norm norm = p_.norms[n];
      norm.rule = id;
      norm.effect = out_.signals[signal].cond;
      standing_.push_back({std::move(norm), n, n});
    }
  }

  void enter(RuleId r) {
    RuleKey k = key(r);
    const bool unverified = std::get<1>(k);
    const auto [it, fresh] = groups_.try_emplace(std::move(k), Place{out_.signals.size(), standing_.size()});
    if (fresh) new_group(r, unverified);
    of_rule_.emplace(r, out_.signals[it->second.signal].rule);
    std::size_t signal = it->second.signal;
    std::size_t norm = it->second.norm;
    for (const NormId n : norms_[r.index]) {
      standing_[norm++].last = n;
      if (n != norms_[r.index].front() && uniform(r)) continue;
      out_.signals[signal++].members.push_back({r, p_.norms[n].effect});
    }
  }

  void map_acceptances() {
    for (const core::Acceptance& a : p_.acceptances.all()) {
      core::Acceptance mapped;
      mapped.when = a.when;
      for (const auto& side : a.sides) {
        std::vector<RuleId>& to = mapped.sides.emplace_back();
        for (const RuleId r : side) {
          if (const auto it = of_rule_.find(r); it != of_rule_.end()) to.push_back(it->second);
        }
        std::sort(to.begin(), to.end());
        to.erase(std::unique(to.begin(), to.end()), to.end());
      }
      out_.program.acceptances.add(std::move(mapped));
    }
  }

  struct Place {
    std::size_t signal;
    std::size_t norm;
  };
  const Program& p_;
  std::vector<std::vector<NormId>> norms_;  // by RuleId, those that may have effect
  std::vector<std::vector<std::pair<std::uint32_t, std::size_t>>> sides_;
  std::map<RuleKey, Place> groups_;
  std::map<RuleId, RuleId> of_rule_;
  std::vector<Standing> standing_;
  Groups out_;
};

}  // namespace

Groups group_rules(const Program& program) { return Grouping(program).make(); }

}  // namespace jur::lower
