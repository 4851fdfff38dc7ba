// Private to emit/: a decision compiled for one machine, in memory.
#pragma once
#include <memory>
#include <string>

#include "core/program.h"
#include "emit/machine.h"
#include "lower/lower.h"

namespace jur::emit {

struct CompileOptions {
  std::string target;  // triple; "" for this machine
  std::string cpu;
  lower::Strategy strategy = lower::Strategy::Automatic;
  bool interface_only = false;  // what headers need; the module is not to be used
  bool assembly = false;
};

struct Compiled {
  // Before the module, which lives in it.
  std::unique_ptr<llvm::LLVMContext> context;
  std::unique_ptr<llvm::TargetMachine> target;
  std::unique_ptr<llvm::Module> module;  // optimised
  lower::Lowered code;
  std::string assembly;  // of the optimised module, where asked for

  std::string bad_target;  // in words: why no code can be made for the target; then the rest is empty
  std::string help;        // what to do about that, where there is something
  std::string internal;    // in words: the module is broken
  [[nodiscard]] bool ok() const { return bad_target.empty() && internal.empty(); }
};

// Precondition: lower::not_lowerable says nothing. `name` is the module's.
[[nodiscard]] Compiled compile(const core::Program& program, const std::string& name, const CompileOptions& options);

}  // namespace jur::emit
