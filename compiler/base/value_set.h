// A set of ordinals 0..size-1: members of an enum.
#pragma once
#include <compare>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace jur {

class ValueSet {
 public:
  ValueSet() = default;
  explicit ValueSet(std::size_t size) : size_(size), words_((size + 63) / 64) {}
  [[nodiscard]] static ValueSet full(std::size_t size);

  [[nodiscard]] std::size_t size() const { return size_; }  // size of the universe
  [[nodiscard]] bool has(std::size_t i) const { return i < size_ && ((words_[i / 64] >> (i % 64)) & 1U) != 0; }
  void insert(std::size_t i) { words_[i / 64] |= std::uint64_t{1} << (i % 64); }
  void erase(std::size_t i) { words_[i / 64] &= ~(std::uint64_t{1} << (i % 64)); }

  [[nodiscard]] std::size_t count() const;
  [[nodiscard]] bool empty() const { return count() == 0; }
  // The binary operations need two sets of the same universe.
  [[nodiscard]] bool meets(const ValueSet& o) const;
  [[nodiscard]] bool within(const ValueSet& o) const;
  [[nodiscard]] ValueSet unite(const ValueSet& o) const;
  [[nodiscard]] ValueSet intersect(const ValueSet& o) const;
  [[nodiscard]] ValueSet complement() const;
  [[nodiscard]] std::vector<std::size_t> members() const;  // ascending
  [[nodiscard]] const std::vector<std::uint64_t>& words() const { return words_; }

  bool operator==(const ValueSet&) const = default;
  auto operator<=>(const ValueSet&) const = default;

 private:
  std::size_t size_ = 0;
  std::vector<std::uint64_t> words_;  // bits at and above size_ are zero
};

}  // namespace jur
