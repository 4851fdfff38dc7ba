#include <algorithm>

#include <llvm/IR/Constants.h>

#include "lower/decision.h"
#include "lower/status.h"

// Where verdicts rest on the signals alone, they are constants: one row for each key of the index.
namespace jur::lower {
namespace {

constexpr std::size_t kMaxKeyBits = 8;
constexpr std::uint32_t kMaxVectors = 16;  // of a verdict, copied one by one
constexpr std::size_t kMaxBytes = 32U << 10;

}  // namespace

llvm::GlobalVariable* Decision::verdict_table() {
  if (index_ == nullptr || q.clashes.searched() || index_->key_bits() > kMaxKeyBits ||
      (VerdictLayout::size(p) << index_->key_bits()) > kMaxBytes)
    return nullptr;
  auto* act_type = llvm::StructType::get(u.context, {u.i8, u.i8, u.i16, u.i32, u.i32, u.i32, u.i32, u.i32});
  auto* acts_type = llvm::ArrayType::get(act_type, p.outputs.size());
  auto* padding = llvm::ArrayType::get(u.i8, verdict_stride() - VerdictLayout::size(p));
  llvm::Function* scratch = u.function(u.void_, {u.ptr}, "constants", false);
  Builder b(llvm::BasicBlock::Create(u.context, "entry", scratch));
  std::vector<llvm::Constant*> rows;
  words_.assign(p.outputs.size(), {});
  bool constant = true;
  for (std::uint64_t key = 0; key < std::uint64_t{1} << index_->key_bits() && constant; ++key) {
    const std::uint64_t set = index_->signals_of(key);
    Frame frame(q, b, scratch->getArg(0));
    frame.set(groups_.first_signal(), [&b, set](std::size_t i) { return b.getInt1((set >> i & 1U) != 0); });
    Conduct conduct(frame);
    Reader reader(conduct, nullptr);
    std::vector<llvm::Constant*> acts;
    for (std::size_t o = 0; o < p.outputs.size() && constant; ++o) {
      const Reading r = reader.read(p.outputs[o]);
      const std::vector<Value*> fields = verdict_fields(b, r, b.CreateShl(b.getInt32(1), r.word));
      std::vector<llvm::Constant*> constants;
      for (std::size_t k = 0; k < fields.size(); ++k) {
        auto* c =
            llvm::dyn_cast<llvm::Constant>(b.CreateZExtOrTrunc(fields[k], act_type->getElementType(static_cast<unsigned>(k))));
        constant = constant && c != nullptr;
        constants.push_back(c);
      }
      if (!constant) break;
      acts.push_back(llvm::ConstantStruct::get(act_type, constants));
      words_[o].push_back(static_cast<std::uint8_t>(llvm::cast<llvm::ConstantInt>(constants[0])->getZExtValue()));
    }
    if (constant) {
      rows.push_back(llvm::ConstantStruct::getAnon(
          {b.getInt32(kOk), llvm::ConstantArray::get(acts_type, acts), llvm::Constant::getNullValue(padding)}));
    }
  }
  scratch->eraseFromParent();
  if (!constant) return nullptr;
  verdicts_ = u.table(llvm::ConstantArray::get(llvm::ArrayType::get(rows[0]->getType(), rows.size()), rows), "verdicts");
  verdicts_->setAlignment(llvm::Align(16));
  return verdicts_;
}

std::uint32_t Decision::verdict_stride() const { return (VerdictLayout::size(p) + 15) / 16 * 16; }

void Decision::copy_verdict(Builder& b, Value* key, Value* to) {
  const std::uint32_t bytes = VerdictLayout::size(p);
  Value* row = b.CreateInBoundsGEP(u.i8, verdicts_, b.CreateMul(key, b.getInt64(verdict_stride())));
  if (bytes > kMaxVectors * 16) {
    b.CreateMemCpyInline(to, llvm::Align(4), row, llvm::Align(16), b.getInt64(bytes));
    return;
  }
  // The last vector overlaps the one before it.
  auto* vector = llvm::FixedVectorType::get(u.i32, 4);
  for (std::uint32_t at = 0; at < bytes; at += 16) {
    const std::uint32_t from = std::min(at, bytes - 16);
    Value* part = b.CreateAlignedLoad(vector, b.CreateConstInBoundsGEP1_32(u.i8, row, from), llvm::Align(4));
    b.CreateAlignedStore(part, b.CreateConstInBoundsGEP1_32(u.i8, to, from), llvm::Align(4));
  }
}

}  // namespace jur::lower
