#include "base/value_set.h"

#include <bit>

namespace jur {

ValueSet ValueSet::full(std::size_t size) { return ValueSet(size).complement(); }

std::size_t ValueSet::count() const {
  std::size_t n = 0;
  for (const std::uint64_t w : words_) n += static_cast<std::size_t>(std::popcount(w));
  return n;
}

bool ValueSet::meets(const ValueSet& o) const {
  for (std::size_t i = 0; i < words_.size(); ++i) {
    if ((words_[i] & o.words_[i]) != 0) return true;
  }
  return false;
}

bool ValueSet::within(const ValueSet& o) const {
  for (std::size_t i = 0; i < words_.size(); ++i) {
    if ((words_[i] & ~o.words_[i]) != 0) return false;
  }
  return true;
}

ValueSet ValueSet::unite(const ValueSet& o) const {
  ValueSet out = *this;
  for (std::size_t i = 0; i < words_.size(); ++i) out.words_[i] |= o.words_[i];
  return out;
}

ValueSet ValueSet::intersect(const ValueSet& o) const {
  ValueSet out = *this;
  for (std::size_t i = 0; i < words_.size(); ++i) out.words_[i] &= o.words_[i];
  return out;
}

ValueSet ValueSet::complement() const {
  ValueSet out = *this;
  for (std::uint64_t& w : out.words_) w = ~w;
  if (size_ % 64 != 0) out.words_.back() &= (std::uint64_t{1} << (size_ % 64)) - 1;
  return out;
}

std::vector<std::size_t> ValueSet::members() const {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < words_.size(); ++i) {
    for (std::uint64_t w = words_[i]; w != 0; w &= w - 1) out.push_back(i * 64 + static_cast<std::size_t>(std::countr_zero(w)));
  }
  return out;
}

}  // namespace jur
