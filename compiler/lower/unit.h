// Private to lower/: what the parts of one decision's code share.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/Module.h>

#include "core/program.h"
#include "lower/clashes.h"
#include "lower/layout.h"
#include "lower/lower.h"
#include "lower/names.h"

namespace jur::lower {

using llvm::Value;
using Builder = llvm::IRBuilder<>;

// Days as 64-bit numbers; these two stand for a period without beginning or end.
inline constexpr std::int64_t kNoBeginning = -(std::int64_t{1} << 50);
inline constexpr std::int64_t kNoEnd = std::int64_t{1} << 50;

struct Finder;

class Unit {
 public:
  // `conduct`: whether the verdicts are worked out on its norms.
  Unit(const core::Program& program, const LowerOptions& options, llvm::Module& module, bool conduct);
  ~Unit();
  Unit(const Unit&) = delete;
  Unit& operator=(const Unit&) = delete;

  // A private constant array; `name` is for readers of the module.
  llvm::GlobalVariable* table(llvm::Constant* data, const std::string& name);
  // The address of a private, zero-terminated text; equal texts share one.
  llvm::Constant* text(const std::string& s);
  // int64 (int64 day, int64 months): the day that many months later, cut to the month's last day.
  llvm::Function* add_months();
  // Code that looks for the clashes of these acts; made once. Where clashes are searched for.
  const Finder& finder(const std::vector<core::ActId>& acts);
  Value* move(Builder& b, Value* day, const std::vector<core::DateStep>& steps);
  llvm::Function* function(llvm::Type* result, llvm::ArrayRef<llvm::Type*> parameters, const std::string& name, bool exported);

  const core::Program& program;
  const LowerOptions& options;
  llvm::Module& module;
  llvm::LLVMContext& context;
  CNames names;
  CaseLayout layout;
  Clashes clashes;

  llvm::IntegerType* i1;
  llvm::IntegerType* i8;
  llvm::IntegerType* i16;
  llvm::IntegerType* i32;
  llvm::IntegerType* i64;
  llvm::PointerType* ptr;
  llvm::Type* void_;

 private:
  std::map<std::string, llvm::Constant*> texts_;
  llvm::Function* add_months_ = nullptr;
  std::map<std::vector<core::ActId>, std::unique_ptr<Finder>> finders_;
};

// for (i = 0; i < count; ++i) body(i), in 32 bits; the builder stands after the loop in the end.
void loop(Builder& b, Value* count, const std::string& name, const std::function<void(Value*)>& body);
// for (done = 0; done < whole; done += count) body(done, count): `count` is `most`, or what is left. In the type of `whole`.
void in_blocks(Builder& b, Value* whole, std::uint64_t most, const std::function<void(Value* done, Value* count)>& body);
// if (condition) body(); the builder stands behind it in the end.
void when(Builder& b, Value* condition, const std::string& name, const std::function<void()>& body);

// Copies bytes that lie at multiples of `align`, their number one as well; many by a loop.
void copy(Builder& b, Value* to, Value* from, std::uint32_t bytes, std::uint32_t align);

// and, or and not that fold constants.
[[nodiscard]] Value* both(Builder& b, Value* x, Value* y);
[[nodiscard]] Value* either(Builder& b, Value* x, Value* y);
[[nodiscard]] bool is_false(Value* v);
[[nodiscard]] bool is_true(Value* v);

}  // namespace jur::lower
