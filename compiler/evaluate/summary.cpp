#include "evaluate/summary.h"

#include <algorithm>
#include <tuple>

namespace jur {
namespace {

using core::Word;

std::optional<Date> as_date(const std::optional<std::int64_t>& day) {
  if (!day || *day == IntervalSet::kMin || *day == IntervalSet::kMax) return std::nullopt;
  return Date{static_cast<std::int32_t>(*day)};
}

auto rank(const Due& d) { return std::tuple(!d.end.has_value(), d.end.value_or(Date{}), d.duty); }

std::optional<std::int64_t> earlier(const std::optional<std::int64_t>& a, const std::optional<std::int64_t>& b) {
  return a && b ? std::min(a, b) : a ? a : b;
}

}  // namespace

void Summary::add(const Reading& r) {
  ++readings_;
  words_.insert(r.word);
  rules_.insert(r.rules.begin(), r.rules.end());
  rests_on_.insert(r.rests_on.begin(), r.rests_on.end());
  if (r.due) add_due(*r.due);
  if (r.until) until_ = std::max(until_.value_or(*r.until), *r.until);
  for (const auto& [order, word] : r.orders) {
    auto& [words, count] = orders_[order];
    words.insert(word);
    ++count;
  }
  if (!r.accepted.valid()) {
    all_accepted_ = false;
  } else if (!accepted_.valid() || r.accepted < accepted_) {
    accepted_ = r.accepted;
  }
}

void Summary::add_due(const Due& due) {
  if (!due_ || rank(due) < rank(*due_)) {
    const auto start = due_ && due_->end == due.end ? earlier(due_->start, due.start) : due.start;
    due_ = due;
    due_->start = start;
  } else if (due.end == due_->end) {
    due_->start = earlier(due_->start, due.start);
  }
}

core::Verdict Summary::verdict(const core::Program& program, core::ActId act) const {
  core::Verdict out;
  out.act = act;
  out.word = words_.size() == 1 ? *words_.begin() : Word::Undetermined;
  out.rules.assign(rules_.begin(), rules_.end());
  if (due_) {
    out.deadline = due_->end;
    if (due_->end) out.hours = program.norms[due_->duty].hours;
    out.not_before = as_date(due_->start);
  }
  if (out.word != Word::Undetermined) out.until = as_date(until_);
  out.possible.assign(words_.begin(), words_.end());
  for (const auto& [order, seen] : orders_) {
    const auto& [words, count] = seen;
    const bool one = words.size() == 1 && count == readings_;
    out.orders.emplace_back(order, one ? *words.begin() : Word::Undetermined);
  }
  if (out.word == Word::Contradictory && all_accepted_) out.accepted = accepted_;
  out.rests_on.assign(rests_on_.begin(), rests_on_.end());
  out.unverified = !out.rests_on.empty();
  return out;
}

}  // namespace jur
