#include "verify/supersets.h"

#include <algorithm>
#include <bit>

namespace jur::proof {
namespace {

constexpr std::size_t kWord = 64;

void keep(std::vector<std::uint64_t>& left, const std::vector<std::uint64_t>& bits) {
  for (std::size_t w = 0; w < left.size(); ++w) left[w] &= bits[w];
}

}  // namespace

Supersets::Supersets(std::vector<const Outline*> outlines, std::size_t facts) : outlines_(std::move(outlines)), columns_(facts) {
  const std::size_t words = (outlines_.size() + kWord - 1) / kWord;
  left_.resize(words);
  const auto bit = [](std::size_t i) { return std::uint64_t{1} << (i % kWord); };
  for (std::size_t i = 0; i < outlines_.size(); ++i) {
    for (const Outline::Side& side : outlines_[i]->sides()) {
      Column& column = columns_[side.fact.index];
      if (column.free.empty()) {
        column.free.assign(words, ~std::uint64_t{0});
        column.by_value.assign(side.values.size(), column.free);
      }
      column.free[i / kWord] &= ~bit(i);
      for (std::size_t v = 0; v < column.by_value.size(); ++v) {
        if (!side.values.has(v)) column.by_value[v][i / kWord] &= ~bit(i);
      }
    }
  }
}

const std::vector<std::size_t>& Supersets::of(const Outline& outline) {
  std::fill(left_.begin(), left_.end(), ~std::uint64_t{0});
  auto side = outline.sides().begin();
  for (std::size_t f = 0; f < columns_.size(); ++f) {
    const Column& column = columns_[f];
    if (column.free.empty()) continue;
    while (side != outline.sides().end() && side->fact.index < f) ++side;
    if (side == outline.sides().end() || side->fact.index != f) {
      keep(left_, column.free);
    } else if (!column.by_value.empty()) {
      for (const std::size_t v : side->values.members()) keep(left_, column.by_value[v]);
    }
  }
  out_.clear();
  for (std::size_t w = 0; w < left_.size(); ++w) {
    for (std::uint64_t rest = left_[w]; rest != 0; rest &= rest - 1) {
      const std::size_t at = w * kWord + static_cast<std::size_t>(std::countr_zero(rest));
      if (at < outlines_.size() && outlines_[at]->covers(outline)) out_.push_back(at);
    }
  }
  return out_;
}

}  // namespace jur::proof
