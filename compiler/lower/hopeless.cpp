#include <algorithm>

#include "lower/conduct.h"

// Duties that cannot be met, and the smallest sets of rules that make one so.
namespace jur::lower {

using core::ActId;
using core::NormId;
using core::NormKind;

std::vector<const Source*> Conduct::sources(NormId duty, std::size_t candidate) const {
  const std::vector<core::RuleId>& rules = u.clashes.candidates()[candidate].rules;
  std::vector<const Source*> out;
  for (const Source& s : u.clashes.sources(duty)) {
    if (std::binary_search(rules.begin(), rules.end(), u.program.norms[s.norm].rule)) out.push_back(&s);
  }
  return out;
}

Days Conduct::source_days(const Source& s) {
  if (!s.always) return days(s.norm);
  return {b.getInt64(static_cast<std::uint64_t>(kNoBeginning)), b.getInt64(static_cast<std::uint64_t>(kNoEnd))};
}

Value* Conduct::way_holds(const Source& s, NormId duty, const Way& w) {
  const ActId act = u.program.norms[duty].act;
  Value* out = both(b, effect(s.norm), reach(act, w.forbidden));
  if (!w.excluding.valid()) return out;
  return both(b, both(b, out, reach(u.program.norms[s.norm].act, w.excluding)), f.cond(w.when));
}

Value* Conduct::active(const Source& s, NormId duty) {
  Value* out = b.getFalse();
  for (const Way& w : s.ways) out = either(b, out, way_holds(s, duty, w));
  return out;
}

Value* Conduct::meets(const Source& s, NormId duty) {
  const core::Period none;
  const core::Period& mine = s.always ? none : u.program.norms[s.norm].period;
  const core::Period& its = u.program.norms[duty].period;
  Value* out = b.getTrue();
  if (mine.from && its.until) out = both(b, out, b.CreateICmpSLE(source_days(s).from, days(duty).until));
  if (mine.until && its.from) out = both(b, out, b.CreateICmpSGE(source_days(s).until, days(duty).from));
  return out;
}

Value* Conduct::covers(const Source& s, NormId duty) {
  const core::Period none;
  const core::Period& mine = s.always ? none : u.program.norms[s.norm].period;
  const core::Period& its = u.program.norms[duty].period;
  if ((mine.from && !its.from) || (mine.until && !its.until)) return b.getFalse();
  Value* out = b.getTrue();
  if (mine.from) out = both(b, out, b.CreateICmpSLE(source_days(s).from, days(duty).from));
  if (mine.until) out = both(b, out, b.CreateICmpSGE(source_days(s).until, days(duty).until));
  return out;
}

// Walks from the period's first day: each round may step past the end of any source that holds the day reached.
Value* Conduct::chain_covers(NormId duty, const std::vector<const Source*>& sources) {
  Value* first_free = days(duty).from;
  std::vector<Value*> holds;
  for (const Source* s : sources) holds.push_back(active(*s, duty));
  for (std::size_t round = 0; round < sources.size(); ++round) {
    for (std::size_t i = 0; i < sources.size(); ++i) {
      const Days d = source_days(*sources[i]);
      Value* inside = both(b, b.CreateICmpSLE(d.from, first_free), b.CreateICmpSGE(d.until, first_free));
      Value* past = b.CreateAdd(d.until, b.getInt64(1));
      first_free = b.CreateSelect(both(b, holds[i], inside), past, first_free);
    }
  }
  return b.CreateICmpSGT(first_free, days(duty).until);
}

Value* Conduct::hopeless(NormId duty, std::size_t candidate) {
  auto& known = hopeless_[{duty, candidate}];
  if (known != nullptr) return known;
  const std::vector<const Source*> mine = sources(duty, candidate);
  Value* out = b.getFalse();
  if (singles_suffice(u.program, duty, mine)) {
    const bool keep = u.program.norms[duty].kind == NormKind::Keep;
    for (const Source* s : mine) {
      Value* fits = keep ? meets(*s, duty) : covers(*s, duty);
      if (!is_false(fits)) out = either(b, out, both(b, active(*s, duty), fits));
    }
  } else {
    out = chain_covers(duty, mine);
  }
  return hopeless_[{duty, candidate}] = is_false(out) ? out : both(b, effect(duty), out);
}

Value* Conduct::clashes(std::size_t candidate) {
  if (const auto it = clashes_.find(candidate); it != clashes_.end()) return it->second;
  const auto any = [&](std::size_t c) {
    Value* out = b.getFalse();
    for (const NormId d : u.clashes.candidates()[c].duties) out = either(b, out, hopeless(d, c));
    return out;
  };
  Value* out = any(candidate);
  if (!is_false(out)) {
    for (const std::size_t part : u.clashes.subsets(candidate)) {
      Value* smaller = any(part);
      if (!is_false(smaller)) out = both(b, out, b.CreateNot(smaller));
    }
  }
  return clashes_[candidate] = out;
}

Value* Conduct::on_way(const Source& s, NormId duty, ActId act) {
  const ActId own = u.program.norms[s.norm].act;
  Value* out = b.getFalse();
  for (const Way& w : s.ways) {
    if (!w.excluding.valid() || !u.clashes.may_reach(own, act) || !u.clashes.may_reach(act, w.excluding)) continue;
    Value* between = both(b, reach(own, act), reach(act, w.excluding));
    if (!is_false(between)) out = either(b, out, both(b, between, way_holds(s, duty, w)));
  }
  return out;
}

Value* Conduct::excludes_through(const Source& s, NormId duty, ActId act) {
  Value* out = on_way(s, duty, act);
  return is_false(out) ? out : both(b, out, meets(s, duty));
}

Value* Conduct::clashes_on(std::size_t candidate, ActId act) {
  if (const auto it = on_.find({candidate, act}); it != on_.end()) return it->second;
  Value* out = b.getFalse();
  for (const NormId duty : u.clashes.candidates()[candidate].duties) {
    Value* touched = reach(u.program.norms[duty].act, act);
    for (const Source* s : sources(duty, candidate)) {
      if (!is_true(touched)) touched = either(b, touched, excludes_through(*s, duty, act));
    }
    if (!is_false(touched)) out = either(b, out, both(b, hopeless(duty, candidate), touched));
  }
  if (!is_false(out)) out = both(b, out, clashes(candidate));
  return on_[{candidate, act}] = out;
}

Value* Conduct::contradictory(ActId act) {
  if (u.clashes.searched()) {
    const Found at = found(act);
    return b.CreateTrunc(b.CreateLShr(field(at, Finder::kMask, 0, 0), b.getInt64(at.act)), u.i1);
  }
  Value* out = b.getFalse();
  for (std::size_t c = 0; c < u.clashes.candidates().size(); ++c) out = either(b, out, clashes_on(c, act));
  return out;
}

bool Conduct::may_cover(const core::Acceptance& a, std::size_t candidate) const {
  const std::vector<core::RuleId>& rules = u.clashes.candidates()[candidate].rules;
  const auto on = [](const std::vector<core::RuleId>& side, core::RuleId r) {
    return std::find(side.begin(), side.end(), r) != side.end();
  };
  const bool named = std::ranges::all_of(
      rules, [&](core::RuleId r) { return std::ranges::any_of(a.sides, [&](const auto& side) { return on(side, r); }); });
  return named && (a.sides.size() < 2 || std::ranges::all_of(a.sides, [&](const auto& side) {
                     return std::ranges::any_of(rules, [&](core::RuleId r) { return on(side, r); });
                   }));
}

Value* Conduct::accepted(ActId act) {
  Value* out = b.getInt32(0);
  if (u.program.acceptances.empty()) return out;
  if (u.clashes.searched()) {
    const Found at = found(act);
    return at.finder->problem.covers.empty() ? out : field(at, Finder::kAccepted, at.act, 0);
  }
  for (std::size_t i = u.program.acceptances.size(); i-- > 0;) {
    const core::Acceptance& a = u.program.acceptances[core::AcceptanceId(i)];
    Value* covered = b.getFalse();
    for (std::size_t k = 0; k < u.clashes.candidates().size(); ++k) {
      if (may_cover(a, k)) covered = either(b, covered, clashes_on(k, act));
    }
    if (is_false(covered)) continue;
    out = b.CreateSelect(both(b, covered, f.cond(a.when)), b.getInt32(static_cast<std::uint32_t>(i + 1)), out);
  }
  return out;
}

void Conduct::clash_rules(ActId act, const std::function<void(core::RuleId, Value*)>& add) {
  if (u.clashes.searched()) {
    const Found at = found(act);
    const std::vector<core::RuleId>& rules = at.finder->problem.rules;
    for (std::size_t r = 0; r < rules.size(); ++r) {
      Value* word = field(at, Finder::kRules, at.act, r / 64);
      add(rules[r], b.CreateTrunc(b.CreateLShr(word, b.getInt64(r % 64)), u.i1));
    }
    return;
  }
  for (std::size_t k = 0; k < u.clashes.candidates().size(); ++k) {
    for (const core::RuleId r : u.clashes.candidates()[k].rules) add(r, clashes_on(k, act));
  }
}

}  // namespace jur::lower
