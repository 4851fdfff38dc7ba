#include <llvm/IR/Constants.h>
#include <algorithm>
#include <bit>

#include "lower/bitsets.h"

// Keys of kBlock cases at once: vectors tell the place of each table's row, then each case joins its rows.
namespace jur::lower {
namespace {

constexpr std::size_t kMaxTableBytes = 1U << 30;  // of one, for 32-bit places
constexpr std::uint32_t kScaled = 8;              // bytes of a row that a processor multiplies by in passing
constexpr unsigned kGroupLanes = 16;              // whose bits are told at once
constexpr std::uint32_t kMostWords = 64;          // of a row that is joined without a loop

// Words of one case into those of a group, from word `at` on.
Value* put_words(Builder& b, Value* all, Value* one, unsigned at) {
  const unsigned count = llvm::cast<llvm::FixedVectorType>(one->getType())->getNumElements();
  const unsigned size = llvm::cast<llvm::FixedVectorType>(all->getType())->getNumElements();
  std::vector<int> wide(size, -1);
  std::vector<int> place(size);
  for (unsigned k = 0; k < count; ++k) wide[k] = static_cast<int>(k);
  for (unsigned k = 0; k < size; ++k) place[k] = static_cast<int>(k >= at && k < at + count ? size + k - at : k);
  return b.CreateShuffleVector(all, b.CreateShuffleVector(one, wide), place);
}

}  // namespace

unsigned Bitsets::keys_a_byte() const {
  const bool fits = words_ <= kMostWords && !tables_.empty() &&
                    std::ranges::all_of(entries_, [](const Entry& e) { return e.rest.empty(); }) &&
                    std::ranges::all_of(tables_, [&](const Table& t) {
                      return t.rows * words_ * 8 <= kMaxTableBytes &&
                             std::ranges::all_of(t.axes, [](const Axis& a) { return a.takes_lanes(); });
                    });
  return fits ? static_cast<unsigned>(8 / std::bit_ceil(key_bits())) : 0;
}

std::vector<Bitsets::Part> Bitsets::parts_of(Builder& b, const Table& t, const Column& column, Value* block) {
  std::vector<Part> out;
  const std::uint32_t row_bytes = words_ * 8;
  const auto note = [&](Value* numbers, llvm::IntegerType* type) {
    llvm::BasicBlock& entry = b.GetInsertBlock()->getParent()->getEntryBlock();
    auto* one = llvm::ArrayType::get(type, kBlock);
    llvm::AllocaInst* room = Builder(&entry, entry.begin()).CreateAlloca(llvm::ArrayType::get(one, kBlocks), nullptr, "noted");
    room->setAlignment(llvm::Align(64));
    b.CreateAlignedStore(numbers, b.CreateInBoundsGEP(one, room, block), llvm::Align(kBlock));
    return room;
  };
  llvm::IntegerType* type = t.rows * row_bytes <= 65'536 ? u.i16 : u.i32;
  auto* vector = llvm::FixedVectorType::get(type, kBlock);
  Value* sum = nullptr;
  std::size_t stride = row_bytes;
  for (const Axis& axis : t.axes) {
    const Axis::Lanes lanes = axis.lanes(u, b, load_column(u, b, column, axis.fact(), kBlock));
    if (!lanes.rows.empty()) {
      Part& part = out.emplace_back(Part{note(lanes.numbers, lanes.type), axis.fact(), lanes.type});
      part.rows = u.table(smallest_array(u, lanes.rows, axis.rows() - 1, &part.row), "rows");
      part.stride = stride;
    } else if (t.axes.size() == 1 && row_bytes <= kScaled && llvm::isa<llvm::LoadInst>(lanes.numbers)) {
      out.push_back({nullptr, axis.fact(), lanes.type, nullptr, nullptr, stride});
    } else {
      Value* place = b.CreateMul(b.CreateZExtOrTrunc(lanes.numbers, vector), llvm::ConstantInt::get(vector, stride));
      sum = sum == nullptr ? place : b.CreateAdd(sum, place);
    }
    stride *= axis.rows();
  }
  if (sum != nullptr) out.push_back({note(sum, type), core::FactId(), type, nullptr, nullptr, 1});
  return out;
}

void Bitsets::find_rows(Builder& b, const Column& column, Value* block) {
  for (Table& t : tables_) {
    if (t.data == nullptr) t.data = fill(t);
    parts_.push_back(parts_of(b, t, column, block));
  }
}

void Bitsets::each_keys(Builder& b, const Column& column, Value* block,
                        const std::function<void(Value* first, Value* bytes)>& found) {
  const auto read = [&](const Part& part, Value* i) {
    Value* from = part.noted == nullptr
                      ? column(part.fact)
                      : b.CreateInBoundsGEP(part.type, part.noted, b.CreateMul(b.CreateZExt(block, u.i64), b.getInt64(kBlock)));
    Value* number =
        b.CreateAlignedLoad(part.type, b.CreateInBoundsGEP(part.type, from, i), llvm::Align(part.type->getBitWidth() / 8));
    number = b.CreateZExt(number, u.i64);
    if (part.rows == nullptr) return number;
    return b.CreateZExt(b.CreateLoad(part.row, b.CreateInBoundsGEP(part.row, part.rows, number)), u.i64);
  };
  const auto join = [&](Value* i) {
    std::vector<Value*> joined;
    for (std::size_t t = 0; t < tables_.size(); ++t) {
      Value* place = b.getInt64(0);
      for (const Part& part : parts_[t]) place = b.CreateAdd(place, b.CreateMul(read(part, i), b.getInt64(part.stride)));
      join_row(b, b.CreateInBoundsGEP(u.i8, tables_[t].data, place), joined);
    }
    return joined;
  };
  const unsigned cases = has_lanes() ? static_cast<unsigned>(kGroupLanes / key_lanes()) : keys_a_byte();
  loop(b, b.getInt32(kBlock / cases), "group", [&](Value* group) {
    Value* first = b.CreateMul(b.CreateZExt(group, u.i64), b.getInt64(cases));
    if (!has_lanes()) {
      Value* keys = b.getInt64(0);
      for (unsigned k = 0; k < cases; ++k) {
        Value* key = signals_found(b, join(b.CreateAdd(first, b.getInt64(k))));
        keys = b.CreateOr(keys, b.CreateShl(key, b.getInt64(k * 8 / cases)));
      }
      found(first, b.CreateTrunc(keys, u.i8));
      return;
    }
    Value* all = llvm::PoisonValue::get(llvm::FixedVectorType::get(u.i64, words_ * cases));
    for (unsigned k = 0; k < cases; ++k) all = put_words(b, all, join(b.CreateAdd(first, b.getInt64(k)))[0], k * words_);
    found(first, empty_lanes(b, all));
  });
}

}  // namespace jur::lower
