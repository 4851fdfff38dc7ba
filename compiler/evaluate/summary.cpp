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

}  // namespace

void Summary::add(const Reading& r) {
  ++readings_;
  words_.insert(r.word);
  rules_.insert(r.rules.begin(), r.rules.end());
  rests_on_.insert(r.rests_on.begin(), r.rests_on.end());
  if (r.due && (!due_ || rank(*r.due) < rank(*due_))) {
    due_ = r.due;
  } else if (r.due && rank(*r.due) == rank(*due_) && r.due->start) {
    due_->start = std::min(due_->start.value_or(*r.due->start), *r.due->start);
  }
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
