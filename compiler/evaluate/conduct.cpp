#include "evaluate/conduct.h"

#include <algorithm>

#include "core/builder.h"

namespace jur {
namespace {

using core::ActId;
using core::NormId;
using core::NormKind;

bool is_duty(NormKind k) { return k == NormKind::Duty || k == NormKind::Keep; }

Interval days_of(const core::Period& period, const core::Case& c) {
  Interval out{IntervalSet::kMin, IntervalSet::kMax};
  if (period.from) out.lo = core::day_of(*period.from, c).value_or(Date{}).days;
  if (period.until) out.hi = core::day_of(*period.until, c).value_or(Date{}).days;
  return out;
}

bool common_day(Interval a, Interval b) { return a.lo <= b.hi && b.lo <= a.hi; }

using Neighbours = std::vector<std::vector<ActId>>;

std::vector<ActId> reachable(const Neighbours& next, ActId from) {
  std::vector<char> seen(next.size());
  std::vector<ActId> open{from};
  std::vector<ActId> out;
  while (!open.empty()) {
    const ActId a = open.back();
    open.pop_back();
    if (seen[a.index] != 0) continue;
    seen[a.index] = 1;
    out.push_back(a);
    open.insert(open.end(), next[a.index].begin(), next[a.index].end());
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

Conduct::Conduct(const core::Program& program, const Truths& truths, const core::Case& complete, core::OrderId only)
    : program_(program), days_(program.norms.size()), forbidding_(program.acts.size()) {
  Neighbours implied(program.acts.size());
  for (const core::Implication& i : program.implications) {
    if (truths[i.when]) implied[i.from.index].push_back(i.to);
  }
  Neighbours excluded(program.acts.size());
  for (const core::Exclusion& e : program.exclusions) {
    if (!truths[e.when]) continue;
    excluded[e.a.index].push_back(e.b);
    if (e.a != e.b) excluded[e.b.index].push_back(e.a);
  }
  for (const ActId a : program.acts.ids()) closures_.push_back(reachable(implied, a));

  for (const NormId id : program.norms.ids()) {
    const core::Norm& norm = program.norms[id];
    if (!truths[norm.effect]) continue;
    if (only.valid() && program.laws[program.rules[norm.rule].law].order != only) continue;
    norms_.push_back(id);
    const Interval days = days_of(norm.period, complete);
    days_[id.index] = days;
    if (norm.kind == NormKind::Ban) forbidding_[norm.act.index].push_back({id, norm.act, {}, days, true});
    if (!is_duty(norm.kind)) continue;
    const bool keep = norm.kind == NormKind::Keep;
    const Interval reach = keep ? days : Interval{IntervalSet::kMin, IntervalSet::kMax};
    for (const ActId y : closures_[norm.act.index]) {
      for (const ActId x : excluded[y.index]) forbidding_[x.index].push_back({id, x, y, reach, keep});
    }
  }
}

bool Conduct::implies(ActId from, ActId to) const {
  const auto& all = closure(from);
  return std::binary_search(all.begin(), all.end(), to);
}

std::vector<NormId> Conduct::requiring(ActId a) const {
  std::vector<NormId> out;
  for (const NormId id : norms_) {
    const core::Norm& norm = program_.norms[id];
    if (is_duty(norm.kind) && implies(norm.act, a)) out.push_back(id);
  }
  return out;
}

std::vector<Forbidding> Conduct::forbidding_any(ActId a) const {
  std::vector<Forbidding> out;
  for (const ActId x : closure(a)) out.insert(out.end(), forbidding_[x.index].begin(), forbidding_[x.index].end());
  return out;
}

std::vector<PermissionMeetsBan> permissions_against_bans(const Conduct& conduct) {
  const core::Program& p = conduct.program();
  const auto order = [&](const core::Norm& n) { return p.laws[p.rules[n.rule].law].order; };
  std::vector<PermissionMeetsBan> out;
  for (const NormId id : conduct.norms()) {
    const core::Norm& norm = p.norms[id];
    if (norm.kind != NormKind::May && norm.kind != NormKind::NeedNot) continue;
    for (const NormId other_id : conduct.norms()) {
      const core::Norm& other = p.norms[other_id];
      const bool meets = norm.kind == NormKind::May ? other.kind == NormKind::Ban && conduct.implies(norm.act, other.act)
                                                    : is_duty(other.kind) && conduct.implies(other.act, norm.act);
      if (meets && order(norm) == order(other) && common_day(conduct.days(id), conduct.days(other_id)))
        out.push_back({id, other_id});
    }
  }
  return out;
}

bool covers(const core::Acceptance& acceptance, const std::vector<core::RuleId>& rules) {
  const auto on = [](const std::vector<core::RuleId>& side, core::RuleId r) {
    return std::find(side.begin(), side.end(), r) != side.end();
  };
  const auto named = [&](core::RuleId r) {
    return std::any_of(acceptance.sides.begin(), acceptance.sides.end(), [&](const auto& side) { return on(side, r); });
  };
  const auto present = [&](const std::vector<core::RuleId>& side) {
    return std::any_of(rules.begin(), rules.end(), [&](core::RuleId r) { return on(side, r); });
  };
  if (!std::all_of(rules.begin(), rules.end(), named)) return false;
  return acceptance.sides.size() < 2 || std::all_of(acceptance.sides.begin(), acceptance.sides.end(), present);
}

core::AcceptanceId accepted_by(const core::Program& program, const Truths& truths, const std::vector<core::RuleId>& rules) {
  for (const core::AcceptanceId id : program.acceptances.ids()) {
    const core::Acceptance& a = program.acceptances[id];
    if (truths[a.when] && covers(a, rules)) return id;
  }
  return {};
}

}  // namespace jur
