#include <algorithm>

#include "lower/conduct.h"

// Clashes that are looked for at run time: what the search reads is worked out, it runs once, and its answers are read.
namespace jur::lower {

using core::ActId;

void Conduct::expect(std::vector<ActId> acts, bool accepted, bool rules) {
  expected_ = std::move(acts);
  std::sort(expected_.begin(), expected_.end());
  expected_.erase(std::unique(expected_.begin(), expected_.end()), expected_.end());
  wanted_ = (accepted && !u.program.acceptances.empty() ? Finder::kWantAccepted : 0U) | (rules ? Finder::kWantRules : 0U);
}

Conduct::Found Conduct::found(ActId act) {
  if (const auto it = found_.find(act); it != found_.end()) return it->second;
  const auto place = static_cast<std::size_t>(std::lower_bound(expected_.begin(), expected_.end(), act) - expected_.begin());
  const std::size_t first = place / Problem::kMaxActs * Problem::kMaxActs;
  const std::size_t end = std::min(first + Problem::kMaxActs, expected_.size());
  const auto at = [&](std::size_t i) { return expected_.begin() + static_cast<std::ptrdiff_t>(i); };
  const Finder& finder = u.finder({at(first), at(end)});
  Value* memory = finder.problem.duties.empty() ? nullptr : fill(finder);
  for (std::size_t i = first; i < end; ++i) found_[expected_[i]] = {&finder, memory, i - first};
  return found_.at(act);
}

Value* Conduct::field(const Found& at, Finder::Field field, std::size_t i, std::size_t k) {
  const auto n = [&](std::size_t v) { return b.getInt32(static_cast<std::uint32_t>(v)); };
  llvm::Type* type = field == Finder::kAccepted ? u.i32 : u.i64;
  if (at.memory == nullptr) return llvm::ConstantInt::get(type, 0);
  std::vector<Value*> path{n(0), n(field)};
  if (field != Finder::kMask) path.push_back(n(i));
  if (field == Finder::kRules) path.push_back(n(k));
  return b.CreateLoad(type, b.CreateInBoundsGEP(at.finder->memory, at.memory, path));
}

Value* Conduct::fill(const Finder& finder) {
  const Problem& p = finder.problem;
  llvm::BasicBlock& entry = b.GetInsertBlock()->getParent()->getEntryBlock();
  Value* memory = Builder(&entry, entry.begin()).CreateAlloca(finder.memory, nullptr, "clashes");
  const auto n = [&](std::size_t v) { return b.getInt32(static_cast<std::uint32_t>(v)); };
  const auto put = [&](Value* v, Finder::Field field, std::size_t i) {
    b.CreateStore(v, b.CreateInBoundsGEP(finder.memory, memory, {n(0), n(field), n(i)}));
  };
  const auto put_flag = [&](Value* v, Finder::Field field, std::size_t i) { put(b.CreateZExt(v, u.i8), field, i); };
  const auto mask = [&](const std::function<Value*(ActId)>& has) {
    Value* out = b.getInt64(0);
    for (std::size_t a = 0; a < p.acts.size(); ++a) {
      Value* bit = has(p.acts[a]);
      if (!is_false(bit)) out = b.CreateOr(out, b.CreateShl(b.CreateZExt(bit, u.i64), b.getInt64(a)));
    }
    return out;
  };
  const auto put_days = [&](std::size_t i, const Days& d) {
    for (const auto& [v, k] : {std::pair{d.from, 0}, std::pair{d.until, 1}}) {
      b.CreateStore(v, b.CreateInBoundsGEP(finder.memory, memory, {n(0), n(Finder::kPeriods), n(i), b.getInt32(k)}));
    }
  };
  put_days(0, {b.getInt64(static_cast<std::uint64_t>(kNoBeginning)), b.getInt64(static_cast<std::uint64_t>(kNoEnd))});
  for (std::size_t i = 0; i < p.periods.size(); ++i) put_days(i + 1, days(p.periods[i]));
  for (std::size_t i = 0; i < p.duties.size(); ++i) put_flag(effect(p.duties[i].norm), Finder::kEffect, i);
  for (std::size_t i = 0; i < p.fronts.size(); ++i) {
    const Problem::Front& front = p.fronts[i];
    const ActId own = u.program.norms[front.duty].act;
    put(mask([&](ActId a) { return reach(own, a); }), Finder::kTouch, i);
    for (std::size_t k = front.first; k < front.end; ++k) {
      const Source& s = *p.places[k].source;
      put_flag(active(s, front.duty), Finder::kActive, k);
      put(mask([&](ActId a) { return on_way(s, front.duty, a); }), Finder::kThrough, k);
    }
  }
  for (std::size_t i = 0; i < p.covers.size() && (wanted_ & Finder::kWantAccepted) != 0; ++i)
    put_flag(f.cond(u.program.acceptances[p.covers[i].acceptance].when), Finder::kWhen, i);
  b.CreateCall(finder.code, {memory, b.getInt32(wanted_)});
  return memory;
}

}  // namespace jur::lower
