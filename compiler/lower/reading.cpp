#include "lower/reading.h"

#include <algorithm>

namespace jur::lower {

using core::ActId;
using core::NormId;
using core::NormKind;
using core::Word;

bool is_unverified(const core::Program& program, core::RuleId rule) {
  const core::Rule& r = program.rules[rule];
  return r.unverified || program.laws[r.law].unverified;
}

bool has_marks(const core::Program& program) {
  bool out = false;
  for (const core::RuleId r : program.rules.ids()) out = out || is_unverified(program, r) || program.rules[r].doubtful.valid();
  return out;
}

Value* Reader::norms_say(ActId act, NormKind kind) {
  Value* out = b.getFalse();
  for (const NormId n : u.clashes.speaking(act)) {
    const core::Norm& norm = u.program.norms[n];
    if (norm.act == act && norm.kind == kind) out = either(b, out, c.effect(n));
  }
  return out;
}

Value* Reader::forbids(NormId n, ActId act) {
  auto& known = forbids_[{n, act}];
  if (known != nullptr) return known;
  Value* out = b.getFalse();
  for (const Way& w : u.clashes.forbids(n)) {
    if (!u.clashes.may_reach(act, w.forbidden)) continue;
    Value* holds = w.excluding.valid() ? both(b, c.requires_(n, w.excluding), f.cond(w.when)) : c.effect(n);
    if (!is_false(holds)) out = either(b, out, both(b, c.reach(act, w.forbidden), holds));
  }
  return known = out;
}

Value* Reader::word(ActId act) {
  auto& known = words_[act];
  if (known != nullptr) return known;
  const auto code = [&](Word w) -> Value* { return b.getInt32(static_cast<std::uint32_t>(w)); };
  Value* forbidden = b.getFalse();
  for (const NormId n : u.clashes.speaking(act)) forbidden = either(b, forbidden, forbids(n, act));
  Value* out = code(Word::Silent);
  out = b.CreateSelect(norms_say(act, NormKind::NeedNot), code(Word::Exempt), out);
  out = b.CreateSelect(norms_say(act, NormKind::May), code(Word::Permitted), out);
  out = b.CreateSelect(forbidden, code(Word::Forbidden), out);
  out = b.CreateSelect(c.required(act), code(Word::Required), out);
  out = b.CreateSelect(c.contradictory(act), code(Word::Contradictory), out);
  return known = out;
}

Value* Reader::known(const std::optional<core::DateTerm>& t) {
  if (!t || !t->fact.valid() || given_ == nullptr || !u.program.facts[t->fact].optional) return b.getTrue();
  const Field& field = u.layout.fields[t->fact.index];
  Value* address = b.CreateConstInBoundsGEP1_32(u.i8, given_, field.offset);
  Value* raw = b.CreateAlignedLoad(u.i32, address, llvm::Align(4));
  return b.CreateICmpNE(raw, b.getInt32(static_cast<std::uint32_t>(field.unknown)));
}

Value* Reader::last_day(NormId n) {
  return b.CreateSelect(known(u.program.norms[n].period.until), c.days(n).until, constant(kNoEnd));
}

// Of the duties that require the act the one that ends first; those without a known end come last, then by id.
Reader::Due Reader::due(ActId act) {
  Due best{b.getFalse(),     constant(kNoEnd), b.getTrue(),        constant(kNoBeginning),
           constant(kNoEnd), b.getInt32(0),    b.getInt32(kNoDuty)};
  for (const NormId n : u.clashes.speaking(act)) {
    const core::Norm& norm = u.program.norms[n];
    if (norm.kind != NormKind::Duty || !u.clashes.may_reach(norm.act, act)) continue;
    Value* holds = c.requires_(n, act);
    if (is_false(holds)) continue;
    Value* end = last_day(n);
    Value* first = b.CreateOr(b.CreateNot(best.found), b.CreateICmpSLT(end, best.end));
    Value* better = both(b, holds, first);
    const Days days = c.days(n);
    const auto pick = [&](Value* now, Value*& was) { was = b.CreateSelect(better, now, was); };
    pick(end, best.end);
    pick(known(norm.period.from), best.known_from);
    pick(days.from, best.from);
    pick(days.until, best.until);
    pick(b.getInt32(norm.hours ? static_cast<std::uint32_t>(std::min<std::int64_t>(norm.hours->count, UINT32_MAX)) : 0U),
         best.hours);
    pick(b.getInt32(n.index), best.duty);
    best.found = either(b, best.found, holds);
  }
  return best;
}

// The first day of the duty's period on which nothing forbids the act.
Value* Reader::start(ActId act, const Due& due) {
  struct Ban {
    Value* holds;
    Days days;
  };
  std::vector<Ban> bans;
  Value* all_known = due.known_from;
  for (const NormId n : u.clashes.speaking(act)) {
    Value* holds = forbids(n, act);
    if (is_false(holds)) continue;
    const core::Norm& norm = u.program.norms[n];
    if (norm.kind == NormKind::Duty) {
      bans.push_back({holds, {constant(kNoBeginning), constant(kNoEnd)}});
      continue;
    }
    bans.push_back({holds, c.days(n)});
    all_known = both(b, all_known, either(b, b.CreateNot(holds), both(b, known(norm.period.from), known(norm.period.until))));
  }
  Value* first = due.from;
  const bool prefixes = std::all_of(bans.begin(), bans.end(), [](const Ban& ban) {
    const auto* from = llvm::dyn_cast<llvm::ConstantInt>(ban.days.from);
    return from != nullptr && from->getSExtValue() == kNoBeginning;
  });
  for (std::size_t round = 0; round < (prefixes ? 1 : bans.size()); ++round) {
    for (const Ban& ban : bans) {
      Value* inside = both(b, b.CreateICmpSLE(ban.days.from, first), b.CreateICmpSGE(ban.days.until, first));
      first = b.CreateSelect(both(b, ban.holds, inside), b.CreateAdd(ban.days.until, constant(1)), first);
    }
  }
  Value* left = b.CreateICmpSLE(first, due.until);
  if (given_ != nullptr) left = b.CreateOr(left, b.CreateICmpEQ(first, due.from));
  return b.CreateSelect(all_known, b.CreateSelect(left, first, constant(kNoEnd)), constant(kNoBeginning));
}

Value* Reader::until(ActId act, Value* word) {
  const auto latest = [&](Value* out, Value* holds, Value* last) {
    if (is_false(holds)) return out;
    return b.CreateSelect(both(b, holds, b.CreateICmpSGT(last, out)), last, out);
  };
  Value* none = constant(kNoBeginning);
  Value* keeps = none;
  Value* bans = none;
  Value* mays = none;
  Value* exempts = none;
  for (const NormId n : u.clashes.speaking(act)) {
    const core::Norm& norm = u.program.norms[n];
    Value* forbidding = forbids(n, act);
    if (!is_false(forbidding)) bans = latest(bans, forbidding, norm.kind == NormKind::Duty ? constant(kNoEnd) : last_day(n));
    if (norm.kind == NormKind::Keep && u.clashes.may_reach(norm.act, act))
      keeps = latest(keeps, c.requires_(n, act), last_day(n));
    if (norm.act != act) continue;
    if (norm.kind == NormKind::May) mays = latest(mays, c.effect(n), last_day(n));
    if (norm.kind == NormKind::NeedNot) exempts = latest(exempts, c.effect(n), last_day(n));
  }
  Value* out = none;
  for (const auto& [w, last] :
       {std::pair{Word::Required, keeps}, std::pair{Word::Contradictory, keeps}, std::pair{Word::Forbidden, bans},
        std::pair{Word::Permitted, mays}, std::pair{Word::Exempt, exempts}}) {
    if (last != none) out = b.CreateSelect(word_is(word, w), last, out);
  }
  return out;
}

std::vector<Value*> Reader::rules(ActId act) {
  Value* w = word(act);
  std::vector<Value*> out(u.program.rules.size());
  const auto add = [&](core::RuleId r, Word when, Value* holds) {
    if (is_false(holds)) return;
    Value* now = both(b, word_is(w, when), holds);
    out[r.index] = out[r.index] == nullptr ? now : either(b, out[r.index], now);
  };
  c.clash_rules(act, [&](core::RuleId r, Value* holds) { add(r, Word::Contradictory, holds); });
  for (const NormId n : u.clashes.speaking(act)) {
    const core::Norm& norm = u.program.norms[n];
    const bool duty = norm.kind == NormKind::Duty || norm.kind == NormKind::Keep;
    if (duty && u.clashes.may_reach(norm.act, act)) add(norm.rule, Word::Required, c.requires_(n, act));
    add(norm.rule, Word::Forbidden, forbids(n, act));
    if (norm.act == act && norm.kind == NormKind::May) add(norm.rule, Word::Permitted, c.effect(n));
    if (norm.act == act && norm.kind == NormKind::NeedNot) add(norm.rule, Word::Exempt, c.effect(n));
  }
  return out;
}

Value* Reader::would_speak(NormId n, ActId act) {
  const core::Norm& norm = u.program.norms[n];
  const auto reach = [&](ActId from, ActId to) -> Value* {
    return u.clashes.may_reach(from, to) ? c.reach(from, to) : b.getFalse();
  };
  if (norm.act == act) return b.getTrue();
  if (norm.kind == NormKind::Ban) return reach(act, norm.act);
  if (norm.kind != NormKind::Duty && norm.kind != NormKind::Keep) return b.getFalse();
  Value* out = reach(norm.act, act);
  for (const core::Exclusion& e : u.program.exclusions) {
    for (const auto& [one, two] : {std::pair(e.a, e.b), std::pair(e.b, e.a)}) {
      if (!u.clashes.may_reach(norm.act, one) || !u.clashes.may_reach(act, two)) continue;
      out = either(b, out, both(b, f.cond(e.when), both(b, reach(norm.act, one), reach(act, two))));
    }
  }
  return out;
}

Value* Reader::unverified(ActId act) {
  const auto doubtful = [&](core::RuleId r) -> Value* {
    if (is_unverified(u.program, r)) return b.getTrue();
    const core::CondId id = u.program.rules[r].doubtful;
    return id.valid() ? f.cond(id) : b.getFalse();
  };
  Value* out = b.getFalse();
  if (!has_marks(u.program)) return out;
  const std::vector<Value*> behind = rules(act);
  for (const core::RuleId r : u.program.rules.ids()) {
    if (behind[r.index] != nullptr) out = either(b, out, both(b, behind[r.index], doubtful(r)));
  }
  for (const NormId n : u.clashes.speaking(act)) {
    const core::CondId id = u.program.rules[u.program.norms[n].rule].doubtful;
    if (!id.valid()) continue;
    Value* speaks = would_speak(n, act);
    if (is_false(speaks)) continue;
    out = either(b, out, both(b, f.cond(id), both(b, b.CreateNot(c.effect(n)), speaks)));
  }
  return out;
}

Reading Reader::read(ActId act) {
  Reading out{};
  out.word = word(act);
  out.flags = b.CreateZExt(unverified(act), u.i32);
  out.accepted = b.CreateSelect(word_is(out.word, Word::Contradictory), c.accepted(act), b.getInt32(0));
  const Due d = due(act);
  out.deadline = d.end;
  out.hours = b.CreateSelect(b.CreateICmpEQ(d.end, constant(kNoEnd)), b.getInt32(0), d.hours);
  out.duty = d.duty;
  out.start = b.CreateSelect(d.found, start(act, d), constant(kNoEnd));
  out.until = until(act, out.word);
  return out;
}

}  // namespace jur::lower
