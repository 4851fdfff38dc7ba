#include <algorithm>

#include <llvm/IR/Constants.h>
#include <llvm/IR/MDBuilder.h>

#include "lower/decision.h"
#include "lower/status.h"

// Columns that no index joins, block by block: cases are put together on the stack and decided one by one.
namespace jur::lower {
namespace {

constexpr std::uint32_t kGatheredBytes = 16U << 10;
constexpr std::uint32_t kGathered = 1024;
constexpr unsigned kAhead = 16;        // cases
constexpr std::size_t kUnrolled = 16;  // arrays of words that are written one by one

}  // namespace

std::vector<Value*> Decision::pointers_in(Builder& b, Value* at, std::size_t count) {
  std::vector<Value*> out;
  for (unsigned i = 0; i < count; ++i) out.push_back(b.CreateLoad(u.ptr, b.CreateConstInBoundsGEP1_32(u.ptr, at, i)));
  return out;
}

void Decision::prefetch_ahead(Builder& b, Value* cases, Value* i, Value* count) {
  if (index_ == nullptr || !index_->prefetches()) return;
  const auto ahead = [&](std::uint64_t some) {
    Value* last = b.CreateSub(count, llvm::ConstantInt::get(i->getType(), 1));
    Value* other =
        b.CreateBinaryIntrinsic(llvm::Intrinsic::umin, b.CreateAdd(i, llvm::ConstantInt::get(i->getType(), some)), last);
    return b.CreateInBoundsGEP(u.i8, cases, b.CreateMul(other, llvm::ConstantInt::get(i->getType(), u.layout.size)));
  };
  index_->prefetch(b, ahead(kAhead), 0);
  index_->prefetch(b, ahead(kAhead / 2), 1);
}

// int32 (columns, words, size first, size count)
llvm::Function* Decision::emit_gathered() {
  llvm::Type* size = u.module.getDataLayout().getIntPtrType(u.context);
  llvm::Function* f = u.function(u.i32, {u.ptr, u.ptr, size, size}, "gathered", false);
  f->addFnAttr(llvm::Attribute::NoInline);
  const auto block = [&](const char* name) { return llvm::BasicBlock::Create(u.context, name, f); };
  const std::uint32_t most = std::clamp(kGatheredBytes / u.layout.size, 1U, kGathered);
  const auto number = [&](std::uint64_t n) { return llvm::ConstantInt::get(size, n); };
  Builder b(block("entry"));
  llvm::AllocaInst* cases = b.CreateAlloca(llvm::ArrayType::get(u.i8, std::uint64_t{most} * u.layout.size), nullptr, "cases");
  cases->setAlignment(llvm::Align(16));
  llvm::AllocaInst* verdict = b.CreateAlloca(llvm::ArrayType::get(u.i8, VerdictLayout::size(p)), nullptr, "verdict");
  verdict->setAlignment(llvm::Align(16));
  Value* kept = b.CreateAlloca(u.i32, nullptr, "status");
  b.CreateStore(b.getInt32(kOk), kept);
  const std::vector<Value*> columns = pointers_in(b, f->getArg(0), p.facts.size());
  const bool unrolled = p.outputs.size() <= kUnrolled;
  const std::vector<Value*> words = pointers_in(b, f->getArg(1), unrolled ? p.outputs.size() + 1 : 1);
  std::vector<llvm::GlobalVariable*> tables;
  if (verdicts_ != nullptr && p.assumptions.empty() && unrolled) {
    for (const auto& by_key : words_) tables.push_back(u.table(llvm::ConstantDataArray::get(u.context, by_key), "words"));
  }
  in_blocks(b, f->getArg(3), most, [&](Value* done, Value* count) {
    Value* first = b.CreateAdd(f->getArg(2), done);
    Value* few = b.CreateZExtOrTrunc(count, u.i32);
    const auto element = [&](Value* base, Value* i, std::uint64_t bytes) {
      return b.CreateInBoundsGEP(u.i8, base, b.CreateMul(b.CreateZExtOrTrunc(i, size), number(bytes)));
    };
    const auto gather = [&](Value* i) {
      Value* to = element(cases, i, u.layout.size);
      Value* from = b.CreateAdd(first, b.CreateZExtOrTrunc(i, size));
      for (std::size_t k = 0; k < u.layout.order.size(); ++k) {
        const Field& field = u.layout.fields[u.layout.order[k].index];
        const std::uint32_t bytes = field.bytes * field.words;
        copy(b, b.CreateConstInBoundsGEP1_32(u.i8, to, field.offset), element(columns[k], from, bytes), bytes, field.bytes);
      }
      for (std::uint32_t k = u.layout.size - u.layout.padding; k < u.layout.size; ++k) {
        b.CreateStore(b.getInt8(0), b.CreateConstInBoundsGEP1_32(u.i8, to, k));
      }
    };
    loop(b, few, "gather", gather);
    loop(b, few, "decide", [&](Value* i) {
      prefetch_ahead(b, cases, b.CreateZExtOrTrunc(i, size), count);
      Value* at = element(cases, i, u.layout.size);
      Value* to = b.CreateAdd(first, b.CreateZExtOrTrunc(i, size));
      const auto put = [&](Value* array, Value* byte) { b.CreateStore(byte, element(array, to, 1)); };
      auto* slow = block("slow");
      auto* after = block("after");
      if (tables.empty()) {
        b.CreateBr(slow);
      } else {
        auto* plain = block("plain");
        b.CreateCondBr(plainly_valid(b, at), plain, slow, llvm::MDBuilder(u.context).createLikelyBranchWeights());
        b.SetInsertPoint(plain);
        Value* key = b.CreateCall(index_->keys(), {at});
        put(words[0], b.getInt8(kOk));
        for (std::size_t k = 0; k < tables.size(); ++k) {
          put(words[k + 1], b.CreateLoad(u.i8, b.CreateInBoundsGEP(u.i8, tables[k], key)));
        }
        b.CreateBr(after);
      }
      b.SetInsertPoint(slow);
      Value* one = b.CreateCall(decide_, {at, verdict});
      put(words[0], b.CreateTrunc(one, u.i8));
      const auto word = [&](Value* k) {
        Value* offset = b.CreateAdd(b.CreateMul(k, b.getInt32(VerdictLayout::kSize)), b.getInt32(VerdictLayout::kFirst));
        return b.CreateLoad(u.i8, b.CreateInBoundsGEP(u.i8, verdict, b.CreateAdd(offset, b.getInt32(VerdictLayout::kWord))));
      };
      const auto outputs = static_cast<std::uint32_t>(p.outputs.size());
      for (std::uint32_t k = 0; k < outputs && unrolled; ++k) put(words[k + 1], word(b.getInt32(k)));
      if (!unrolled) {
        loop(b, b.getInt32(outputs), "outputs", [&](Value* k) {
          put(b.CreateLoad(u.ptr, b.CreateInBoundsGEP(u.ptr, f->getArg(1), b.CreateAdd(k, b.getInt32(1)))), word(k));
        });
      }
      Value* before = b.CreateLoad(u.i32, kept);
      b.CreateStore(b.CreateSelect(b.CreateICmpEQ(before, b.getInt32(kOk)), one, before), kept);
      b.CreateBr(after);
      b.SetInsertPoint(after);
    });
  });
  b.CreateRet(b.CreateLoad(u.i32, kept));
  return f;
}

}  // namespace jur::lower
