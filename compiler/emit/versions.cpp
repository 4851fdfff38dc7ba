#include "emit/versions.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/InlineAsm.h>
#include <llvm/IR/MDBuilder.h>
#include <llvm/MC/MCSubtargetInfo.h>
#include <llvm/TargetParser/Triple.h>
#include <llvm/Transforms/Utils/Cloning.h>

namespace jur::emit {
namespace {

using Builder = llvm::IRBuilder<>;
using llvm::Value;

constexpr std::uint8_t kAny = 1, kV3 = 3, kV4 = 4, kLookups = 5;  // the last: kV4 with AVX-512 VBMI

// What the levels are made of, by the processor's manual: bits of what `cpuid` gives, and of the registers that the system
// saves.
constexpr std::uint32_t kLeaf1C =
    1U << 0 | 1U << 9 | 1U << 12 | 1U << 13 | 1U << 19 | 1U << 20 | 1U << 22 | 1U << 23 | 1U << 27 | 1U << 28 | 1U << 29;
constexpr std::uint32_t kLeaf7BV3 = 1U << 3 | 1U << 5 | 1U << 8;
constexpr std::uint32_t kLeaf7BV4 = 1U << 16 | 1U << 17 | 1U << 28 | 1U << 30 | 1U << 31, kLeaf7CLookups = 1U << 1;
constexpr std::uint32_t kExtendedC = 1U << 0 | 1U << 5;
constexpr std::uint32_t kSavedV3 = 0x06, kSavedV4 = 0xE6;

class Versions {
 public:
  explicit Versions(llvm::Module& module)
      : m_(module), i8_(llvm::Type::getInt8Ty(m_.getContext())), i32_(llvm::Type::getInt32Ty(m_.getContext())) {
    level_ =
        new llvm::GlobalVariable(m_, i8_, false, llvm::GlobalValue::InternalLinkage, llvm::ConstantInt::get(i8_, 0), "jur.level");
    find_ = emit_find();
  }

  void add(llvm::Function* f, llvm::Function* lookups) {
    llvm::Function* any = body_of(f);
    std::vector<std::pair<std::uint8_t, llvm::Function*>> versions{{kV4, clone(any, kV4)}, {kV3, clone(any, kV3)}};
    if (lookups != nullptr) versions.insert(versions.begin(), {kLookups, clone(lookups, kLookups)});
    Builder b(llvm::BasicBlock::Create(m_.getContext(), "entry", f));
    llvm::LoadInst* known = b.CreateAlignedLoad(i8_, level_, llvm::Align(1));
    known->setAtomic(llvm::AtomicOrdering::Monotonic);
    auto* first = block("first", f);
    auto* choose = block("choose", f);
    auto* entry = b.GetInsertBlock();
    b.CreateCondBr(b.CreateICmpEQ(known, number8(0)), first, choose,
                   llvm::MDBuilder(m_.getContext()).createUnlikelyBranchWeights());
    b.SetInsertPoint(first);
    Value* found = b.CreateCall(find_);
    b.CreateBr(choose);
    b.SetInsertPoint(choose);
    llvm::PHINode* level = b.CreatePHI(i8_, 2);
    level->addIncoming(known, entry);
    level->addIncoming(found, first);
    std::vector<Value*> args;
    for (llvm::Argument& a : f->args()) args.push_back(&a);
    const auto call = [&](llvm::Function* to) {
      llvm::CallInst* result = b.CreateCall(to, args);
      result->setTailCall();
      b.CreateRet(result);
    };
    for (const auto& [least, to] : versions) {
      auto* here = block("here", f);
      auto* below = block("below", f);
      b.CreateCondBr(b.CreateICmpUGE(level, number8(least)), here, below);
      b.SetInsertPoint(here);
      call(to);
      b.SetInsertPoint(below);
    }
    call(any);
  }

 private:
  llvm::ConstantInt* number8(std::uint8_t n) { return llvm::ConstantInt::get(i8_, n); }
  llvm::BasicBlock* block(const char* name, llvm::Function* f) { return llvm::BasicBlock::Create(m_.getContext(), name, f); }

  // What the function did is done by another, for which all that called it ask now.
  llvm::Function* body_of(llvm::Function* f) {
    auto* body = llvm::Function::Create(f->getFunctionType(), llvm::GlobalValue::InternalLinkage, f->getName() + ".any", m_);
    body->copyAttributesFrom(f);
    f->replaceAllUsesWith(body);
    body->splice(body->begin(), f);
    for (unsigned i = 0; i < f->arg_size(); ++i) f->getArg(i)->replaceAllUsesWith(body->getArg(i));
    return body;
  }

  llvm::Function* clone(llvm::Function* body, std::uint8_t level) {
    const std::string name = body->getName().str() + ".v" + std::to_string(level);
    if (llvm::Function* known = m_.getFunction(name)) return known;
    llvm::ValueToValueMapTy map;
    llvm::Function* out = llvm::CloneFunction(body, map);
    out->setName(name);
    out->setLinkage(llvm::GlobalValue::InternalLinkage);
    out->setVisibility(llvm::GlobalValue::DefaultVisibility);
    const std::uint8_t processor = std::min(level, kV4);
    out->addFnAttr("target-cpu", "x86-64-v" + std::to_string(processor));
    if (level == kLookups) out->addFnAttr("target-features", "+avx512vbmi");
    if (level >= kV4) out->addFnAttr("prefer-vector-width", "512");
    // What it calls is cloned with it.
    for (llvm::BasicBlock& some : *out) {
      for (llvm::Instruction& i : some) {
        auto* call = llvm::dyn_cast<llvm::CallInst>(&i);
        llvm::Function* to = call == nullptr ? nullptr : call->getCalledFunction();
        if (to == nullptr || to->isDeclaration() || to->hasFnAttribute(lower::kRare)) continue;
        call->setCalledFunction(clone(to, processor));
      }
    }
    return out;
  }

  // int8 (): the level of this processor, which it also notes.
  llvm::Function* emit_find() {
    auto* f = llvm::Function::Create(llvm::FunctionType::get(i8_, false), llvm::GlobalValue::InternalLinkage, "jur.find", m_);
    f->addFnAttr(llvm::Attribute::NoInline);
    f->addFnAttr(llvm::Attribute::Cold);
    f->setDoesNotThrow();
    Builder b(block("entry", f));
    const auto all = [&](Value* v, std::uint32_t bits) {
      return b.CreateICmpEQ(b.CreateAnd(v, b.getInt32(bits)), b.getInt32(bits));
    };
    const auto cpuid = [&](std::uint32_t leaf) {
      auto* four = llvm::StructType::get(i32_, i32_, i32_, i32_);
      auto* code = llvm::InlineAsm::get(llvm::FunctionType::get(four, {i32_, i32_}, false), "cpuid",
                                        "={ax},={bx},={cx},={dx},{ax},{cx},~{dirflag},~{fpsr},~{flags}", true);
      return b.CreateCall(code, {b.getInt32(leaf), b.getInt32(0)});
    };
    auto* most = b.CreateExtractValue(cpuid(0), 0);
    Value* extended = b.CreateExtractValue(cpuid(0x80000000U), 0);
    Value* one = b.CreateExtractValue(cpuid(1), 2);
    auto* old = block("old", f);
    auto* modern = block("modern", f);
    Value* enough = b.CreateAnd(b.CreateICmpUGE(most, b.getInt32(7)), b.CreateICmpUGE(extended, b.getInt32(0x80000001U)));
    b.CreateCondBr(b.CreateAnd(enough, all(one, kLeaf1C)), modern, old);
    const auto give = [&](Value* level) {
      b.CreateAlignedStore(level, level_, llvm::Align(1))->setAtomic(llvm::AtomicOrdering::Monotonic);
      b.CreateRet(level);
    };
    b.SetInsertPoint(old);
    give(number8(kAny));
    b.SetInsertPoint(modern);
    Value* leaf = cpuid(7);
    Value* seven = b.CreateExtractValue(leaf, 1);
    Value* more = b.CreateExtractValue(cpuid(0x80000001U), 2);
    auto* two = llvm::StructType::get(i32_, i32_);
    auto* xgetbv = llvm::InlineAsm::get(llvm::FunctionType::get(two, {i32_}, false), "xgetbv",
                                        "={ax},={dx},{cx},~{dirflag},~{fpsr},~{flags}", true);
    Value* saved = b.CreateExtractValue(b.CreateCall(xgetbv, {b.getInt32(0)}), 0);
    Value* v3 = b.CreateAnd(b.CreateAnd(all(seven, kLeaf7BV3), all(more, kExtendedC)), all(saved, kSavedV3));
    Value* v4 = b.CreateAnd(v3, b.CreateAnd(all(seven, kLeaf7BV4), all(saved, kSavedV4)));
    Value* most_of_v4 = b.CreateSelect(all(b.CreateExtractValue(leaf, 2), kLeaf7CLookups), number8(kLookups), number8(kV4));
    give(b.CreateSelect(v4, most_of_v4, b.CreateSelect(v3, number8(kV3), number8(kAny))));
    return f;
  }

  llvm::Module& m_;
  llvm::IntegerType* i8_;
  llvm::IntegerType* i32_;
  llvm::GlobalVariable* level_;
  llvm::Function* find_;
};

}  // namespace

bool has_versions(const llvm::Module& module) { return llvm::Triple(module.getTargetTriple()).getArch() == llvm::Triple::x86_64; }

void add_versions(llvm::Module& module, const std::vector<lower::Vectors>& functions) {
  Versions versions(module);
  for (const lower::Vectors& f : functions) {
    versions.add(module.getFunction(f.function), f.lookups.empty() ? nullptr : module.getFunction(f.lookups));
  }
}

bool has_lookups(const llvm::TargetMachine& target) {
  return target.getTargetTriple().getArch() == llvm::Triple::x86_64 &&
         target.getMCSubtargetInfo()->checkFeatures("+avx512bw,+avx512vbmi");
}

}  // namespace jur::emit
