// Private to lower/: tables of bytes looked up within vector registers, by x86-64 processors that have AVX-512 VBMI.
#pragma once
#include <vector>

#include "lower/unit.h"

namespace jur::lower {

inline constexpr unsigned kRegister = 64;          // bytes, and so cases at once
inline constexpr std::size_t kMostLookedUp = 256;  // bytes of a table

// kRegister places in tables of one size, each within the table.
class Lookup {
 public:
  // `places`: a byte a case. Precondition: size is at most kMostLookedUp.
  Lookup(Unit& unit, Builder& builder, Value* places, std::size_t size);
  // How many instructions a table takes.
  [[nodiscard]] static std::size_t cost(std::size_t size) { return size <= kRegister ? 1 : size <= 2 * kRegister ? 2 : 5; }
  [[nodiscard]] std::size_t size() const { return size_; }
  // A byte a case.
  [[nodiscard]] Value* in(std::vector<std::uint8_t> table) const;

 private:
  Unit& u;
  Builder& b;
  Value* places_;
  Value* high_ = nullptr;  // which places are in the upper half of 256
  std::size_t size_;
};

// Numbers that rise by at most one from place to place, as 16-bit places tell them: by stretches of equal length, and in each by
// comparing with the places at which it rises. Nothing where some stretch rises too often.
[[nodiscard]] bool takes_steps(const std::vector<std::uint32_t>& numbers);
[[nodiscard]] Value* look_up_steps(Unit& u, Builder& b, Value* places, const std::vector<std::uint32_t>& numbers);

// One field of kRegister structs, as a vector. `registers`: their bytes, of so many registers as a struct has bytes.
[[nodiscard]] Value* field_of(Builder& b, const std::vector<Value*>& registers, const Field& field);

}  // namespace jur::lower
