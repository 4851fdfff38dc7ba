#include "lower/index.h"

#include <map>

#include "lower/frame.h"

namespace jur::lower {

Value* load_column(Unit& u, Builder& b, const Column& column, core::FactId fact, unsigned cases) {
  const std::uint32_t bytes = u.layout.fields[fact.index].bytes;
  return b.CreateAlignedLoad(llvm::FixedVectorType::get(b.getIntNTy(bytes * 8), cases), column(fact), llvm::Align(bytes));
}

llvm::Function* emit_rest(Unit& u, const std::vector<Entry>& entries) {
  llvm::Function* f = u.function(u.i1, {u.ptr, u.i32}, "rest", false);
  Builder b(llvm::BasicBlock::Create(u.context, "entry", f));
  auto* none = llvm::BasicBlock::Create(u.context, "none", f);
  Builder(none).CreateRet(b.getTrue());
  llvm::SwitchInst* choice = b.CreateSwitch(f->getArg(1), none);
  std::map<std::vector<core::CondId>, llvm::BasicBlock*> known;
  for (std::uint32_t i = 0; i < entries.size(); ++i) {
    if (entries[i].rest.empty()) continue;
    llvm::BasicBlock*& block = known[entries[i].rest];
    if (block == nullptr) {
      block = llvm::BasicBlock::Create(u.context, "rest", f);
      Builder inside(block);
      Frame frame(u, inside, f->getArg(0));
      Value* holds = inside.getTrue();
      for (const core::CondId c : entries[i].rest) holds = both(inside, holds, frame.cond(c));
      inside.CreateRet(holds);
    }
    choice->addCase(b.getInt32(i), block);
  }
  return f;
}

}  // namespace jur::lower
