#include <llvm/IR/Constants.h>

#include "lower/decision.h"

// Where verdicts rest on the signals alone, they are constants: one row for each set of signals.
namespace jur::lower {
namespace {

constexpr std::size_t kMaxSignals = 8;
constexpr std::size_t kMaxBytes = 32U << 10;

}  // namespace

llvm::GlobalVariable* Decision::verdict_table() {
  const std::size_t signals = groups_.signals.size();
  if (index_ == nullptr || signals > kMaxSignals || q.clashes.searched() || (VerdictLayout::size(p) << signals) > kMaxBytes)
    return nullptr;
  auto* row = llvm::StructType::get(u.context, {u.i8, u.i8, u.i16, u.i32, u.i32, u.i32, u.i32, u.i32});
  llvm::Function* scratch = u.function(u.void_, {u.ptr}, "constants", false);
  Builder b(llvm::BasicBlock::Create(u.context, "entry", scratch));
  std::vector<llvm::Constant*> rows;
  bool constant = true;
  for (std::uint64_t set = 0; set < std::uint64_t{1} << signals && constant; ++set) {
    Frame frame(q, b, scratch->getArg(0));
    for (std::size_t i = 0; i < signals; ++i) {
      frame.set(groups_.signals[i].cond, [&b, set, i] { return b.getInt1((set >> i & 1U) != 0); });
    }
    Conduct conduct(frame);
    Reader reader(conduct, nullptr);
    for (const core::ActId act : p.outputs) {
      const Reading r = reader.read(act);
      const std::vector<Value*> fields = verdict_fields(b, r, b.CreateShl(b.getInt32(1), r.word));
      std::vector<llvm::Constant*> constants;
      for (std::size_t k = 0; k < fields.size(); ++k) {
        auto* c = llvm::dyn_cast<llvm::Constant>(b.CreateZExtOrTrunc(fields[k], row->getElementType(static_cast<unsigned>(k))));
        constant = constant && c != nullptr;
        constants.push_back(c);
      }
      if (constant) rows.push_back(llvm::ConstantStruct::get(row, constants));
    }
  }
  scratch->eraseFromParent();
  if (!constant) return nullptr;
  llvm::GlobalVariable* table = u.table(llvm::ConstantArray::get(llvm::ArrayType::get(row, rows.size()), rows), "verdicts");
  table->setAlignment(llvm::Align(8));
  return table;
}

}  // namespace jur::lower
