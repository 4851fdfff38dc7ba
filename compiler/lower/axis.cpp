#include "lower/axis.h"

#include <limits>
#include <map>
#include <set>

#include <llvm/IR/Constants.h>

namespace jur::lower {
namespace {

constexpr std::size_t kDirectValues = 512;       // of an enum: up to here each value has its row
constexpr std::int64_t kDirectNumbers = 60'000;  // of numbers: up to this span a table tells the row
constexpr std::size_t kCompared = 8;             // rows of numbers that are told apart by comparing with each start
constexpr std::int64_t kMiddle = 1 << 15;        // of 16-bit numbers
constexpr std::int64_t kFarBelow = std::numeric_limits<std::int32_t>::min() + kMiddle;  // what 32 bits hold less the middle
constexpr std::int64_t kFar = std::int64_t{1} << 60;                                    // within, differences fit 64 bits
constexpr std::int64_t kFarAbove = std::numeric_limits<std::int32_t>::max();

}  // namespace

llvm::Constant* smallest_array(Unit& u, const std::vector<std::uint32_t>& values, std::size_t last, llvm::IntegerType** element) {
  if (last < 256) {
    *element = u.i8;
    std::vector<std::uint8_t> small(values.begin(), values.end());
    return llvm::ConstantDataArray::get(u.context, small);
  }
  if (last < 65'536) {
    *element = u.i16;
    std::vector<std::uint16_t> small(values.begin(), values.end());
    return llvm::ConstantDataArray::get(u.context, small);
  }
  *element = u.i32;
  return llvm::ConstantDataArray::get(u.context, values);
}

Axis::Axis(const core::Program& program, core::FactId fact, const std::vector<Entry>& entries) : fact_(fact) {
  const core::Fact& f = program.facts[fact];
  numbers_ = f.kind == core::FactKind::Int || f.kind == core::FactKind::Date;
  optional_ = f.optional;
  or_none_ = f.or_none;
  lo_ = f.lo;
  hi_ = f.hi;
  if (numbers_) {
    std::set<std::int64_t> starts{f.lo};
    for (const Entry& e : entries) {
      const auto it = e.tests.find(fact);
      if (it == e.tests.end()) continue;
      for (const Interval& part : it->second.numbers.parts()) {
        if (part.lo > f.lo) starts.insert(part.lo);
        if (part.hi < f.hi) starts.insert(part.hi + 1);
      }
    }
    starts_.assign(starts.begin(), starts.end());
    rows_ = starts_.size() + (or_none_ ? 1 : 0);
    return;
  }
  const std::size_t values = value_count(program, fact);
  for (std::size_t v = 0; v < values; ++v) value_of_.push_back(v);
  rows_ = values;
  if (values <= kDirectValues) return;
  value_of_.clear();
  std::map<std::vector<std::uint32_t>, std::uint32_t> known;
  std::vector<std::vector<std::uint32_t>> passed(values);
  for (std::uint32_t i = 0; i < entries.size(); ++i) {
    const auto it = entries[i].tests.find(fact);
    if (it == entries[i].tests.end()) continue;
    for (const std::size_t v : it->second.values.members()) passed[v].push_back(i);
  }
  for (std::size_t v = 0; v < values; ++v) {
    const auto [it, fresh] = known.try_emplace(passed[v], static_cast<std::uint32_t>(known.size()));
    if (fresh) value_of_.push_back(v);
    row_of_.push_back(it->second);
  }
  rows_ = known.size();
}

std::vector<bool> Axis::passes(const Test& test) const {
  std::vector<bool> out(rows_);
  if (numbers_) {
    for (std::size_t r = 0; r < starts_.size(); ++r) out[r] = test.numbers.contains(starts_[r]);
    if (or_none_) out[rows_ - 1] = test.none;
  } else {
    for (std::size_t r = 0; r < rows_; ++r) out[r] = test.values.has(value_of_[r]);
  }
  return out;
}

bool Axis::near() const { return starts_.size() == 1 || starts_.back() - starts_[1] < kDirectNumbers; }

std::vector<std::uint32_t> Axis::rows_by_number() const {
  std::vector<std::uint32_t> rows{0};
  for (std::size_t r = 1; r < starts_.size(); ++r) {
    const std::int64_t end = r + 1 == starts_.size() ? starts_[r] + 1 : starts_[r + 1];
    rows.insert(rows.end(), static_cast<std::size_t>(end - starts_[r]), static_cast<std::uint32_t>(r));
  }
  return rows;
}

Value* Axis::number_row(Unit& u, Builder& b, Value* at) const {
  const Field& field = u.layout.fields[fact_.index];
  Value* raw = b.CreateAlignedLoad(b.getIntNTy(field.bytes * 8), b.CreateConstInBoundsGEP1_32(u.i8, at, field.offset),
                                   llvm::Align(field.bytes));
  Value* v = b.CreateSExt(raw, u.i64);
  const auto number = [&](std::int64_t n) { return b.getInt64(static_cast<std::uint64_t>(n)); };
  Value* row = b.getInt32(0);
  const std::size_t last = starts_.size() - 1;
  if (last > 0 && near()) {
    const std::vector<std::uint32_t> rows = rows_by_number();
    Value* offset = b.CreateSub(v, number(starts_[1] - 1));
    offset = b.CreateBinaryIntrinsic(llvm::Intrinsic::smax, offset, number(0));
    offset = b.CreateBinaryIntrinsic(llvm::Intrinsic::smin, offset, number(static_cast<std::int64_t>(rows.size()) - 1));
    llvm::IntegerType* element = nullptr;
    llvm::Constant* data = smallest_array(u, rows, last, &element);
    row = b.CreateZExt(b.CreateLoad(element, b.CreateInBoundsGEP(element, u.table(data, "rows"), offset)), u.i32);
  } else if (last > 0) {
    std::vector<std::uint64_t> starts(starts_.begin(), starts_.end());
    llvm::GlobalVariable* table = u.table(llvm::ConstantDataArray::get(u.context, starts), "starts");
    std::size_t step = 1;
    while (step * 2 <= last) step *= 2;
    for (; step > 0; step /= 2) {
      Value* next = b.CreateAdd(row, b.getInt32(static_cast<std::uint32_t>(step)));
      Value* inside = b.CreateICmpULE(next, b.getInt32(static_cast<std::uint32_t>(last)));
      Value* start = b.CreateLoad(u.i64, b.CreateInBoundsGEP(u.i64, table, b.CreateSelect(inside, next, b.getInt32(0))));
      row = b.CreateSelect(b.CreateAnd(inside, b.CreateICmpSLE(start, v)), next, row);
    }
  }
  if (!or_none_) return row;
  return b.CreateSelect(b.CreateICmpEQ(v, number(field.none)), b.getInt32(static_cast<std::uint32_t>(rows_ - 1)), row);
}

Value* Axis::row(Unit& u, Builder& b, Value* at, bool any_bytes) const {
  if (numbers_) return number_row(u, b, at);
  const Field& field = u.layout.fields[fact_.index];
  llvm::LoadInst* raw = b.CreateAlignedLoad(b.getIntNTy(field.bytes * 8), b.CreateConstInBoundsGEP1_32(u.i8, at, field.offset),
                                            llvm::Align(field.bytes));
  // Else the byte may be taken out of the vector that validation loads, through memory.
  raw->setAtomic(llvm::AtomicOrdering::Unordered);
  Value* v = b.CreateZExt(raw, u.i32);
  const auto values = static_cast<std::uint32_t>(row_of_.empty() ? rows_ : row_of_.size());
  if (or_none_)
    v = b.CreateSelect(b.CreateICmpEQ(v, b.getInt32(static_cast<std::uint32_t>(field.none))), b.getInt32(values - 1), v);
  if (optional_ || any_bytes) v = b.CreateSelect(b.CreateICmpULT(v, b.getInt32(values)), v, b.getInt32(0));
  if (row_of_.empty()) return v;
  llvm::IntegerType* element = nullptr;
  llvm::Constant* data = smallest_array(u, row_of_, rows_ - 1, &element);
  return b.CreateZExt(b.CreateLoad(element, b.CreateInBoundsGEP(element, u.table(data, "rows"), v)), u.i32);
}

bool Axis::takes_lanes() const { return numbers_ ? near() && lo_ >= -kFar && hi_ <= kFar : row_of_.empty(); }

std::vector<std::uint32_t> Axis::lane_rows() const {
  if (!numbers_ || starts_.size() <= kCompared) return {};
  std::vector<std::uint32_t> out = rows_by_number();
  if (or_none_) out.push_back(static_cast<std::uint32_t>(rows_ - 1));
  return out;
}

Axis::Lanes Axis::lanes(Unit& u, Builder& b, Value* v) const {
  const Field& field = u.layout.fields[fact_.index];
  const unsigned count = llvm::cast<llvm::FixedVectorType>(v->getType())->getNumElements();
  const auto all = [&](std::int64_t n) { return llvm::ConstantInt::getSigned(v->getType(), n); };
  Lanes out;
  if (!numbers_) {
    out.type = b.getIntNTy(field.bytes * 8);
    out.numbers = v;
    if (or_none_) {
      auto* none = llvm::ConstantInt::get(v->getType(), static_cast<std::uint64_t>(field.none));
      out.numbers = b.CreateSelect(b.CreateICmpEQ(v, none), all(static_cast<std::int64_t>(rows_) - 1), v);
    }
    return out;
  }
  out.type = u.i16;
  const std::int64_t first = starts_.size() > 1 ? starts_[1] - 1 : starts_[0];
  Value* none = or_none_ ? b.CreateICmpEQ(v, all(field.none)) : nullptr;
  auto* wide = llvm::FixedVectorType::get(field.bytes < 4 ? u.i32 : u.i64, count);
  if (field.bytes == 4 && lo_ - first >= kFarBelow && hi_ - first <= kFarAbove)
    wide = llvm::cast<llvm::FixedVectorType>(v->getType());
  v = b.CreateSExt(v, wide);
  // As 16-bit numbers around the middle: processors narrow and compare signed ones best.
  const auto number = [&](std::int64_t n) { return llvm::ConstantInt::getSigned(v->getType(), n); };
  v = b.CreateSub(v, number(first + kMiddle));
  v = b.CreateBinaryIntrinsic(llvm::Intrinsic::smax, v, number(-kMiddle));
  v = b.CreateBinaryIntrinsic(llvm::Intrinsic::smin, v, number(kMiddle - 1));
  v = b.CreateTrunc(v, llvm::FixedVectorType::get(u.i16, count));
  if (starts_.size() <= kCompared) {
    // The row is how many rows have begun.
    Value* row = number(0);
    for (std::size_t r = 1; r < starts_.size(); ++r) {
      row = b.CreateSub(row, b.CreateSExt(b.CreateICmpSGE(v, number(starts_[r] - first - kMiddle)), v->getType()));
    }
    out.numbers = none == nullptr ? row : b.CreateSelect(none, number(static_cast<std::int64_t>(rows_) - 1), row);
    return out;
  }
  out.rows = lane_rows();
  const auto last = static_cast<std::int64_t>(out.rows.size()) - (or_none_ ? 2 : 1);
  v = b.CreateBinaryIntrinsic(llvm::Intrinsic::smin, v, number(last - kMiddle));
  v = b.CreateAdd(v, number(kMiddle));
  out.numbers = none == nullptr ? v : b.CreateSelect(none, number(last + 1), v);
  return out;
}

}  // namespace jur::lower
