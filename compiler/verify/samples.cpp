#include "verify/samples.h"

#include <algorithm>

#include "evaluate/truth.h"

namespace jur::proof {

using core::CondId;
using core::Op;

void Samples::add(core::Case complete) {
  if (cases_.size() < kMost) {
    cases_.push_back(std::move(complete));
  } else {
    cases_[added_ % kMost] = std::move(complete);
  }
  ++added_;
}

Samples::Bits Samples::where(CondId c, bool holds) {
  known_.resize(program_.conds.size());
  std::vector<std::pair<CondId, bool>> open{{c, false}};
  while (!open.empty()) {
    const auto [at, ready] = open.back();
    open.pop_back();
    if (known_[at.index].upto == added_) continue;
    const auto args = program_.args_of(program_.conds[at]);
    if (ready || args.empty()) {
      look(at);
      continue;
    }
    open.emplace_back(at, true);
    for (const CondId a : args) open.emplace_back(a, false);
  }
  Bits out = known_[c.index].bits;
  for (std::size_t w = 0; !holds && w < kWords; ++w) {
    const std::size_t in_word = std::min<std::size_t>(cases_.size() - std::min(cases_.size(), 64 * w), 64);
    const std::uint64_t all = in_word == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << in_word) - 1;
    out[w] = ~out[w] & all;
  }
  return out;
}

void Samples::look(CondId c) {
  Known& known = known_[c.index];
  for (std::size_t n = std::max(known.upto, added_ - cases_.size()); n < added_; ++n) {
    const std::size_t at = n % kMost;
    const std::uint64_t bit = std::uint64_t{1} << (at % 64);
    known.bits[at / 64] = holds(c, at) ? known.bits[at / 64] | bit : known.bits[at / 64] & ~bit;
  }
  known.upto = added_;
}

bool Samples::holds(CondId c, std::size_t at) const {
  const core::Cond& cond = program_.conds[c];
  const auto args = program_.args_of(cond);
  const auto arg = [&](CondId a) { return ((known_[a.index].bits[at / 64] >> (at % 64)) & 1U) != 0; };
  if (cond.op == Op::Not) return !arg(args[0]);
  if (cond.op == Op::And) return std::all_of(args.begin(), args.end(), arg);
  if (cond.op == Op::Or) return std::any_of(args.begin(), args.end(), arg);
  if (cond.op == Op::AtLeast) return static_cast<std::size_t>(std::count_if(args.begin(), args.end(), arg)) >= cond.count;
  return leaf_holds(program_, c, cases_[at]);
}

}  // namespace jur::proof
