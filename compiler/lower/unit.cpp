#include "lower/unit.h"

#include <llvm/IR/Constants.h>

#include "lower/search.h"

namespace jur::lower {

Unit::Unit(const core::Program& p, const LowerOptions& o, llvm::Module& m, bool conduct)
    : program(p),
      options(o),
      module(m),
      context(m.getContext()),
      names(c_names(p, o.prefix)),
      layout(case_layout(p)),
      clashes(conduct ? Clashes(p, o.clashes) : Clashes::none(p)),
      i1(llvm::Type::getInt1Ty(context)),
      i8(llvm::Type::getInt8Ty(context)),
      i16(llvm::Type::getInt16Ty(context)),
      i32(llvm::Type::getInt32Ty(context)),
      i64(llvm::Type::getInt64Ty(context)),
      ptr(llvm::PointerType::getUnqual(context)),
      void_(llvm::Type::getVoidTy(context)) {}

Unit::~Unit() = default;

const Finder& Unit::finder(const std::vector<core::ActId>& acts) {
  auto& known = finders_[acts];
  if (known == nullptr) known = std::make_unique<Finder>(make_finder(*this, problem_of(program, clashes, acts)));
  return *known;
}

llvm::GlobalVariable* Unit::table(llvm::Constant* data, const std::string& name) {
  auto* global =
      new llvm::GlobalVariable(module, data->getType(), true, llvm::GlobalValue::PrivateLinkage, data, names.prefix + "." + name);
  global->setUnnamedAddr(llvm::GlobalValue::UnnamedAddr::Global);
  return global;
}

llvm::Constant* Unit::text(const std::string& s) {
  auto& known = texts_[s];
  if (known == nullptr) known = table(llvm::ConstantDataArray::getString(context, s), "text");
  return known;
}

llvm::Function* Unit::function(llvm::Type* result, llvm::ArrayRef<llvm::Type*> parameters, const std::string& name,
                               bool exported) {
  auto* type = llvm::FunctionType::get(result, parameters, false);
  const auto linkage = exported ? llvm::GlobalValue::ExternalLinkage : llvm::GlobalValue::InternalLinkage;
  auto* f = llvm::Function::Create(type, linkage, names.prefix + (exported ? "_" : ".") + name, module);
  if (exported) f->setVisibility(llvm::GlobalValue::ProtectedVisibility);
  f->setDoesNotThrow();
  f->addFnAttr("no-builtins");
  f->addFnAttr(llvm::Attribute::MustProgress);
  return f;
}

void loop(Builder& b, Value* count, const std::string& name, const std::function<void(Value*)>& body) {
  llvm::Function* f = b.GetInsertBlock()->getParent();
  llvm::LLVMContext& context = f->getContext();
  llvm::BasicBlock* before = b.GetInsertBlock();
  auto* head = llvm::BasicBlock::Create(context, name, f);
  auto* inside = llvm::BasicBlock::Create(context, name + ".body", f);
  auto* after = llvm::BasicBlock::Create(context, name + ".end", f);
  b.CreateBr(head);
  b.SetInsertPoint(head);
  llvm::PHINode* i = b.CreatePHI(b.getInt32Ty(), 2, name + ".i");
  i->addIncoming(b.getInt32(0), before);
  b.CreateCondBr(b.CreateICmpULT(i, count), inside, after);
  b.SetInsertPoint(inside);
  body(i);
  i->addIncoming(b.CreateAdd(i, b.getInt32(1)), b.GetInsertBlock());
  b.CreateBr(head);
  b.SetInsertPoint(after);
}

void in_blocks(Builder& b, Value* whole, std::uint64_t most, const std::function<void(Value* done, Value* count)>& body) {
  llvm::Function* f = b.GetInsertBlock()->getParent();
  llvm::BasicBlock* before = b.GetInsertBlock();
  const auto block = [&](const char* name) { return llvm::BasicBlock::Create(f->getContext(), name, f); };
  auto* head = block("next");
  auto* inside = block("block");
  auto* after = block("end");
  const auto number = [&](std::uint64_t n) { return llvm::ConstantInt::get(whole->getType(), n); };
  b.CreateBr(head);
  b.SetInsertPoint(head);
  llvm::PHINode* done = b.CreatePHI(whole->getType(), 2);
  done->addIncoming(number(0), before);
  b.CreateCondBr(b.CreateICmpULT(done, whole), inside, after);
  b.SetInsertPoint(inside);
  Value* count = b.CreateBinaryIntrinsic(llvm::Intrinsic::umin, b.CreateSub(whole, done), number(most));
  body(done, count);
  done->addIncoming(b.CreateAdd(done, count), b.GetInsertBlock());
  b.CreateBr(head);
  b.SetInsertPoint(after);
}

void when(Builder& b, Value* condition, const std::string& name, const std::function<void()>& body) {
  llvm::Function* f = b.GetInsertBlock()->getParent();
  auto* inside = llvm::BasicBlock::Create(f->getContext(), name, f);
  auto* after = llvm::BasicBlock::Create(f->getContext(), name + ".end", f);
  b.CreateCondBr(condition, inside, after);
  b.SetInsertPoint(inside);
  body();
  b.CreateBr(after);
  b.SetInsertPoint(after);
}

void copy(Builder& b, Value* to, Value* from, std::uint32_t bytes, std::uint32_t align) {
  constexpr std::uint32_t kInline = 512;
  const llvm::Align at(align);
  if (bytes <= kInline) {
    b.CreateMemCpyInline(to, at, from, at, b.getInt64(bytes));
    return;
  }
  llvm::IntegerType* word = b.getIntNTy(align * 8);
  loop(b, b.getInt32(bytes / align), "copy", [&](Value* i) {
    b.CreateAlignedStore(b.CreateAlignedLoad(word, b.CreateInBoundsGEP(word, from, i), at), b.CreateInBoundsGEP(word, to, i), at);
  });
}

bool is_false(Value* v) {
  const auto* c = llvm::dyn_cast<llvm::ConstantInt>(v);
  return c != nullptr && c->isZero();
}

bool is_true(Value* v) {
  const auto* c = llvm::dyn_cast<llvm::ConstantInt>(v);
  return c != nullptr && c->getType()->isIntegerTy(1) && c->isOne();
}

Value* both(Builder& b, Value* x, Value* y) {
  if (is_false(x) || is_true(y) || x == y) return x;
  if (is_false(y) || is_true(x)) return y;
  return b.CreateAnd(x, y);
}

Value* either(Builder& b, Value* x, Value* y) {
  if (is_true(x) || is_false(y) || x == y) return x;
  if (is_true(y) || is_false(x)) return y;
  return b.CreateOr(x, y);
}

}  // namespace jur::lower
