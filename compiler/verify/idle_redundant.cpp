#include "verify/idle_redundant.h"

#include <algorithm>

namespace jur::proof {

using core::NormId;
using core::RuleId;

Redundancy::Redundancy(const core::Program& program, Sieve& sieve, IdleTally& tally, const IdleRules& rules)
    : p_(program), sieve_(sieve), tally_(tally), rules_(rules), effective_(program.norms.size()), defeats_(program.rules.size()) {
  for (const core::Norm& n : p_.norms.all()) {
    outlines_.push_back(Outline::around(p_, n.effect));
    plain_.push_back(sieve_.plain(outlines_.back()) ? 1 : 0);
  }
  for (const RuleId loser : p_.rules.ids()) {
    const core::Rule& rule = p_.rules[loser];
    for (std::size_t i = 0; i < rule.defeated_by.size(); ++i) {
      defeats_[rule.defeated_by[i].index].push_back({loser, rule.defeat_when[i]});
    }
  }
  for (const NormId n : p_.norms.ids()) {
    if (!outlines_[n.index].empty()) groups_[key(n)].norms.push_back(n);
  }
}

Redundancy::Key Redundancy::key(NormId id) const {
  const core::Norm& n = p_.norms[id];
  return {p_.laws[p_.rules[n.rule].law].order, n.act, n.kind, n.period.from, n.period.until};
}

std::vector<NormId> Redundancy::effective(RuleId r) {
  std::vector<NormId> out;
  for (const NormId n : rules_.norms_of(r)) {
    std::optional<bool>& known = effective_[n.index];
    if (!known) known = plain_[n.index] != 0 || sieve_.possible({{p_.norms[n].effect, true}});
    if (*known) out.push_back(n);
  }
  return out;
}

bool Redundancy::within(NormId inner, NormId outer) {
  const Outline& a = outlines_[inner.index];
  const Outline& b = outlines_[outer.index];
  if (plain_[inner.index] != 0 && plain_[outer.index] != 0) return b.covers(a);
  if (p_.norms[inner].effect == p_.norms[outer].effect) return true;
  return !sieve_.possible({{p_.norms[inner].effect, true}, {p_.norms[outer].effect, false}});
}

bool Redundancy::states_all(RuleId r, RuleId other) {
  const auto norms = effective(r);
  const auto others = rules_.norms_of(other);
  return std::all_of(norms.begin(), norms.end(), [&](NormId n) {
    return std::any_of(others.begin(), others.end(), [&](NormId m) { return key(n) == key(m) && within(n, m); });
  });
}

bool Redundancy::defeats_all(RuleId r, RuleId other) {
  return std::all_of(defeats_[r.index].begin(), defeats_[r.index].end(), [&](const Defeat& d) {
    const auto& all = defeats_[other.index];
    const auto same = std::find_if(all.begin(), all.end(), [&](const Defeat& o) { return o.loser == d.loser; });
    const Sieve::Literal applies{p_.rules[r].applies, true};
    const Sieve::Literal on_days{d.when, true};
    if (same == all.end()) return !sieve_.possible({applies, on_days});
    return !sieve_.possible({applies, on_days, {p_.rules[other].applies, false}}) &&
           !sieve_.possible({applies, on_days, {same->when, false}});
  });
}

bool Redundancy::covered(RuleId r, RuleId other) { return states_all(r, other) && defeats_all(r, other); }

// Rules that may cover the norm's rule; ascending.
std::vector<RuleId> Redundancy::candidates(NormId norm) {
  Group& group = groups_.at(key(norm));
  if (!group.ready) {
    group.ready = true;
    std::vector<const Outline*> plain;
    for (const NormId n : group.norms) {
      if (plain_[n.index] == 0) {
        group.others.push_back(n);
      } else {
        group.plain.push_back(n);
        plain.push_back(&outlines_[n.index]);
      }
    }
    group.index.emplace(std::move(plain), p_.facts.size());
  }
  std::vector<RuleId> out;
  const auto add = [&](NormId n) {
    if (p_.rules[p_.norms[n].rule].name != p_.rules[p_.norms[norm].rule].name) out.push_back(p_.norms[n].rule);
  };
  if (plain_[norm.index] == 0) {
    for (const NormId n : group.norms) add(n);
  } else {
    for (const std::size_t at : group.index->of(outlines_[norm.index])) add(group.plain[at]);
    for (const NormId n : group.others) add(n);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::vector<RuleId> Redundancy::candidates(RuleId r) {
  const auto norms = effective(r);
  if (!norms.empty()) return candidates(norms.front());
  std::vector<RuleId> out;
  for (const Defeat& d : defeats_[r.index]) {
    if (!sieve_.possible({{p_.rules[r].applies, true}, {d.when, true}})) continue;
    for (const RuleId by : p_.rules[d.loser].defeated_by) {
      const bool same_order = p_.laws[p_.rules[by].law].order == p_.laws[p_.rules[r].law].order;
      if (same_order && p_.rules[by].name != p_.rules[r].name) out.push_back(by);
    }
    break;
  }
  std::sort(out.begin(), out.end());
  return out;
}

void Redundancy::look_at(RuleId r) {
  const core::Rule& rule = p_.rules[r];
  if (!rules_.alive(r) || !tally_.open(IdleKind::Redundant, rule.span)) return;
  sieve_.about(rule.span, "whether another rule makes `" + rule.name + "` redundant");
  bool says_something = !effective(r).empty();
  for (const Defeat& d : defeats_[r.index]) {
    says_something = says_something || sieve_.possible({{rule.applies, true}, {d.when, true}});
  }
  if (!says_something) return;
  std::vector<RuleId> others = candidates(r);
  std::stable_partition(others.begin(), others.end(), [&](RuleId o) { return p_.rules[o].law == rule.law; });
  for (const RuleId other : others) {
    if (!covered(r, other) || (r < other && covered(other, r))) continue;
    tally_.idle({IdleKind::Redundant, r, rule.span, {{IdleGround::Kind::Rule, other, p_.rules[other].span}}});
    return;
  }
  tally_.needed(IdleKind::Redundant, rule.span);
}

}  // namespace jur::proof
