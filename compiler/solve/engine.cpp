#include "solve/engine.h"

#include <algorithm>
#include <new>

namespace jur::solve {
namespace {

constexpr std::uint64_t kRestart = 32;  // conflicts between restarts, times a number of the sequence 1 1 2 1 1 2 4 …

std::uint64_t luby(std::uint64_t i) {
  for (;;) {
    std::uint64_t size = 1;
    while (size < i + 1) size = 2 * size + 1;
    if (size == i + 1) return (size + 1) / 2;
    i -= size / 2;
  }
}

}  // namespace

Engine::Engine(std::uint32_t effort) : effort_(effort) { stamps_.resize(1); }

Engine::Literal Engine::literal(std::int32_t l) {
  return l < 0 ? 2 * (static_cast<Literal>(-l) - 1) + 1 : 2 * (static_cast<Literal>(l) - 1);
}

std::int32_t Engine::outside(Literal l) {
  const auto v = static_cast<std::int32_t>(l / 2) + 1;
  return l % 2 != 0 ? -v : v;
}

std::int32_t Engine::variable() {
  watches_.resize(watches_.size() + 2);
  truth_.resize(truth_.size() + 2);
  levels_.push_back(0);
  reasons_.push_back(kNone);
  phase_.push_back(0);
  seen_.push_back(0);
  stamps_.push_back(0);
  order_.add();
  return static_cast<std::int32_t>(levels_.size());
}

void Engine::clause(std::span<const std::int32_t> literals) {
  if (!consistent_) return;
  back_to(0);
  lesson_.clear();
  for (const std::int32_t l : literals) lesson_.push_back(literal(l));
  std::sort(lesson_.begin(), lesson_.end());
  lesson_.erase(std::unique(lesson_.begin(), lesson_.end()), lesson_.end());
  for (std::size_t i = 0; i < lesson_.size(); ++i) {
    const bool opposed = i + 1 < lesson_.size() && lesson_[i + 1] == (lesson_[i] ^ 1U);
    if (opposed || truth_[lesson_[i]] > 0) return;
  }
  std::erase_if(lesson_, [&](Literal l) { return truth_[l] < 0; });
  if (lesson_.empty()) {
    consistent_ = false;
  } else if (lesson_.size() == 1) {
    assign(lesson_[0], kNone);
  } else {
    watch(store(lesson_, kGiven));
  }
}

Engine::Ref Engine::store(std::span<const Literal> literals, std::uint32_t rank) {
  if (clauses_.size() + kHead + literals.size() >= kBinary) throw std::bad_alloc();
  const auto out = static_cast<Ref>(clauses_.size());
  clauses_.push_back(static_cast<std::uint32_t>(literals.size()));
  clauses_.push_back(rank);
  clauses_.insert(clauses_.end(), literals.begin(), literals.end());
  return out;
}

void Engine::watch(Ref r) {
  const auto ls = literals_of(r);
  const Ref marked = ls.size() == 2 ? r | kBinary : r;
  watches_[ls[0] ^ 1U].push_back({marked, ls[1]});
  watches_[ls[1] ^ 1U].push_back({marked, ls[0]});
}

void Engine::assign(Literal l, Ref why) {
  truth_[l] = 1;
  truth_[l ^ 1U] = -1;
  levels_[l / 2] = level();
  reasons_[l / 2] = why;
  trail_.push_back(l);
}

void Engine::decide(Literal l) {
  starts_.push_back(trail_.size());
  assign(l, kNone);
}

void Engine::back_to(std::uint32_t level) {
  if (this->level() <= level) return;
  while (trail_.size() > starts_[level]) {
    const Literal l = trail_.back();
    trail_.pop_back();
    truth_[l] = truth_[l ^ 1U] = 0;
    phase_[l / 2] = l % 2 == 0 ? 1 : 0;
    order_.insert(l / 2);
  }
  starts_.resize(level);
  head_ = trail_.size();
}

Engine::Ref Engine::propagate() {
  Ref conflict = kNone;
  while (head_ < trail_.size() && conflict == kNone) {
    const Literal holds = trail_[head_++];
    std::vector<Watch>& list = watches_[holds];
    steps_ += list.size() + 1;
    std::size_t kept = 0;
    std::size_t i = 0;
    while (i < list.size()) {
      const Watch w = list[i++];
      if (truth_[w.other] > 0) {
        list[kept++] = w;
        continue;
      }
      if ((w.clause & kBinary) != 0) {
        list[kept++] = w;
        if (truth_[w.other] < 0) {
          conflict = w.clause & ~kBinary;
          break;
        }
        assign(w.other, w.clause & ~kBinary);
        continue;
      }
      const auto ls = literals_of(w.clause);
      if (ls[0] == (holds ^ 1U)) std::swap(ls[0], ls[1]);
      const Watch now{w.clause, ls[0]};
      if (truth_[ls[0]] > 0) {
        list[kept++] = now;
        continue;
      }
      const auto other = std::find_if(ls.begin() + 2, ls.end(), [&](Literal l) { return truth_[l] >= 0; });
      if (other != ls.end()) {
        std::swap(ls[1], *other);
        watches_[ls[1] ^ 1U].push_back(now);
        continue;
      }
      list[kept++] = now;
      if (truth_[ls[0]] < 0) {
        conflict = w.clause;
        break;
      }
      assign(ls[0], w.clause);
    }
    while (i < list.size()) list[kept++] = list[i++];
    list.resize(kept);
  }
  return conflict;
}

Engine::Status Engine::check(std::span<const std::int32_t> assumptions) {
  back_to(0);
  core_.clear();
  reason_.clear();
  steps_ = 0;
  std::vector<Literal> assumed;
  for (const std::int32_t l : assumptions) assumed.push_back(literal(l));
  if (consistent_ && propagate() != kNone) consistent_ = false;
  return consistent_ ? search(assumed) : Status::Unsat;
}

Engine::Status Engine::search(std::span<const Literal> assumptions) {
  std::uint64_t restarts = 0;
  std::uint64_t left = kRestart;
  for (;;) {
    const Ref conflict = propagate();
    if (effort_ != 0 && steps_ > effort_) {
      reason_ = "the question takes more work than it is given";
      return Status::Unknown;
    }
    if (conflict == kNone) {
      if (left == 0) {
        left = kRestart * luby(++restarts);
        back_to(0);
        if (learnt_.size() > most_learnt_) forget();
        continue;
      }
      const Status s = next_decision(assumptions);
      if (s != Status::Unknown) return s;
      continue;
    }
    if (level() == 0) {
      consistent_ = false;
      return Status::Unsat;
    }
    learn(conflict);
    if (left > 0) --left;
  }
}

Engine::Status Engine::next_decision(std::span<const Literal> assumptions) {
  while (level() < assumptions.size()) {
    const Literal a = assumptions[level()];
    if (truth_[a] < 0) {
      explain(a);
      return Status::Unsat;
    }
    if (truth_[a] == 0) {
      decide(a);
      return Status::Unknown;
    }
    starts_.push_back(trail_.size());
  }
  while (!order_.empty()) {
    const std::uint32_t v = order_.pop();
    if (truth_[2 * std::size_t{v}] != 0) continue;
    decide(2 * v + (phase_[v] != 0 ? 0 : 1));
    return Status::Unknown;
  }
  return Status::Sat;
}

bool Engine::value(std::int32_t variable) const { return truth_[literal(variable)] > 0; }

}  // namespace jur::solve
