#include "lower/lookup.h"

#include <algorithm>

#include <llvm/IR/Constants.h>
#include <llvm/IR/IntrinsicsX86.h>

namespace jur::lower {
namespace {

constexpr std::size_t kMostRises = 6;  // of a stretch
constexpr std::uint8_t kNever = 255;   // no place within a stretch is above

// Stretches are as short as a table of their numbers allows.
unsigned stretch_bits(std::size_t places) {
  unsigned out = 0;
  while ((places - 1) >> out >= kMostLookedUp) ++out;
  return out;
}

struct Steps {
  std::vector<std::uint8_t> first;               // by stretch: its first number
  std::vector<std::vector<std::uint8_t>> rises;  // by stretch: the places within it that are the last before a rise
  std::size_t most = 0;
};

Steps steps_of(const std::vector<std::uint32_t>& numbers) {
  Steps out;
  const std::size_t length = std::size_t{1} << stretch_bits(numbers.size());
  for (std::size_t at = 0; at < numbers.size(); at += length) {
    out.first.push_back(static_cast<std::uint8_t>(numbers[at]));
    std::vector<std::uint8_t>& rises = out.rises.emplace_back();
    for (std::size_t k = 1; k < length && at + k < numbers.size(); ++k) {
      if (numbers[at + k] != numbers[at + k - 1]) rises.push_back(static_cast<std::uint8_t>(k - 1));
    }
    out.most = std::max(out.most, rises.size());
  }
  return out;
}

Value* joined(Builder& b, std::vector<Value*> parts) {
  while (parts.size() > 1) {
    std::vector<Value*> pairs;
    for (std::size_t k = 0; k < parts.size(); k += 2) {
      std::vector<int> all(2 * llvm::cast<llvm::FixedVectorType>(parts[k]->getType())->getNumElements());
      for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<int>(i);
      pairs.push_back(b.CreateShuffleVector(parts[k], parts[k + 1], all));
    }
    parts = std::move(pairs);
  }
  return parts[0];
}

}  // namespace

Lookup::Lookup(Unit& unit, Builder& builder, Value* places, std::size_t size)
    : u(unit), b(builder), places_(places), size_(size) {
  if (size > 2 * kRegister) high_ = b.CreateICmpSLT(places, llvm::Constant::getNullValue(places->getType()));
}

Value* Lookup::in(std::vector<std::uint8_t> table) const {
  table.resize(size_ <= kRegister ? kRegister : size_ <= 2 * kRegister ? 2 * kRegister : 4 * kRegister);
  const auto part = [&](std::size_t k) {
    return llvm::ConstantDataVector::get(u.context, llvm::ArrayRef(table).slice(k * kRegister, kRegister));
  };
  if (size_ <= kRegister) return b.CreateIntrinsic(llvm::Intrinsic::x86_avx512_permvar_qi_512, {}, {part(0), places_});
  const auto two = [&](std::size_t k) {
    return b.CreateIntrinsic(llvm::Intrinsic::x86_avx512_vpermi2var_qi_512, {}, {part(k), places_, part(k + 1)});
  };
  return size_ <= 2 * kRegister ? two(0) : b.CreateSelect(high_, two(2), two(0));
}

bool takes_steps(const std::vector<std::uint32_t>& numbers) { return steps_of(numbers).most <= kMostRises; }

Value* look_up_steps(Unit& u, Builder& b, Value* places, const std::vector<std::uint32_t>& numbers) {
  const Steps steps = steps_of(numbers);
  const unsigned bits = stretch_bits(numbers.size());
  auto* bytes = llvm::FixedVectorType::get(u.i8, kRegister);
  const Lookup stretch(u, b, b.CreateTrunc(b.CreateLShr(places, bits), bytes), steps.first.size());
  Value* within = b.CreateAnd(b.CreateTrunc(places, bytes), llvm::ConstantInt::get(bytes, (1U << bits) - 1));
  Value* out = stretch.in(steps.first);
  for (std::size_t k = 0; k < steps.most; ++k) {
    std::vector<std::uint8_t> last;
    for (const std::vector<std::uint8_t>& rises : steps.rises) last.push_back(k < rises.size() ? rises[k] : kNever);
    out = b.CreateSub(out, b.CreateSExt(b.CreateICmpUGT(within, stretch.in(last)), bytes));
  }
  return out;
}

Value* field_of(Builder& b, const std::vector<Value*>& registers, const Field& field) {
  const std::size_t lanes = kRegister / field.bytes;
  auto* type = llvm::FixedVectorType::get(b.getIntNTy(field.bytes * 8), static_cast<unsigned>(lanes));
  std::vector<Value*> parts;
  for (std::size_t part = 0; part < field.bytes; ++part) {
    Value*& out = parts.emplace_back(nullptr);
    for (std::size_t pair = 0; pair < registers.size(); pair += 2) {
      std::vector<int> taken(lanes, -1);
      std::vector<int> blend(lanes);
      for (std::size_t i = 0; i < lanes; ++i) {
        const std::size_t at = (part * lanes + i) * registers.size() + field.offset;
        const bool here = at / kRegister / 2 == pair / 2;
        if (here) taken[i] = static_cast<int>((at - pair * kRegister) / field.bytes);
        blend[i] = static_cast<int>(here ? lanes + i : i);
      }
      if (std::ranges::all_of(taken, [](int t) { return t < 0; })) continue;
      Value* first = b.CreateBitCast(registers[pair], type);
      Value* second = b.CreateBitCast(registers[std::min(pair + 1, registers.size() - 1)], type);
      Value* mine = b.CreateShuffleVector(first, second, taken);
      out = out == nullptr ? mine : b.CreateShuffleVector(out, mine, blend);
    }
  }
  return joined(b, std::move(parts));
}

}  // namespace jur::lower
