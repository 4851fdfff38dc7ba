#include <algorithm>

#include "solve/engine.h"

namespace jur::solve {

void Engine::see(Literal l, std::uint32_t& open) {
  const std::uint32_t v = l / 2;
  if (seen_[v] != 0 || levels_[v] == 0) return;
  seen_[v] = 1;
  marked_.push_back(v);
  order_.bump(v);
  if (levels_[v] == level()) {
    ++open;
  } else {
    lesson_.push_back(l);
  }
}

// Resolves the conflict back to the one literal of this level that forces it, drops what follows from the rest, goes back to
// where the lesson has one open literal, and assigns that.
void Engine::learn(Ref conflict) {
  lesson_.assign(1, 0);
  marked_.clear();
  std::uint32_t open = 0;
  std::size_t at = trail_.size();
  for (Ref r = conflict;;) {
    for (const Literal l : literals_of(r)) {
      if (truth_[l] < 0) see(l, open);
    }
    do --at;
    while (seen_[trail_[at] / 2] == 0 || levels_[trail_[at] / 2] != level());
    if (--open == 0) break;
    r = reasons_[trail_[at] / 2];
  }
  lesson_[0] = trail_[at] ^ 1U;
  lesson_.erase(std::remove_if(lesson_.begin() + 1, lesson_.end(), [&](Literal l) { return follows(l); }), lesson_.end());
  for (const std::uint32_t v : marked_) seen_[v] = 0;
  order_.decay();

  const std::uint32_t rank = rank_of(lesson_);
  if (lesson_.size() == 1) {
    back_to(0);
    assign(lesson_[0], kNone);
    return;
  }
  const auto last =
      std::max_element(lesson_.begin() + 1, lesson_.end(), [&](Literal a, Literal b) { return levels_[a / 2] < levels_[b / 2]; });
  std::swap(lesson_[1], *last);
  back_to(levels_[lesson_[1] / 2]);
  const Ref r = store(lesson_, rank);
  learnt_.push_back(r);
  watch(r);
  assign(lesson_[0], r);
}

// The literal fails because others of the lesson do. Those found on the way stay marked, as they fail for the same reason.
bool Engine::follows(Literal l) {
  if (reasons_[l / 2] == kNone) return false;
  open_.assign(1, l);
  const std::size_t before = marked_.size();
  while (!open_.empty()) {
    const Literal now = open_.back();
    open_.pop_back();
    for (const Literal o : literals_of(reasons_[now / 2])) {
      const std::uint32_t v = o / 2;
      if (v == now / 2 || seen_[v] != 0 || levels_[v] == 0) continue;
      if (reasons_[v] == kNone) {
        for (std::size_t i = before; i < marked_.size(); ++i) seen_[marked_[i]] = 0;
        marked_.resize(before);
        return false;
      }
      seen_[v] = 1;
      marked_.push_back(v);
      open_.push_back(o);
    }
  }
  return true;
}

// Of how many levels its literals are: clauses of few are worth keeping.
std::uint32_t Engine::rank_of(std::span<const Literal> literals) {
  ++stamp_;
  std::uint32_t out = 0;
  for (const Literal l : literals) {
    std::uint32_t& s = stamps_[levels_[l / 2] % stamps_.size()];
    if (s == stamp_) continue;
    s = stamp_;
    ++out;
  }
  return out;
}

// The assumptions that make this one fail, with itself.
void Engine::explain(Literal failed) {
  core_.assign(1, outside(failed));
  if (levels_[failed / 2] == 0) return;
  seen_[failed / 2] = 1;
  for (std::size_t i = trail_.size(); i-- > starts_[0];) {
    const Literal l = trail_[i];
    if (seen_[l / 2] == 0) continue;
    seen_[l / 2] = 0;
    const Ref r = reasons_[l / 2];
    if (r == kNone) {
      core_.push_back(outside(l));  // no other decisions are made before all assumptions are
      continue;
    }
    for (const Literal o : literals_of(r)) {
      if (o != l && levels_[o / 2] > 0) seen_[o / 2] = 1;
    }
  }
}

// At level 0: drops the worse half of what was learnt, and what holds anyway; the rest moves together.
void Engine::forget() {
  std::vector<std::uint32_t> ranks;
  for (const Ref r : learnt_) ranks.push_back(clauses_[r + 1]);
  std::nth_element(ranks.begin(), ranks.begin() + static_cast<std::ptrdiff_t>(ranks.size() / 2), ranks.end());
  const std::uint32_t worst = std::max<std::uint32_t>(ranks[ranks.size() / 2], 3);
  const std::vector<std::uint32_t> old = std::move(clauses_);
  clauses_.clear();
  learnt_.clear();
  for (auto& list : watches_) list.clear();
  for (const Literal l : trail_) reasons_[l / 2] = kNone;
  std::vector<Literal> kept;
  for (std::size_t r = 0; r < old.size(); r += kHead + old[r]) {
    const std::uint32_t rank = old[r + 1];
    if (rank != kGiven && rank >= worst) continue;
    kept.assign(old.begin() + static_cast<std::ptrdiff_t>(r + kHead),
                old.begin() + static_cast<std::ptrdiff_t>(r + kHead + old[r]));
    if (std::any_of(kept.begin(), kept.end(), [&](Literal l) { return truth_[l] > 0; })) continue;
    std::erase_if(kept, [&](Literal l) { return truth_[l] < 0; });
    const Ref now = store(kept, rank);
    if (rank != kGiven) learnt_.push_back(now);
    watch(now);
  }
  most_learnt_ += most_learnt_ / 10;
}

}  // namespace jur::solve
