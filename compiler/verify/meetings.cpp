#include "verify/meetings.h"

#include <algorithm>
#include <bit>

namespace jur::proof {

using core::NormId;

namespace {

constexpr std::size_t kWord = 64;
constexpr std::size_t kFew = 64;  // so few norms are looked at one by one

void set(std::vector<std::uint64_t>& bits, std::size_t at) { bits[at / kWord] |= std::uint64_t{1} << (at % kWord); }
void clear(std::vector<std::uint64_t>& bits, std::size_t at) { bits[at / kWord] &= ~(std::uint64_t{1} << (at % kWord)); }

}  // namespace

Meetings::Meetings(const Conditions& conditions, std::span<const NormId> norms)
    : conditions_(conditions), norms_(norms.begin(), norms.end()) {
  std::erase_if(norms_, [&](NormId n) { return conditions_.outline(n).empty(); });
  if (norms_.size() > kFew) index();
}

void Meetings::index() {
  const std::size_t words = (norms_.size() + kWord - 1) / kWord;
  columns_.resize(conditions_.program().facts.size());
  left_.resize(words);
  Bits all(words);
  for (std::size_t i = 0; i < norms_.size(); ++i) set(all, i);
  for (std::size_t i = 0; i < norms_.size(); ++i) {
    for (const Outline::Side& side : conditions_.outline(norms_[i]).sides()) {
      if (side.values.size() == 0) continue;
      Column& column = columns_[side.fact.index];
      if (column.free.empty()) {
        column.free = all;
        column.by_value.resize(side.values.size());
      }
      clear(column.free, i);
      for (const std::size_t v : side.values.members()) {
        if (column.by_value[v].empty()) column.by_value[v].resize(words);
        set(column.by_value[v], i);
      }
    }
  }
}

std::span<const NormId> Meetings::of(NormId norm) {
  const Outline& outline = conditions_.outline(norm);
  out_.clear();
  if (left_.empty()) {
    for (const NormId n : norms_) {
      if (outline.meets(conditions_.outline(n))) out_.push_back(n);
    }
    return out_;
  }
  std::fill(left_.begin(), left_.end(), ~std::uint64_t{0});
  for (const Outline::Side& side : outline.sides()) {
    if (side.values.size() == 0 || columns_[side.fact.index].free.empty()) continue;
    const Column& column = columns_[side.fact.index];
    some_ = column.free;
    for (const std::size_t v : side.values.members()) {
      const Bits& with = column.by_value[v];
      for (std::size_t w = 0; w < with.size(); ++w) some_[w] |= with[w];
    }
    for (std::size_t w = 0; w < left_.size(); ++w) left_[w] &= some_[w];
  }
  for (std::size_t w = 0; w < left_.size(); ++w) {
    for (std::uint64_t rest = left_[w]; rest != 0; rest &= rest - 1) {
      const std::size_t at = w * kWord + static_cast<std::size_t>(std::countr_zero(rest));
      if (at < norms_.size() && outline.meets(conditions_.outline(norms_[at]))) out_.push_back(norms_[at]);
    }
  }
  return out_;
}

}  // namespace jur::proof
