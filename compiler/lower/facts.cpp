#include <algorithm>

#include <llvm/IR/Constants.h>

#include "lower/decision.h"
#include "lower/status.h"

namespace jur::lower {

using core::FactId;
using core::FactKind;

namespace {

Value* field_at(Unit& u, Builder& b, Value* at, FactId f) {
  return b.CreateConstInBoundsGEP1_32(u.i8, at, u.layout.fields[f.index].offset);
}

Value* load_word(Unit& u, Builder& b, Value* at, FactId f, std::uint32_t word) {
  const Field& field = u.layout.fields[f.index];
  Value* address = b.CreateConstInBoundsGEP1_32(u.i8, at, field.offset + word * field.bytes);
  return b.CreateAlignedLoad(b.getIntNTy(field.bytes * 8), address, llvm::Align(field.bytes));
}

llvm::ConstantInt* pattern(Builder& b, const Field& field, std::int64_t number) {
  return llvm::ConstantInt::get(b.getIntNTy(field.bytes * 8),
                                static_cast<std::uint64_t>(number) & (~std::uint64_t{0} >> (64 - 8 * field.bytes)));
}

// Whether the bytes stand for a value of the fact, or for none where it may be none.
Value* in_range(Unit& u, Builder& b, Value* at, FactId f) {
  const core::Fact& fact = u.program.facts[f];
  const Field& field = u.layout.fields[f.index];
  Value* v = load_word(u, b, at, f, 0);
  Value* ok = nullptr;
  switch (fact.kind) {
    case FactKind::Bool:
      ok = b.CreateICmpULE(v, pattern(b, field, 1));
      break;
    case FactKind::Enum:
      ok = b.CreateICmpULT(v, pattern(b, field, static_cast<std::int64_t>(u.program.domains[fact.domain].members.size())));
      break;
    case FactKind::Int:
    case FactKind::Date:
      ok = b.CreateAnd(b.CreateICmpSGE(v, pattern(b, field, fact.lo)), b.CreateICmpSLE(v, pattern(b, field, fact.hi)));
      break;
    case FactKind::Set: {
      const std::size_t members = u.program.domains[fact.domain].members.size();
      ok = b.CreateICmpNE(b.CreateAnd(v, b.getInt64(1)), b.getInt64(0));
      const std::size_t last = members / 64;
      const std::uint64_t spare = (members + 1) % 64 == 0 ? 0 : ~std::uint64_t{0} << ((members + 1) % 64);
      if (spare != 0) {
        Value* rest = b.CreateAnd(load_word(u, b, at, f, static_cast<std::uint32_t>(last)), b.getInt64(spare));
        ok = b.CreateAnd(ok, b.CreateICmpEQ(rest, b.getInt64(0)));
      }
      break;
    }
  }
  return fact.or_none ? b.CreateOr(ok, b.CreateICmpEQ(v, pattern(b, field, field.none))) : ok;
}

}  // namespace

Value* Decision::is_unknown(Builder& b, Value* at, FactId f) {
  const Field& field = u.layout.fields[f.index];
  if (field.kind != FieldKind::Set) return b.CreateICmpEQ(load_word(u, b, at, f, 0), pattern(b, field, field.unknown));
  Value* all = load_word(u, b, at, f, 0);
  for (std::uint32_t w = 1; w < field.words; ++w) all = b.CreateOr(all, load_word(u, b, at, f, w));
  return b.CreateICmpEQ(all, b.getInt64(0));
}

void Decision::store_value(Builder& b, Value* at, FactId f, const core::Value& v) {
  const Field& field = u.layout.fields[f.index];
  if (field.kind == FieldKind::Set) {
    const std::vector<std::uint64_t> words = set_words(field, v.set);
    for (std::uint32_t w = 0; w < field.words; ++w) {
      Value* address = b.CreateConstInBoundsGEP1_32(u.i8, at, field.offset + w * 8);
      b.CreateAlignedStore(b.getInt64(words[w]), address, llvm::Align(8));
    }
    return;
  }
  b.CreateAlignedStore(pattern(b, field, v.is_none() ? field.none : v.number), field_at(u, b, at, f), llvm::Align(field.bytes));
}

void Decision::copy_field(Builder& b, Value* from, Value* to, FactId f) {
  const Field& field = u.layout.fields[f.index];
  for (std::uint32_t w = 0; w < field.words; ++w) {
    Value* address = b.CreateConstInBoundsGEP1_32(u.i8, to, field.offset + w * field.bytes);
    b.CreateAlignedStore(load_word(u, b, from, f, w), address, llvm::Align(field.bytes));
  }
}

void Decision::copy_case(Builder& b, Value* from, Value* to) { copy(b, to, from, u.layout.size, u.layout.align); }

// Facts of one byte lie together: they are tested as one vector. A byte stands for a value where, with its bias added, it is
// below its limit: the bias brings none, which is 255, to 0.
Value* Decision::plainly_valid(Builder& b, Value* at) {
  Value* ok = b.getTrue();
  std::vector<std::uint8_t> keep(u.layout.size, 0);
  std::vector<std::uint8_t> bias(u.layout.size, 0);
  std::vector<std::uint8_t> limit(u.layout.size, 1);
  std::uint32_t first = u.layout.size;
  std::uint32_t end = 0;
  for (const FactId id : p.facts.ids()) {
    const core::Fact& fact = p.facts[id];
    const Field& field = u.layout.fields[id.index];
    if (field.bytes > 1 || field.is_signed()) {
      ok = both(b, ok, in_range(u, b, at, id));
      continue;
    }
    const std::size_t values = fact.kind == FactKind::Bool ? 2 : p.domains[fact.domain].members.size();
    keep[field.offset] = 0xFF;
    bias[field.offset] = fact.or_none ? 1 : 0;
    limit[field.offset] = static_cast<std::uint8_t>(values + (fact.or_none ? 1U : 0U));
    first = std::min(first, field.offset);
    end = std::max(end, field.offset + 1);
  }
  while (first < end) {
    std::uint32_t lanes = 16;
    while (lanes > 1 && (lanes > u.layout.size || (lanes > 4 && lanes / 2 >= end - first))) lanes /= 2;
    const std::uint32_t from = std::min(first, u.layout.size - lanes);
    const auto constant = [&](const std::vector<std::uint8_t>& of) {
      return llvm::ConstantDataVector::get(u.context, llvm::ArrayRef(of).slice(from, lanes));
    };
    auto* type = llvm::FixedVectorType::get(u.i8, lanes);
    Value* v = b.CreateAlignedLoad(type, b.CreateConstInBoundsGEP1_32(u.i8, at, from), llvm::Align(1));
    v = b.CreateAdd(b.CreateAnd(v, constant(keep)), constant(bias));
    Value* high = b.CreateICmpUGE(v, constant(limit));
    Value* faults = b.CreateBitCast(high, b.getIntNTy(lanes));
    ok = both(b, ok, b.CreateICmpEQ(faults, llvm::Constant::getNullValue(faults->getType())));
    first = from + lanes;
  }
  return ok;
}

llvm::Function* Decision::emit_validate() {
  llvm::Function* f = u.function(u.i32, {u.ptr}, "validate", false);
  Builder b(llvm::BasicBlock::Create(u.context, "entry", f));
  Value* at = f->getArg(0);
  Value* invalid = b.getFalse();
  Value* incomplete = b.getFalse();
  Value* unknown = b.getFalse();
  for (const FactId fact : p.facts.ids()) {
    Value* missing = is_unknown(b, at, fact);
    invalid = either(b, invalid, b.CreateNot(b.CreateOr(in_range(u, b, at, fact), missing)));
    Value*& kind = p.facts[fact].optional ? unknown : incomplete;
    kind = either(b, kind, missing);
  }
  Value* out = b.CreateSelect(unknown, b.getInt32(kUnknownBit), b.getInt32(0));
  out = b.CreateSelect(incomplete, b.getInt32(kIncomplete), out);
  out = b.CreateSelect(invalid, b.getInt32(kInvalid), out);
  b.CreateRet(out);
  return f;
}

}  // namespace jur::lower
