#include "evaluate/reading.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace jur {
namespace {

using core::ActId;
using core::CondId;
using core::NormId;
using core::NormKind;
using core::RuleId;
using core::Word;

bool has_norm(const Conduct& conduct, ActId act, NormKind kind) {
  return std::any_of(conduct.norms().begin(), conduct.norms().end(), [&](NormId n) {
    const core::Norm& norm = conduct.program().norms[n];
    return norm.act == act && norm.kind == kind;
  });
}

bool involves(const core::Clash& clash, ActId act) { return std::binary_search(clash.acts.begin(), clash.acts.end(), act); }

// An end that is not known counts as open.
std::int64_t last_day(const Conduct& conduct, const Known& known, NormId n) {
  return known(conduct.program().norms[n].period.until) ? conduct.days(n).hi : IntervalSet::kMax;
}

}  // namespace

Reader::View Reader::view(const core::Program& program, const Truths& truths, const core::Case& c, core::OrderId only) {
  Conduct conduct(program, truths, c, only);
  auto found = clashes(conduct).sets;
  return {std::move(conduct), std::move(found)};
}

Reader::Reader(const core::Program& program, const Truths& truths, const core::Case& complete, const core::Case& given,
               bool with_orders)
    : program_(program), truths_(truths), known_{given}, whole_(view(program, truths, complete, {})) {
  if (!with_orders) return;
  std::set<core::OrderId> orders;
  for (const NormId n : whole_.conduct.norms()) orders.insert(program.laws[program.rules[program.norms[n].rule].law].order);
  if (orders.size() == 1) {
    single_ = *orders.begin();
  } else {
    for (const core::OrderId o : orders) orders_.emplace_back(o, view(program, truths, complete, o));
  }
}

Word Reader::word(const View& v, ActId act) {
  if (std::any_of(v.clashes.begin(), v.clashes.end(), [&](const core::Clash& c) { return involves(c, act); })) {
    return Word::Contradictory;
  }
  if (!v.conduct.requiring(act).empty()) return Word::Required;
  for (const ActId x : v.conduct.closure(act)) {
    if (!v.conduct.forbidding(x).empty()) return Word::Forbidden;
  }
  if (has_norm(v.conduct, act, NormKind::May)) return Word::Permitted;
  if (has_norm(v.conduct, act, NormKind::NeedNot)) return Word::Exempt;
  return Word::Silent;
}

Word Reader::word(ActId act) const { return word(whole_, act); }

std::vector<RuleId> Reader::rules(ActId act, Word word) const {
  const Conduct& conduct = whole_.conduct;
  std::set<RuleId> out;
  const auto add = [&](NormId n) { out.insert(program_.norms[n].rule); };
  const auto add_named = [&](NormKind kind) {
    for (const NormId n : conduct.norms()) {
      if (program_.norms[n].act == act && program_.norms[n].kind == kind) add(n);
    }
  };
  switch (word) {
    case Word::Contradictory:
      for (const core::Clash& c : whole_.clashes) {
        if (involves(c, act)) out.insert(c.rules.begin(), c.rules.end());
      }
      break;
    case Word::Required:
      for (const NormId n : conduct.requiring(act)) add(n);
      break;
    case Word::Forbidden:
      for (const Forbidding& f : conduct.forbidding_any(act)) add(f.norm);
      break;
    case Word::Permitted:
      add_named(NormKind::May);
      break;
    case Word::Exempt:
      add_named(NormKind::NeedNot);
      break;
    case Word::Undetermined:
    case Word::Silent:
      break;
  }
  return {out.begin(), out.end()};
}

bool Reader::would_speak(NormId n, ActId act) const {
  const core::Norm& norm = program_.norms[n];
  const Conduct& conduct = whole_.conduct;
  if (norm.act == act) return true;
  if (norm.kind == NormKind::Ban) return conduct.implies(act, norm.act);
  if (norm.kind != NormKind::Duty && norm.kind != NormKind::Keep) return false;
  return conduct.implies(norm.act, act) ||
         std::any_of(program_.exclusions.begin(), program_.exclusions.end(), [&](const core::Exclusion& e) {
           const auto apart = [&](ActId a, ActId b) { return conduct.implies(norm.act, a) && conduct.implies(act, b); };
           return truths_[e.when] && (apart(e.a, e.b) || apart(e.b, e.a));
         });
}

std::vector<RuleId> Reader::rests_on(ActId act, const std::vector<RuleId>& behind) const {
  std::set<RuleId> out;
  for (const RuleId r : behind) {
    const core::Rule& rule = program_.rules[r];
    if (rule.unverified || program_.laws[rule.law].unverified || (rule.doubtful.valid() && truths_[rule.doubtful])) out.insert(r);
  }
  for (const NormId n : program_.norms.ids()) {
    const core::Norm& norm = program_.norms[n];
    const CondId doubtful = program_.rules[norm.rule].doubtful;
    if (!doubtful.valid() || !truths_[doubtful] || truths_[norm.effect]) continue;
    if (would_speak(n, act)) out.insert(norm.rule);
  }
  return {out.begin(), out.end()};
}

std::optional<Due> Reader::due(ActId act) const {
  const Conduct& conduct = whole_.conduct;
  std::optional<Due> best;
  for (const NormId n : conduct.requiring(act)) {
    const core::Norm& norm = program_.norms[n];
    if (norm.kind != NormKind::Duty) continue;
    Due now{{}, n, {}};
    if (norm.period.until && known_(norm.period.until)) now.end = Date{static_cast<std::int32_t>(conduct.days(n).hi)};
    const auto rank = [](const Due& d) { return std::tuple(!d.end.has_value(), d.end.value_or(Date{}), d.duty); };
    if (!best || rank(now) < rank(*best)) best = now;
  }
  if (!best) return best;

  const Interval days = conduct.days(best->duty);
  IntervalSet open = IntervalSet::of(days.lo, days.hi);
  bool all_known = known_(program_.norms[best->duty].period.from);
  for (const Forbidding& f : conduct.forbidding_any(act)) {
    open = open.minus(IntervalSet::of(f.days.lo, f.days.hi));
    const core::Norm& norm = program_.norms[f.norm];
    if (norm.kind != NormKind::Duty) all_known = all_known && known_(norm.period.from) && known_(norm.period.until);
  }
  if (!all_known) {
    best->start = IntervalSet::kMin;
  } else if (!open.empty()) {
    best->start = open.parts().front().lo;
  }
  return best;
}

std::optional<std::int64_t> Reader::until(ActId act, Word word) const {
  const Conduct& conduct = whole_.conduct;
  std::optional<std::int64_t> out;
  const auto add = [&](std::int64_t last) { out = std::max(out.value_or(last), last); };
  switch (word) {
    case Word::Required:
    case Word::Contradictory:
      for (const NormId n : conduct.requiring(act)) {
        if (program_.norms[n].kind == NormKind::Keep) add(last_day(conduct, known_, n));
      }
      break;
    case Word::Forbidden:
      for (const Forbidding& f : conduct.forbidding_any(act)) {
        add(program_.norms[f.norm].kind == NormKind::Duty ? IntervalSet::kMax : last_day(conduct, known_, f.norm));
      }
      break;
    case Word::Permitted:
    case Word::Exempt: {
      const NormKind kind = word == Word::Permitted ? NormKind::May : NormKind::NeedNot;
      for (const NormId n : conduct.norms()) {
        if (program_.norms[n].act == act && program_.norms[n].kind == kind) add(last_day(conduct, known_, n));
      }
      break;
    }
    case Word::Undetermined:
    case Word::Silent:
      break;
  }
  return out;
}

Reading Reader::read(ActId act) const {
  Reading out;
  out.word = word(act);
  out.rules = rules(act, out.word);
  out.rests_on = rests_on(act, out.rules);
  out.due = due(act);
  out.until = until(act, out.word);
  if (single_.valid() && out.word != Word::Silent) out.orders.emplace_back(single_, out.word);
  for (const auto& [order, v] : orders_) {
    const Word w = word(v, act);
    if (w != Word::Silent) out.orders.emplace_back(order, w);
  }
  if (out.word == Word::Contradictory) {
    for (const core::Clash& c : whole_.clashes) {
      if (!involves(c, act)) continue;
      const core::AcceptanceId id = accepted_by(program_, truths_, c.rules);
      if (id.valid() && (!out.accepted.valid() || id < out.accepted)) out.accepted = id;
    }
  }
  return out;
}

}  // namespace jur
