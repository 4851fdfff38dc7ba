// Typed 4-byte ids. An Id names one element of one Store; it is never a pointer.
#pragma once
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace jur {

// Tag is any (incomplete) type; two ids of different tags never mix.
template <class Tag>
struct Id {
  static constexpr std::uint32_t kInvalid = 0xFFFFFFFFU;
  std::uint32_t index = kInvalid;

  constexpr Id() = default;
  constexpr explicit Id(std::size_t i) : index(static_cast<std::uint32_t>(i)) {}
  [[nodiscard]] constexpr bool valid() const { return index != kInvalid; }
  constexpr auto operator<=>(const Id&) const = default;
};

}  // namespace jur

template <class Tag>
struct std::hash<jur::Id<Tag>> {
  std::size_t operator()(jur::Id<Tag> id) const noexcept { return id.index; }
};
