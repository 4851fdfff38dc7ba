#include <algorithm>
#include <limits>
#include <map>
#include <set>

#include "evaluate/conduct.h"

namespace jur {
namespace {

using core::ActId;
using core::Clash;
using core::NormId;
using core::NormKind;
using core::RuleId;
using Rules = std::vector<RuleId>;

constexpr std::size_t kMostTimed = 64;       // timed norms on one act up to which larger clashes are exact
constexpr std::size_t kMostSteps = 1 << 18;  // steps of the search for covers of one duty
constexpr std::size_t kSmall = 3;            // rules of a clash that is always found

bool subset(const Rules& a, const Rules& b) { return std::includes(b.begin(), b.end(), a.begin(), a.end()); }

// What forbids the acts of one duty's closure on days of its period.
struct Siege {
  NormId duty;
  IntervalSet period;
  std::vector<Forbidding> forbidding;
};

bool counts(const core::Norm& duty, const Forbidding& f) { return duty.kind == NormKind::Duty || f.against_keep; }

Siege siege_of(const Conduct& conduct, NormId duty) {
  const core::Norm& norm = conduct.program().norms[duty];
  const Interval days = conduct.days(duty);
  Siege out{duty, IntervalSet::of(days.lo, days.hi), {}};
  for (const Forbidding& f : conduct.forbidding_any(norm.act)) {
    if (counts(norm, f) && f.days.lo <= days.hi && days.lo <= f.days.hi) out.forbidding.push_back(f);
  }
  return out;
}

// Finds every minimal set of rules whose days together cover a Duty's period.
class Covers {
 public:
  Covers(RuleId own, const std::map<RuleId, IntervalSet>& days, std::vector<Rules>& out) : days_(days), out_(out), chosen_{own} {
    const auto it = days_.find(own);
    if (it != days_.end()) free_ = it->second;
  }

  // Sets of at most so many rules, in at most so many steps. False where the search was cut short.
  bool run(const IntervalSet& period, std::size_t most, std::size_t steps) {
    most_ = most;
    steps_ = steps;
    cut_ = false;
    search(period.minus(free_));
    return !cut_;
  }

 private:
  void search(const IntervalSet& open) {
    if (open.empty()) {
      Rules rules = chosen_;
      std::sort(rules.begin(), rules.end());
      out_.push_back(std::move(rules));
      return;
    }
    if (steps_ == 0 || chosen_.size() >= most_) {
      cut_ = true;
      return;
    }
    --steps_;
    const std::int64_t day = open.parts().front().lo;
    std::vector<RuleId> tried;
    for (const auto& [rule, days] : days_) {
      if (!days.contains(day) || barred_.contains(rule)) continue;
      chosen_.push_back(rule);
      search(open.minus(days));
      chosen_.pop_back();
      barred_.insert(rule);
      tried.push_back(rule);
    }
    for (const RuleId r : tried) barred_.erase(r);
  }

  const std::map<RuleId, IntervalSet>& days_;
  std::vector<Rules>& out_;
  Rules chosen_;
  IntervalSet free_;
  std::set<RuleId> barred_;
  std::size_t most_ = 0;
  std::size_t steps_ = 0;
  bool cut_ = false;
};

std::vector<Rules> minimal(std::vector<Rules> sets) {
  std::sort(sets.begin(), sets.end(),
            [](const Rules& a, const Rules& b) { return a.size() != b.size() ? a.size() < b.size() : a < b; });
  sets.erase(std::unique(sets.begin(), sets.end()), sets.end());
  std::vector<Rules> out;
  std::ptrdiff_t smaller = 0;  // so many of `out` have fewer rules than the set at hand
  for (Rules& s : sets) {
    if (!out.empty() && out.back().size() < s.size()) smaller = std::ssize(out);
    if (std::none_of(out.begin(), out.begin() + smaller, [&](const Rules& part) { return subset(part, s); }))
      out.push_back(std::move(s));
  }
  std::sort(out.begin(), out.end());
  return out;
}

IntervalSet days_of(const std::vector<Forbidding>& forbidding) {
  IntervalSet out;
  for (const Forbidding& f : forbidding) out.add(f.days.lo, f.days.hi);
  return out;
}

bool hopeless(const Siege& siege, NormKind kind) {
  return kind == NormKind::Keep ? !siege.forbidding.empty() : days_of(siege.forbidding).covers(siege.period);
}

// The acts on the ways of implication from one act to another, both included.
void add_path(const Conduct& conduct, ActId from, ActId to, std::set<ActId>& acts) {
  for (const ActId a : conduct.closure(from)) {
    if (conduct.implies(a, to)) acts.insert(a);
  }
}

bool two_slots(const core::Program& p, const std::set<ActId>& acts) {
  const auto slot = [](const std::string& action) { return action.substr(std::min(action.size(), action.find('('))); };
  std::map<std::string, std::string> seen;
  for (const ActId id : acts) {
    const core::Act& act = p.acts[id];
    if (act.parameter.empty()) continue;
    const auto [it, fresh] = seen.emplace(act.parameter, slot(act.action));
    if (!fresh && it->second != slot(act.action)) return true;
  }
  return false;
}

// The Duty would stay hopeless if it could be done on any day.
template <class Ours>
bool always_forbidden(const Conduct& conduct, const core::Norm& duty, const Ours& ours) {
  auto forbidding = conduct.forbidding_any(duty.act);
  std::erase_if(forbidding, [&](const Forbidding& f) { return !ours(f.norm) || !counts(duty, f); });
  return days_of(forbidding).covers(IntervalSet::all());
}

// Kind and acts of a minimal set of rules.
Clash describe(const Conduct& conduct, const std::vector<Siege>& sieges, Rules rules) {
  const core::Program& p = conduct.program();
  const auto ours = [&](NormId n) { return std::binary_search(rules.begin(), rules.end(), p.norms[n].rule); };
  std::set<ActId> acts;
  std::set<ActId> meeting;  // of these, those on the ways between duties and what forbids them
  bool timed = true;
  bool exclusion = false;
  bool implied = false;
  for (const Siege& all : sieges) {
    if (!ours(all.duty)) continue;
    Siege siege = all;
    std::erase_if(siege.forbidding, [&](const Forbidding& f) { return !ours(f.norm); });
    const core::Norm& duty = p.norms[siege.duty];
    if (!hopeless(siege, duty.kind)) continue;
    timed = timed && duty.kind == NormKind::Duty && !always_forbidden(conduct, duty, ours);
    acts.insert(conduct.closure(duty.act).begin(), conduct.closure(duty.act).end());
    for (const Forbidding& f : siege.forbidding) {
      add_path(conduct, duty.act, f.act, meeting);
      implied = implied || f.act != duty.act;
      if (!f.because.valid()) continue;
      exclusion = true;
      add_path(conduct, p.norms[f.norm].act, f.because, meeting);
    }
  }
  acts.insert(meeting.begin(), meeting.end());
  Clash out;
  out.kind = timed                   ? Clash::Kind::Time
             : two_slots(p, meeting) ? Clash::Kind::Places
             : exclusion             ? Clash::Kind::RequiredExclude
             : implied               ? Clash::Kind::RequiredImplies
                                     : Clash::Kind::RequiredForbidden;
  out.rules = std::move(rules);
  out.acts.assign(acts.begin(), acts.end());
  return out;
}

bool many_timed(const Conduct& conduct) {
  std::map<ActId, std::size_t> timed;
  for (const NormId n : conduct.norms()) {
    const core::Norm& norm = conduct.program().norms[n];
    if ((norm.period.from || norm.period.until) && ++timed[norm.act] > kMostTimed) return true;
  }
  return false;
}

}  // namespace

Clashes clashes(const Conduct& conduct) {
  const core::Program& p = conduct.program();
  std::vector<Siege> sieges;
  for (const NormId n : conduct.norms()) {
    const NormKind kind = p.norms[n].kind;
    if (kind != NormKind::Duty && kind != NormKind::Keep) continue;
    Siege siege = siege_of(conduct, n);
    if (hopeless(siege, kind)) sieges.push_back(std::move(siege));
  }
  Clashes out;
  if (sieges.empty()) return out;

  const bool exact = !many_timed(conduct);
  std::vector<Rules> found;
  for (const Siege& siege : sieges) {
    const RuleId own = p.norms[siege.duty].rule;
    std::map<RuleId, IntervalSet> days;
    for (const Forbidding& f : siege.forbidding) days[p.norms[f.norm].rule].add(f.days.lo, f.days.hi);
    if (p.norms[siege.duty].kind == NormKind::Keep) {
      for (const auto& entry : days) {
        Rules pair{own, entry.first};
        std::sort(pair.begin(), pair.end());
        pair.erase(std::unique(pair.begin(), pair.end()), pair.end());
        found.push_back(std::move(pair));
      }
    } else {
      Covers search(own, days, found);
      constexpr std::size_t kAny = std::numeric_limits<std::size_t>::max();
      if ((exact && search.run(siege.period, kAny, kMostSteps)) || search.run(siege.period, kSmall, kAny)) continue;
      out.too_large = true;
    }
  }
  for (Rules& rules : minimal(std::move(found))) out.sets.push_back(describe(conduct, sieges, std::move(rules)));
  return out;
}

Clashes clashes(const core::Program& program, const core::Case& complete) {
  return clashes(Conduct(program, Truths(program, complete), complete));
}

}  // namespace jur
