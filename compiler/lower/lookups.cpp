#include <map>

#include <llvm/IR/Constants.h>
#include <llvm/IR/MDBuilder.h>

#include "lower/decision.h"
#include "lower/lookup.h"
#include "lower/status.h"

// NAME_decide_columns and NAME_decide_many for processors that look bytes up in vector registers: kRegister cases at once, where
// all of them are plain.
namespace jur::lower {
namespace {

constexpr std::uint32_t kMostRegisters = 32;  // of structs that are taken apart

class Blocks {
 public:
  // (…, size count, …) with the count second.
  Blocks(Unit& unit, llvm::Function* f) : u(unit), f_(f), b(llvm::BasicBlock::Create(u.context, "entry", f)) {
    kept_ = b.CreateAlloca(u.i32, nullptr, "status");
    b.CreateStore(b.getInt32(kOk), kept_);
  }
  [[nodiscard]] Builder& builder() { return b; }
  [[nodiscard]] Value* number(std::uint64_t n) const { return llvm::ConstantInt::get(f_->getArg(1)->getType(), n); }
  [[nodiscard]] Value* element(Value* base, Value* i, std::uint64_t bytes) {
    return b.CreateInBoundsGEP(u.i8, base, b.CreateMul(b.CreateZExtOrTrunc(i, f_->getArg(1)->getType()), number(bytes)));
  }
  // Each block of cases is put to `valid`, then to `plain` or, as the last few are, to `other`, which gives a status.
  void emit(const std::function<Value*(Value* first)>& valid, const std::function<void(Value* first)>& plain,
            const std::function<Value*(Value* first, Value* count)>& other) {
    auto* entry = b.GetInsertBlock();
    auto* head = block("next");
    auto* body = block("block");
    auto* joined = block("plain");
    auto* slow = block("other");
    auto* after = block("after");
    auto* end = block("end");
    Value* count = f_->getArg(1);
    Value* whole = b.CreateAnd(count, llvm::ConstantInt::getSigned(count->getType(), -std::int64_t{kRegister}));
    b.CreateBr(head);
    b.SetInsertPoint(head);
    llvm::PHINode* first = b.CreatePHI(count->getType(), 2);
    b.CreateCondBr(b.CreateICmpULT(first, whole), body, end);
    b.SetInsertPoint(body);
    b.CreateCondBr(valid(first), joined, slow, llvm::MDBuilder(u.context).createLikelyBranchWeights());
    b.SetInsertPoint(joined);
    plain(first);
    b.CreateBr(after);
    b.SetInsertPoint(slow);
    keep(other(first, number(kRegister)));
    b.CreateBr(after);
    b.SetInsertPoint(after);
    first->addIncoming(number(0), entry);
    first->addIncoming(b.CreateAdd(first, number(kRegister)), after);
    b.CreateBr(head);
    b.SetInsertPoint(end);
    keep(other(whole, b.CreateSub(count, whole)));
    b.CreateRet(b.CreateLoad(u.i32, kept_));
  }

 private:
  llvm::BasicBlock* block(const char* name) { return llvm::BasicBlock::Create(u.context, name, f_); }
  void keep(Value* status) {
    Value* before = b.CreateLoad(u.i32, kept_);
    b.CreateStore(b.CreateSelect(b.CreateICmpEQ(before, b.getInt32(kOk)), status, before), kept_);
  }

  Unit& u;
  llvm::Function* f_;
  Builder b;
  Value* kept_;
};

}  // namespace

bool Decision::looks_up() const { return (u.options.versions || u.options.lookups) && joins_columns() && index_->looks_up(); }

bool Decision::looks_up_structs() const { return u.layout.size <= kMostRegisters && looks_up(); }

llvm::Function* Decision::emit_columns_looked_up(llvm::Function* gathered) {
  llvm::Type* size = u.module.getDataLayout().getIntPtrType(u.context);
  const bool exported = u.options.lookups;
  llvm::Function* f = u.function(u.i32, {u.ptr, size, u.ptr}, exported ? "decide_columns" : "decide_columns.lookups", exported);
  Blocks blocks(u, f);
  Builder& b = blocks.builder();
  std::vector<Value*> columns(p.facts.size());
  const std::vector<Value*> in_order = pointers_in(b, f->getArg(0), p.facts.size());
  for (std::size_t k = 0; k < in_order.size(); ++k) columns[u.layout.order[k].index] = in_order[k];
  const std::vector<Value*> words = pointers_in(b, f->getArg(2), p.outputs.size() + 1);
  std::vector<Value*> values(p.facts.size());
  const Values value = [&](core::FactId id) { return values[id.index]; };
  blocks.emit(
      [&](Value* first) {
        const Column column = [&](core::FactId id) {
          return blocks.element(columns[id.index], first, u.layout.fields[id.index].bytes);
        };
        for (const core::FactId id : p.facts.ids()) values[id.index] = load_column(u, b, column, id, kRegister);
        return all_valid(b, value);
      },
      [&](Value* first) {
        auto* none = llvm::Constant::getNullValue(llvm::FixedVectorType::get(u.i8, kRegister));
        b.CreateAlignedStore(none, blocks.element(words[0], first, 1), llvm::Align(1));
        const Lookup key(u, b, index_->look_up_keys(b, value), std::size_t{1} << index_->key_bits());
        for (std::size_t k = 0; k < words_.size(); ++k) {
          b.CreateAlignedStore(key.in(words_[k]), blocks.element(words[k + 1], first, 1), llvm::Align(1));
        }
      },
      [&](Value* first, Value* count) { return b.CreateCall(gathered, {f->getArg(0), f->getArg(2), first, count}); });
  return f;
}

llvm::Function* Decision::emit_many_looked_up() {
  llvm::Type* size = u.module.getDataLayout().getIntPtrType(u.context);
  const bool exported = u.options.lookups;
  llvm::Function* f = u.function(u.i32, {u.ptr, size, u.ptr}, exported ? "decide_many" : "decide_many.lookups", exported);
  Blocks blocks(u, f);
  Builder& b = blocks.builder();
  auto* bytes = llvm::FixedVectorType::get(u.i8, kRegister);
  llvm::AllocaInst* keys = b.CreateAlloca(bytes, nullptr, "keys");
  std::vector<Value*> values(p.facts.size());
  const Values value = [&](core::FactId id) { return values[id.index]; };
  const std::uint32_t verdict_bytes = VerdictLayout::size(p);
  blocks.emit(
      [&](Value* first) {
        std::vector<Value*> registers;
        for (std::uint32_t k = 0; k < u.layout.size; ++k) {
          Value* at = b.CreateConstInBoundsGEP1_32(bytes, blocks.element(f->getArg(0), first, u.layout.size), k);
          registers.push_back(b.CreateAlignedLoad(bytes, at, llvm::Align(1)));
        }
        for (const core::FactId id : p.facts.ids()) values[id.index] = field_of(b, registers, u.layout.fields[id.index]);
        return all_valid(b, value);
      },
      [&](Value* first) {
        b.CreateAlignedStore(index_->look_up_keys(b, value), keys, llvm::Align(kRegister));
        loop(b, b.getInt32(kRegister), "verdict", [&](Value* i) {
          Value* key = b.CreateZExt(b.CreateLoad(u.i8, b.CreateInBoundsGEP(u.i8, keys, i)), u.i64);
          copy_verdict(b, key, blocks.element(f->getArg(2), b.CreateAdd(first, b.CreateZExtOrTrunc(i, size)), verdict_bytes));
        });
      },
      [&](Value* first, Value* count) {
        Value* cases = blocks.element(f->getArg(0), first, u.layout.size);
        return b.CreateCall(decide_many_, {cases, count, blocks.element(f->getArg(2), first, verdict_bytes)});
      });
  return f;
}

}  // namespace jur::lower
