#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "evaluate/truth.h"
#include "verify/inquiry.h"

namespace jur::proof {
namespace {

using core::CondId;
using core::DateTerm;
using core::FactId;
using core::Op;

constexpr std::size_t kMostWindows = 100;
constexpr std::size_t kMostQuestions = 5'000;

std::int64_t number(const core::Case& c, FactId f) { return c[f].number; }

// The date facts that these conditions compare with the as-of date, or with one that is so compared; itself among them.
std::set<FactId> dates_in_step(const core::Program& p, const std::vector<CondId>& used, const core::Case& c) {
  std::vector<std::pair<FactId, FactId>> compared;
  for (const CondId id : used) {
    const core::Cond& cond = p.conds[id];
    if (cond.op != Op::NotAfter) continue;
    const core::DatePair& pair = p.date_pairs[cond.dates];
    if (c[pair.first.fact].is_none() || c[pair.second.fact].is_none()) continue;
    compared.emplace_back(pair.first.fact, pair.second.fact);
  }
  std::set<FactId> out{p.as_of};
  for (std::size_t before = 0; before != out.size();) {
    before = out.size();
    for (const auto& [a, b] : compared) {
      if (out.contains(a)) out.insert(b);
      if (out.contains(b)) out.insert(a);
    }
  }
  return out;
}

}  // namespace

// `where` once the as-of date moves and the dates that are compared with it move along as they stand in `c`; nothing where
// there are none.
std::optional<CondId> Inquiry::drifted(CondId where, const core::Case& c) {
  const FactId as_of = program().as_of;
  const std::vector<CondId> used = used_conds(program(), {where});
  const std::set<FactId> in_step = dates_in_step(program(), used, c);
  if (in_step.size() < 2) return std::nullopt;
  core::Builder& build = conditions_.builder();
  const auto moved = [&](const DateTerm& t) {
    if (!t.fact.valid()) return t;
    DateTerm out{as_of, {}, {{false, number(c, t.fact) - number(c, as_of)}}};
    out.steps.insert(out.steps.end(), t.steps.begin(), t.steps.end());
    return out;
  };
  const auto shifted = [&](FactId f, const IntervalSet& days) {
    const std::int64_t ahead = number(c, f) - number(c, as_of);
    IntervalSet out;
    for (const Interval& part : days.parts()) out.add(part.lo - ahead, part.hi - ahead);
    return build.in_range(as_of, out);
  };
  std::vector<CondId> becomes(program().conds.size());
  std::vector<CondId> kept;
  for (const CondId id : used) {
    const core::Cond cond = program().conds[id];
    CondId& out = becomes[id.index];
    out = id;
    std::vector<CondId> args;
    for (const CondId a : program().args_of(cond)) args.push_back(becomes[a.index]);
    if (cond.op == Op::Not) out = build.not_(args[0]);
    if (cond.op == Op::And) out = build.all(args);
    if (cond.op == Op::Or) out = build.any(args);
    if (cond.op == Op::AtLeast) out = build.at_least(cond.count, args);
    if (cond.op == Op::InRange && cond.fact != as_of && in_step.contains(cond.fact)) {
      out = shifted(cond.fact, IntervalSet(program().ranges[cond.range]));
    }
    if (cond.op == Op::NotAfter) {
      const core::DatePair pair = program().date_pairs[cond.dates];
      if (in_step.contains(pair.first.fact) && in_step.contains(pair.second.fact)) {
        out = build.not_after(moved(pair.first), moved(pair.second));
      }
    }
  }
  for (const FactId f : in_step) kept.push_back(shifted(f, IntervalSet::of(program().facts[f].lo, program().facts[f].hi)));
  kept.push_back(becomes[where.index]);
  return build.all(kept);
}

IntervalSet Inquiry::drift(CondId where, const core::Case& c) {
  const auto moving = drifted(where, c);
  return moving ? holds_where(program(), *moving, c, program().as_of) : IntervalSet{};
}

Windows Inquiry::windows(CondId where) {
  const FactId as_of = program().as_of;
  const IntervalSet calendar = IntervalSet::of(program().facts[as_of].lo, program().facts[as_of].hi);
  Windows out;
  IntervalSet open = calendar;
  for (std::size_t n = 0; !open.empty() && n < kMostQuestions; ++n) {
    const auto model = ask(std::array{encoder_(where), encoder_.is_day(as_of, open)});
    if (!model) break;
    core::Case c = encoder_.read(*model);
    IntervalSet seen = holds_where(program(), where, c, as_of).intersect(calendar);
    if (!seen.contains(number(c, as_of))) {
      mismatch();
      break;
    }
    seen = seen.unite(drift(where, c).intersect(calendar));
    out.days = out.days.unite(seen);
    open = open.minus(seen);
    out.cases.push_back(std::move(c));
    out.cut = n + 1 == kMostQuestions;
  }
  if (out.days.parts().size() > kMostWindows) {
    out.cut = true;
    const auto parts = out.days.parts();
    IntervalSet first;
    for (std::size_t i = 0; i < kMostWindows; ++i) first.add(parts[i].lo, parts[i].hi);
    out.days = std::move(first);
  }
  return out;
}

}  // namespace jur::proof
