#include "verify/conditions.h"

#include <algorithm>
#include <set>

namespace jur::proof {

using core::ActId;
using core::CondId;
using core::NormId;
using core::NormKind;
using core::RuleId;

Conditions::Conditions(const core::Program& program)
    : program_(program),
      builder_(program_),
      norms_(program.rules.size()),
      closures_(program.acts.size()),
      strikes_(program.norms.size()),
      struck_by_(program.acts.size()),
      against_duty_(program.acts.size()),
      against_keep_(program.acts.size()) {
  for (const NormId n : program_.norms.ids()) norms_[program_.norms[n].rule.index].push_back(n);
  for (const core::Norm& n : program_.norms.all()) outlines_.push_back(Outline::around(program_, n.effect));
  close_implications();
  find_strikes();
  find_adversaries();
  find_chains();
}

CondId Conditions::implies(ActId from, ActId to) const { return implied_.at({from, to}); }

// Warshall's closure over the acts that imply something: a way through acts with lower ids, then through higher ones.
void Conditions::close_implications() {
  const auto widen = [&](ActId from, ActId to, CondId when) {
    const auto [it, fresh] = implied_.try_emplace({from, to}, when);
    if (!fresh) it->second = builder_.any({it->second, when});
    if (it->second == builder_.never()) implied_.erase(it);
  };
  for (const ActId a : program_.acts.ids()) widen(a, a, builder_.always());
  for (const core::Implication& i : program_.implications) widen(i.from, i.to, i.when);
  for (const ActId via : program_.acts.ids()) {
    std::vector<std::pair<ActId, CondId>> into;
    std::vector<std::pair<ActId, CondId>> out_of;
    for (const auto& [ends, when] : implied_) {
      if (ends.first != ends.second && ends.second == via) into.emplace_back(ends.first, when);
      if (ends.first != ends.second && ends.first == via) out_of.emplace_back(ends.second, when);
    }
    for (const auto& [from, first] : into) {
      for (const auto& [to, second] : out_of) {
        if (from != to) widen(from, to, builder_.all({first, second}));
      }
    }
  }
  for (const auto& entry : implied_) closures_[entry.first.first.index].push_back(entry.first.second);
}

void Conditions::find_strikes() {
  std::vector<std::vector<std::pair<ActId, CondId>>> excluded(program_.acts.size());
  for (const core::Exclusion& e : program_.exclusions) {
    excluded[e.a.index].emplace_back(e.b, e.when);
    if (e.a != e.b) excluded[e.b.index].emplace_back(e.a, e.when);
  }
  for (const NormId id : program_.norms.ids()) {
    const core::Norm& norm = program_.norms[id];
    std::vector<Strike>& strikes = strikes_[id.index];
    if (norm.effect == builder_.never()) continue;
    if (norm.kind == NormKind::Ban) strikes.push_back({id, norm.act, {}, builder_.always()});
    if (norm.kind == NormKind::Duty || norm.kind == NormKind::Keep) {
      for (const ActId required : closures_[norm.act.index]) {
        for (const auto& [act, when] : excluded[required.index]) strikes.push_back({id, act, required, when});
      }
    }
    for (const Strike& s : strikes) {
      std::vector<NormId>& by = struck_by_[s.act.index];
      if (by.empty() || by.back() != id) by.push_back(id);
    }
  }
}

void Conditions::find_adversaries() {
  for (const core::Norm& norm : program_.norms.all()) {
    if (norm.kind != NormKind::Duty && norm.kind != NormKind::Keep) continue;
    const bool keep = norm.kind == NormKind::Keep;
    Adversaries& out = (keep ? against_keep_ : against_duty_)[norm.act.index];
    if (out.known) continue;
    out.known = true;
    for (const ActId a : closures_[norm.act.index]) {
      for (const NormId source : struck_by_[a.index]) {
        if (!keep || program_.norms[source].kind != NormKind::Duty) out.norms.push_back(source);
      }
    }
    std::sort(out.norms.begin(), out.norms.end());
    out.norms.erase(std::unique(out.norms.begin(), out.norms.end()), out.norms.end());
  }
}

std::span<const NormId> Conditions::adversaries(NormId duty) const {
  const core::Norm& norm = program_.norms[duty];
  return (norm.kind == NormKind::Keep ? against_keep_ : against_duty_)[norm.act.index].norms;
}

std::vector<Conditions::Strike> Conditions::strikes(NormId duty, NormId source) const {
  const core::Norm& norm = program_.norms[duty];
  if (norm.kind == NormKind::Keep && program_.norms[source].kind == NormKind::Duty) return {};
  const std::vector<ActId>& closure = closures_[norm.act.index];
  std::vector<Strike> out;
  for (const Strike& s : strikes_[source.index]) {
    if (std::binary_search(closure.begin(), closure.end(), s.act)) out.push_back(s);
  }
  return out;
}

// Only a duty that may be done on any day of its period. A source without a time covers the period alone, so that no smallest
// set of three rules has one. Of two sources that begin (or end) on the same day one covers all days of the other, so that no
// smallest set has both.
void Conditions::find_chains() {
  std::vector<std::vector<NormId>> timed(program_.acts.size());
  std::vector<char> known(program_.acts.size());
  for (const NormId duty : program_.norms.ids()) {
    const core::Norm& norm = program_.norms[duty];
    if (norm.kind != NormKind::Duty) continue;
    std::vector<NormId>& sources = timed[norm.act.index];
    if (known[norm.act.index] == 0) {
      known[norm.act.index] = 1;
      for (const NormId source : adversaries(duty)) {
        if (reach_of(source)->from || reach_of(source)->until) sources.push_back(source);
      }
    }
    std::set<std::optional<core::DateTerm>> begins;
    std::set<std::optional<core::DateTerm>> ends;
    Rules rules{norm.rule};
    for (const NormId source : sources) {
      if (!outline(duty).meets(outline(source))) continue;
      begins.insert(reach_of(source)->from);
      ends.insert(reach_of(source)->until);
      rules.push_back(program_.norms[source].rule);
    }
    std::sort(rules.begin(), rules.end());
    rules.erase(std::unique(rules.begin(), rules.end()), rules.end());
    if (begins.size() > 1 && ends.size() > 1 && rules.size() > 2) chains_.push_back({duty, std::move(rules)});
  }
  for (const Chain& chain : chains_) {
    for (const RuleId r : chain.rules) {
      if (selections_.contains(r)) continue;
      core::Fact flag;
      flag.kind = core::FactKind::Bool;
      selections_.emplace(r, builder_.is_true(program_.facts.add(std::move(flag))));
    }
  }
}

const core::Period* Conditions::reach_of(NormId source) const {
  const core::Norm& norm = program_.norms[source];
  return norm.kind == NormKind::Duty ? &always_ : &norm.period;
}

// Both norms have effect, and the strike falls on something that the duty requires.
CondId Conditions::strikes_duty(NormId duty, const Strike& s) {
  const CondId reached = implies(program_.norms[duty].act, s.act);
  const CondId required = s.because.valid() ? implies(program_.norms[s.norm].act, s.because) : builder_.always();
  return all({effect(duty), effect(s.norm), reached, required, s.when});
}

CondId Conditions::hopeless(NormId duty, const Rules& rules) { return hopeless_if(duty, rules, {}); }

CondId Conditions::hopeless_if(NormId duty, const Rules& rules, const std::map<RuleId, CondId>& selected) {
  const core::Norm& norm = program_.norms[duty];
  std::vector<Side> sides;
  for (const RuleId r : rules) {
    for (const NormId source : norms_of(r)) {
      std::vector<CondId> ways;
      for (const Strike& s : strikes(duty, source)) ways.push_back(strikes_duty(duty, s));
      CondId hit = builder_.any(ways);
      if (const auto it = selected.find(r); it != selected.end()) hit = all({hit, it->second});
      if (hit != builder_.never()) sides.push_back({source, hit, reach_of(source)});
    }
  }
  if (sides.empty()) return builder_.never();
  if (norm.kind != NormKind::Keep) return all({effect(duty), covered(norm.period, sides)});
  std::vector<CondId> met;
  for (const Side& s : sides) met.push_back(all({s.hits, common_day(norm.period, *s.period)}));
  return builder_.any(met);
}

CondId Conditions::clash(const Rules& rules) {
  if (const auto it = clashes_.find(rules); it != clashes_.end()) return it->second;
  std::vector<CondId> ways;
  for (const RuleId r : rules) {
    for (const NormId n : norms_of(r)) {
      const NormKind kind = program_.norms[n].kind;
      if (kind == NormKind::Duty || kind == NormKind::Keep) ways.push_back(hopeless(n, rules));
    }
  }
  const CondId out = builder_.any(ways);
  clashes_.emplace(rules, out);
  return out;
}

CondId Conditions::minimal_clash(const Rules& rules) {
  std::vector<CondId> parts{clash(rules)};
  if (parts[0] == builder_.never()) return parts[0];
  for (std::size_t i = 0; i < rules.size(); ++i) {
    Rules fewer = rules;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    parts.push_back(builder_.not_(clash(fewer)));
  }
  return builder_.all(parts);
}

CondId Conditions::forbids(NormId duty, NormId source) {
  std::vector<CondId> ways;
  for (const Strike& s : strikes(duty, source)) ways.push_back(strikes_duty(duty, s));
  return all({builder_.any(ways), common_day(program_.norms[duty].period, *reach_of(source))});
}

CondId Conditions::is_act(const Rules& rules, ActId act) {
  const auto known = [&](ActId from, ActId to) { return implied_.contains({from, to}); };
  const auto excluding = [&](NormId duty, NormId source) {
    const ActId own = program_.norms[source].act;
    std::vector<CondId> ways;
    for (const Strike& s : strikes(duty, source)) {
      if (!s.because.valid() || !known(own, act) || !known(act, s.because)) continue;
      ways.push_back(all({strikes_duty(duty, s), implies(own, act), implies(act, s.because)}));
    }
    return all({builder_.any(ways), common_day(program_.norms[duty].period, *reach_of(source))});
  };
  std::vector<CondId> ways;
  for (const RuleId r : rules) {
    for (const NormId duty : norms_of(r)) {
      const core::Norm& norm = program_.norms[duty];
      if (norm.kind != NormKind::Duty && norm.kind != NormKind::Keep) continue;
      std::vector<CondId> touched;
      if (known(norm.act, act)) touched.push_back(implies(norm.act, act));
      for (const RuleId other : rules) {
        for (const NormId source : norms_of(other)) touched.push_back(excluding(duty, source));
      }
      ways.push_back(all({hopeless(duty, rules), builder_.any(touched)}));
    }
  }
  return builder_.any(ways);
}

CondId Conditions::meets(NormId permission, NormId against) {
  const core::Norm& a = program_.norms[permission];
  const core::Norm& b = program_.norms[against];
  const bool exempts = a.kind == NormKind::NeedNot;
  const std::pair ends = exempts ? std::pair{b.act, a.act} : std::pair{a.act, b.act};
  if (!implied_.contains(ends)) return builder_.never();
  return all({effect(permission), effect(against), implied_.at(ends), common_day(a.period, b.period)});
}

}  // namespace jur::proof
