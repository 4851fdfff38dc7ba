#include "bruteforce_conduct.h"

#include <algorithm>
#include <map>

#include "core/builder.h"

namespace jur::test {

using core::ActId;
using core::Case;
using core::Clash;
using core::NormId;
using core::NormKind;
using core::Program;
using core::RuleId;

namespace {

constexpr std::int64_t kWindow = 18140;  // the first day of the bits; open ends reach the window's ends

std::size_t bit(std::int64_t day) {
  return static_cast<std::size_t>(std::clamp<std::int64_t>(day - kWindow, 0, static_cast<std::int64_t>(kDays) - 1));
}

Days stretch(std::size_t lo, std::size_t hi) {
  Days out;
  for (std::size_t i = lo; i <= hi; ++i) out.set(i);
  return out;
}

}  // namespace

std::int64_t day_at(std::size_t index) { return kWindow + static_cast<std::int64_t>(index); }

World::World(const Program& program, const Case& complete, core::OrderId only)
    : p(program), c(complete), implied(p.acts.size(), std::vector<char>(p.acts.size())), excluded(implied) {
  for (const ActId a : p.acts.ids()) implied[a.index][a.index] = 1;
  for (std::size_t round = 0; round < p.acts.size(); ++round) {
    for (const core::Implication& i : p.implications) {
      if (!naive_truth(p, i.when, c)) continue;
      for (const ActId a : p.acts.ids()) {
        if (implied[a.index][i.from.index] != 0) implied[a.index][i.to.index] = 1;
      }
    }
  }
  for (const core::Exclusion& e : p.exclusions) {
    if (naive_truth(p, e.when, c)) excluded[e.a.index][e.b.index] = excluded[e.b.index][e.a.index] = 1;
  }
  for (const NormId n : p.norms.ids()) {
    const core::Norm& norm = p.norms[n];
    const bool ours = !only.valid() || p.laws[p.rules[norm.rule].law].order == only;
    if (ours && naive_truth(p, norm.effect, c)) norms.push_back(n);
  }
}

Days World::period(NormId n) const {
  const core::Period& t = p.norms[n].period;
  return stretch(t.from ? bit(core::day_of(*t.from, c)->days) : 0, t.until ? bit(core::day_of(*t.until, c)->days) : kDays - 1);
}

std::vector<Ground> World::grounds(NormId duty, const std::set<RuleId>& rules, bool whole) const {
  const core::Norm& target = p.norms[duty];
  const Days days = whole ? Days().set() : period(duty);
  std::vector<Ground> out;
  for (const NormId n : norms) {
    const core::Norm& norm = p.norms[n];
    if (!rules.contains(norm.rule)) continue;
    for (const ActId x : p.acts.ids()) {
      if (implied[target.act.index][x.index] == 0) continue;
      if (norm.kind == NormKind::Ban && norm.act == x && (period(n) & days).any()) out.push_back({n, x, {}, period(n) & days});
      if (!is_duty(norm)) continue;
      for (const ActId y : p.acts.ids()) {
        if (implied[norm.act.index][y.index] == 0 || excluded[y.index][x.index] == 0) continue;
        if (norm.kind == NormKind::Duty && target.kind == NormKind::Keep) continue;
        const Days when = norm.kind == NormKind::Keep ? period(n) & days : days;
        if (when.any()) out.push_back({n, x, y, when});
      }
    }
  }
  return out;
}

bool World::hopeless(NormId duty, const std::set<RuleId>& rules, bool whole) const {
  Days forbidden;
  for (const Ground& g : grounds(duty, rules, whole)) forbidden |= g.days;
  if (p.norms[duty].kind == NormKind::Keep) return forbidden.any();
  return whole ? forbidden.all() : (period(duty) & ~forbidden).none();
}

namespace {

void add_path(const World& w, ActId from, ActId to, std::set<ActId>& acts) {
  for (const ActId a : w.p.acts.ids()) {
    if (w.implied[from.index][a.index] != 0 && w.implied[a.index][to.index] != 0) acts.insert(a);
  }
}

}  // namespace

Clash World::describe(const std::set<RuleId>& rules) const {
  const World& w = *this;
  std::set<ActId> acts;
  std::set<ActId> meeting;
  bool time = true;
  bool exclusion = false;
  bool by_implication = false;
  for (const NormId d : w.norms) {
    const core::Norm& duty = w.p.norms[d];
    if (!is_duty(duty) || !rules.contains(duty.rule) || !w.hopeless(d, rules, false)) continue;
    if (duty.kind == NormKind::Keep || w.hopeless(d, rules, true)) time = false;
    for (const ActId a : w.p.acts.ids()) {
      if (w.implied[duty.act.index][a.index] != 0) acts.insert(a);
    }
    for (const Ground& g : w.grounds(d, rules, false)) {
      add_path(w, duty.act, g.act, meeting);
      if (g.act != duty.act) by_implication = true;
      if (!g.because.valid()) continue;
      exclusion = true;
      add_path(w, w.p.norms[g.norm].act, g.because, meeting);
    }
  }
  acts.insert(meeting.begin(), meeting.end());
  bool places = false;
  for (const ActId a : meeting) {
    for (const ActId b : meeting) {
      const core::Act& one = w.p.acts[a];
      const core::Act& two = w.p.acts[b];
      const auto slot = [](const std::string& s) { return s.substr(s.find('(') == std::string::npos ? s.size() : s.find('(')); };
      places = places || (!one.parameter.empty() && one.parameter == two.parameter && slot(one.action) != slot(two.action));
    }
  }
  Clash out;
  out.kind = time             ? Clash::Kind::Time
             : places         ? Clash::Kind::Places
             : exclusion      ? Clash::Kind::RequiredExclude
             : by_implication ? Clash::Kind::RequiredImplies
                              : Clash::Kind::RequiredForbidden;
  out.rules.assign(rules.begin(), rules.end());
  out.acts.assign(acts.begin(), acts.end());
  return out;
}

std::vector<Clash> World::clashes() const {
  std::set<RuleId> present;
  for (const NormId n : norms) present.insert(p.norms[n].rule);
  const std::vector<RuleId> all(present.begin(), present.end());
  std::vector<std::set<RuleId>> bad;
  for (std::size_t bits = 0; bits < (std::size_t{1} << all.size()); ++bits) {
    std::set<RuleId> rules;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if ((bits >> i & 1U) != 0) rules.insert(all[i]);
    }
    const bool clash = std::any_of(norms.begin(), norms.end(), [&](NormId n) {
      return is_duty(p.norms[n]) && rules.contains(p.norms[n].rule) && hopeless(n, rules, false);
    });
    if (clash) bad.push_back(std::move(rules));
  }
  std::vector<Clash> out;
  for (const auto& rules : bad) {
    const bool smaller = std::any_of(bad.begin(), bad.end(), [&](const std::set<RuleId>& other) {
      return other != rules && std::includes(rules.begin(), rules.end(), other.begin(), other.end());
    });
    if (!smaller) out.push_back(describe(rules));
  }
  std::sort(out.begin(), out.end(), [](const Clash& a, const Clash& b) { return a.rules < b.rules; });
  return out;
}

std::vector<Clash> naive_clashes(const Program& program, const Case& complete, core::OrderId only) {
  return World(program, complete, only).clashes();
}

}  // namespace jur::test
