#include <algorithm>
#include <array>
#include <set>

#include "base/date.h"
#include "evaluate/truth.h"
#include "verify/inquiry.h"

namespace jur::proof {
namespace {

using core::CondId;
using core::FactId;
using solve::Term;

// Where a window has no beginning, a witness is dated like this, or else on the window's last day.
constexpr CivilDate kPlainDay{2000, 1, 1};

Interval plain_day(const IntervalSet& days, Interval calendar) {
  const Interval first = days.parts().front();
  if (first.lo > calendar.lo) return {first.lo, first.lo};
  const std::int64_t plain = from_civil(kPlainDay).days;
  if (days.contains(plain)) return {plain, plain};
  return {first.hi, first.hi};
}

}  // namespace

std::optional<core::Case> Inquiry::witness(CondId where, const IntervalSet& days) {
  const FactId as_of = program().as_of;
  const core::Fact& calendar = program().facts[as_of];
  if (days.empty()) return std::nullopt;
  const Interval day = plain_day(days, {calendar.lo, calendar.hi});
  std::vector<Term> chosen{encoder_(where)};
  std::optional<solve::Model> model = ask(chosen);
  if (!model) {
    mismatch();
    return std::nullopt;
  }
  const auto prefer = [&](Term t) {
    chosen.push_back(t);
    if (solver_.value(*model, t)) return true;
    if (auto near = solver_.adjust(*model, t, chosen)) {
      model = std::move(near);
      return true;
    }
    const solve::Answer answer = solver_.check(chosen);
    if (const auto* better = std::get_if<solve::Model>(&answer)) {
      model = *better;
      return true;
    }
    chosen.pop_back();
    return false;
  };
  const auto settle = [&](FactId f) {
    const core::Fact& fact = program().facts[f];
    const bool dated = fact.kind == core::FactKind::Date && (f == as_of || !fact.fallback);
    if (dated && prefer(encoder_.is_day(f, IntervalSet::of(day.lo, day.hi)))) return;
    for (const Encoder::Preference& p : encoder_.preferences(f)) {
      if (prefer(p.term) && p.settles) return;
    }
  };
  settle(as_of);
  // Sets before single values: what an assumption puts into a set then is one of those that rules ask for.
  for (const bool sets : {true, false}) {
    for (const FactId f : program().facts.ids()) {
      if (f != as_of && (program().facts[f].kind == core::FactKind::Set) == sets) settle(f);
    }
  }
  core::Case out = encoder_.read(*model);
  if (!holds(where, out)) {
    mismatch();
    return std::nullopt;
  }
  return out;
}

std::vector<FactId> Inquiry::indifferent(CondId where, const core::Case& witness) {
  const auto mentioned = [&](CondId root) {
    std::set<FactId> out;
    for (const CondId id : used_conds(program(), {root})) {
      for (const FactId f : facts_of(program(), program().conds[id])) out.insert(f);
    }
    return out;
  };
  // A fact of `where` stays pinned with all that assumptions tie it to, until it proves free.
  const std::set<FactId> decisive = mentioned(where);
  const std::set<FactId> tied = mentioned(possible_);
  std::set<FactId> pinned = decisive;
  std::vector<FactId> order;
  for (const FactId f : decisive) {
    if (tied.contains(f)) order.push_back(f);
  }
  for (const FactId f : decisive) {
    if (!tied.contains(f)) order.push_back(f);
  }
  if (decisive.contains(program().as_of)) {  // the date comes last: it stays pinned where another fact can be free instead
    std::erase(order, program().as_of);
    order.push_back(program().as_of);
  }
  const Term fails = solver_.not_(encoder_(where));
  std::optional<std::vector<Term>> enough;  // so much pinned keeps `where` true
  for (const FactId f : order) {
    const Term value = encoder_.is(f, witness[f]);
    if (enough && std::find(enough->begin(), enough->end(), value) == enough->end()) {
      pinned.erase(f);
      continue;
    }
    std::vector<Term> terms{fails};
    for (const FactId other : pinned) {
      if (other != f) terms.push_back(encoder_.is(other, witness[other]));
    }
    auto core = solver_.refute(terms);
    if (!core) continue;
    pinned.erase(f);
    enough = std::move(core);
  }
  std::vector<FactId> out;
  for (const FactId f : program().facts.ids()) {
    if (!pinned.contains(f)) out.push_back(f);
  }
  return out;
}

}  // namespace jur::proof
