// Private to emit/: targets and the optimisation pipeline.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include <llvm/IR/Module.h>
#include <llvm/Target/TargetMachine.h>

namespace jur::emit {

enum class Effort { Fast, Full };  // for code that is used once, and for code that ships

struct Machine {
  std::unique_ptr<llvm::TargetMachine> target;  // null where there is none
  std::string error;
  std::string help = {};  // what to do about the error, where there is something
};
// `triple` and `cpu`: "" for this machine's architecture and its portable baseline. `cpu` may be "native": this machine's.
[[nodiscard]] Machine machine(const std::string& triple, const std::string& cpu, Effort effort);

// The names that `cpu` may be for a triple, sorted, `native` first.
struct Processors {
  std::vector<std::string> names;
  std::string error;
  std::string help;
};
[[nodiscard]] Processors processors(const std::string& triple);

// An empty module for the machine.
[[nodiscard]] std::unique_ptr<llvm::Module> new_module(llvm::LLVMContext& context, const llvm::TargetMachine& target,
                                                       const std::string& name);
// Verifies, then optimises. What is wrong with the module, or "".
[[nodiscard]] std::string optimise(llvm::Module& module, llvm::TargetMachine& target, Effort effort);

}  // namespace jur::emit
