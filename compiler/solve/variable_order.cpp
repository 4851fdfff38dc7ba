#include "solve/variable_order.h"

namespace jur::solve {

void VariableOrder::add() {
  const auto v = static_cast<std::uint32_t>(activity_.size());
  activity_.push_back(0);
  at_.push_back(kOut);
  insert(v);
}

void VariableOrder::insert(std::uint32_t variable) {
  if (at_[variable] != kOut) return;
  heap_.push_back(variable);
  at_[variable] = static_cast<std::uint32_t>(heap_.size() - 1);
  up(heap_.size() - 1);
}

std::uint32_t VariableOrder::pop() {
  const std::uint32_t out = heap_.front();
  at_[out] = kOut;
  const std::uint32_t last = heap_.back();
  heap_.pop_back();
  if (!heap_.empty()) {
    place(0, last);
    down(0);
  }
  return out;
}

void VariableOrder::bump(std::uint32_t variable) {
  activity_[variable] += step_;
  if (activity_[variable] > kMost) {
    for (double& a : activity_) a /= kMost;
    step_ /= kMost;
  }
  if (at_[variable] != kOut) up(at_[variable]);
}

void VariableOrder::place(std::size_t at, std::uint32_t variable) {
  heap_[at] = variable;
  at_[variable] = static_cast<std::uint32_t>(at);
}

void VariableOrder::up(std::size_t at) {
  const std::uint32_t v = heap_[at];
  while (at > 0) {
    const std::size_t above = (at - 1) / 2;
    if (!before(v, heap_[above])) break;
    place(at, heap_[above]);
    at = above;
  }
  place(at, v);
}

void VariableOrder::down(std::size_t at) {
  const std::uint32_t v = heap_[at];
  for (std::size_t below = 2 * at + 1; below < heap_.size(); below = 2 * at + 1) {
    if (below + 1 < heap_.size() && before(heap_[below + 1], heap_[below])) ++below;
    if (!before(heap_[below], v)) break;
    place(at, heap_[below]);
    at = below;
  }
  place(at, v);
}

}  // namespace jur::solve
