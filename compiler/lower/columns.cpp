#include <algorithm>
#include <bit>

#include <llvm/IR/Constants.h>
#include <llvm/IR/MDBuilder.h>
#include <llvm/TargetParser/Triple.h>

#include "lower/decision.h"
#include "lower/status.h"

// NAME_decide_columns: the cases as an array a fact, the words as an array an act.
namespace jur::lower {
namespace {

constexpr unsigned kBlockBits = std::countr_zero(kBlock);

}  // namespace

// int1: each value of each fact is known and in its range.
Value* Decision::all_valid(Builder& b, const Values& values) {
  Value* ok = b.getTrue();
  const auto all_of = [&](Value* lanes) {
    const unsigned count = llvm::cast<llvm::FixedVectorType>(lanes->getType())->getNumElements();
    Value* faults = b.CreateBitCast(b.CreateNot(lanes), b.getIntNTy(count));
    ok = both(b, ok, b.CreateICmpEQ(faults, llvm::Constant::getNullValue(faults->getType())));
  };
  Value* bytes = nullptr;
  for (const core::FactId id : p.facts.ids()) {
    const core::Fact& fact = p.facts[id];
    const Field& field = u.layout.fields[id.index];
    Value* v = values(id);
    auto* type = llvm::cast<llvm::FixedVectorType>(v->getType());
    const auto number = [&](std::int64_t n) { return llvm::ConstantInt::getSigned(type, n); };
    Value* fits = nullptr;
    if (field.is_signed()) {
      fits = b.CreateAnd(b.CreateICmpSGE(v, number(fact.lo)), b.CreateICmpSLE(v, number(fact.hi)));
    } else {
      const std::size_t members = fact.kind == core::FactKind::Bool ? 2 : p.domains[fact.domain].members.size();
      fits = b.CreateICmpULT(v, llvm::ConstantInt::get(type, members));
    }
    if (fact.or_none) {
      auto* none = llvm::ConstantInt::get(b.getIntNTy(field.bytes * 8),
                                          static_cast<std::uint64_t>(field.none) & ~std::uint64_t{0} >> (64 - 8 * field.bytes));
      fits = b.CreateOr(fits, b.CreateICmpEQ(v, llvm::ConstantVector::getSplat(type->getElementCount(), none)));
    }
    if (field.bytes == 1) {
      bytes = bytes == nullptr ? fits : b.CreateAnd(bytes, fits);
    } else {
      all_of(fits);
    }
  }
  if (bytes != nullptr) all_of(bytes);
  return ok;
}

bool Decision::joins_columns() const {
  const bool no_sets = std::ranges::none_of(p.facts.all(), [](const core::Fact& x) { return x.kind == core::FactKind::Set; });
  // Elsewhere vectors may be taken apart again, number by number.
  const llvm::Triple target(u.module.getTargetTriple());
  return (target.isX86() || target.isAArch64()) && verdicts_ != nullptr && no_sets && p.assumptions.empty() &&
         index_->keys_a_byte() != 0;
}

void Decision::name_vectors(Lowered& about) const {
  if (!u.options.processor.empty()) about.why += "; for processors like " + u.options.processor;
  if (index_ == nullptr || !u.options.versions) return;
  const auto name = [&](const char* function, llvm::Function* lookups) {
    about.vectors.push_back({u.names.prefix + "_" + function, lookups == nullptr ? "" : lookups->getName().str()});
  };
  if (index_->wide()) name("decide", nullptr);
  if (index_->wide() || many_looked_up_ != nullptr) name("decide_many", many_looked_up_);
  if (u.options.columns && (index_->wide() || joins_columns())) name("decide_columns", columns_looked_up_);
  if (!about.vectors.empty()) about.why += "; vectors as wide as the processor's";
}

llvm::GlobalVariable* Decision::words_by_byte(std::size_t output) {
  const unsigned keys = index_->keys_a_byte();
  const std::size_t bits = index_->key_bits();
  std::vector<std::uint8_t> bytes;
  for (unsigned byte = 0; byte < 256; ++byte) {
    for (unsigned k = 0; k < keys; ++k) bytes.push_back(words_[output][byte >> (k * 8 / keys) & ((1U << bits) - 1)]);
  }
  llvm::GlobalVariable* table = u.table(llvm::ConstantDataArray::get(u.context, bytes), "words");
  table->setAlignment(llvm::Align(8));
  return table;
}

void Decision::emit_decide_columns() {
  llvm::Type* size = u.module.getDataLayout().getIntPtrType(u.context);
  llvm::Function* gathered = emit_gathered();
  if (looks_up()) {
    columns_looked_up_ = emit_columns_looked_up(gathered);
    if (u.options.lookups) return;
  }
  llvm::Function* f = u.function(u.i32, {u.ptr, size, u.ptr}, "decide_columns", true);
  Builder b(llvm::BasicBlock::Create(u.context, "entry", f));
  const auto number = [&](std::uint64_t n) { return llvm::ConstantInt::get(size, n); };
  if (!joins_columns()) {
    b.CreateRet(b.CreateCall(gathered, {f->getArg(0), f->getArg(2), number(0), f->getArg(1)}));
    return;
  }
  std::vector<Value*> columns(p.facts.size());
  const std::vector<Value*> in_order = pointers_in(b, f->getArg(0), p.facts.size());
  for (std::size_t k = 0; k < in_order.size(); ++k) columns[u.layout.order[k].index] = in_order[k];
  const std::vector<Value*> words = pointers_in(b, f->getArg(2), p.outputs.size() + 1);
  Value* whole = b.CreateLShr(f->getArg(1), number(kBlockBits));  // blocks
  const auto block = [&](const char* name) { return llvm::BasicBlock::Create(u.context, name, f); };
  const auto merge = [&](Value* status, Value* one) {
    return b.CreateSelect(b.CreateICmpEQ(status, b.getInt32(kOk)), one, status);
  };
  llvm::MDNode* likely = llvm::MDBuilder(u.context).createLikelyBranchWeights();
  Value* kept = b.CreateAlloca(u.i32, nullptr, "status");
  Value* plain = b.CreateAlloca(llvm::ArrayType::get(u.i8, kBlocks), nullptr, "plain");
  b.CreateStore(b.getInt32(kOk), kept);
  const auto gather = [&](Value* first, Value* count) {
    Value* one = b.CreateCall(gathered, {f->getArg(0), f->getArg(2), first, count});
    b.CreateStore(merge(b.CreateLoad(u.i32, kept), one), kept);
  };
  const unsigned keys = index_->keys_a_byte();
  llvm::IntegerType* some = b.getIntNTy(keys * 8);
  std::vector<llvm::GlobalVariable*> tables;
  for (std::size_t k = 0; k < words_.size(); ++k) tables.push_back(words_by_byte(k));
  in_blocks(b, whole, kBlocks, [&](Value* done, Value* count) {
    Value* few = b.CreateZExtOrTrunc(count, u.i32);
    const auto first_of = [&](Value* i) {
      return b.CreateShl(b.CreateAdd(done, b.CreateZExtOrTrunc(i, size)), number(kBlockBits));
    };
    const auto from = [&](Value* first) -> Column {
      return [&, first](core::FactId id) {
        return b.CreateInBoundsGEP(b.getIntNTy(u.layout.fields[id.index].bytes * 8), columns[id.index], first);
      };
    };
    loop(b, few, "find", [&](Value* i) {
      const Column column = from(first_of(i));
      Value* valid = all_valid(b, [&](core::FactId id) { return load_column(u, b, column, id, kBlock); });
      b.CreateStore(b.CreateZExt(valid, u.i8), b.CreateInBoundsGEP(u.i8, plain, i));
      when(b, valid, "rows", [&] { index_->find_rows(b, column, i); });
    });
    loop(b, few, "decide", [&](Value* i) {
      Value* first = first_of(i);
      auto* joined = block("joined");
      auto* other = block("other");
      auto* after = block("after");
      b.CreateCondBr(b.CreateTrunc(b.CreateLoad(u.i8, b.CreateInBoundsGEP(u.i8, plain, i)), u.i1), joined, other, likely);
      b.SetInsertPoint(joined);
      auto* none = llvm::Constant::getNullValue(llvm::FixedVectorType::get(u.i8, kBlock));
      b.CreateAlignedStore(none, b.CreateInBoundsGEP(u.i8, words[0], first), llvm::Align(1));
      index_->each_keys(b, from(first), i, [&](Value* group, Value* bytes) {
        for (unsigned at = 0; at * 8 < bytes->getType()->getIntegerBitWidth(); ++at) {
          Value* byte = b.CreateZExt(b.CreateTrunc(b.CreateLShr(bytes, at * 8), u.i8), u.i64);
          Value* to = b.CreateAdd(first, b.CreateZExtOrTrunc(b.CreateAdd(group, b.getInt64(at * keys)), size));
          for (std::size_t k = 0; k < tables.size(); ++k) {
            Value* found = b.CreateLoad(some, b.CreateInBoundsGEP(some, tables[k], byte));
            b.CreateAlignedStore(found, b.CreateInBoundsGEP(u.i8, words[k + 1], to), llvm::Align(1));
          }
        }
      });
      b.CreateBr(after);
      b.SetInsertPoint(other);
      gather(first, number(kBlock));
      b.CreateBr(after);
      b.SetInsertPoint(after);
    });
  });
  gather(b.CreateShl(whole, number(kBlockBits)), b.CreateAnd(f->getArg(1), number(kBlock - 1)));
  b.CreateRet(b.CreateLoad(u.i32, kept));
}

}  // namespace jur::lower
