// Private to emit/: code for several processors in one module, chosen when it is first called.
#pragma once
#include <string>
#include <vector>

#include <llvm/IR/Module.h>
#include <llvm/Target/TargetMachine.h>

#include "lower/lower.h"

namespace jur::emit {

// Whether code for the target can be made so: for x86-64.
[[nodiscard]] bool has_versions(const llvm::Module& module);

// Of each exported function named there is then one for any processor of the architecture, one for x86-64-v3, one for
// x86-64-v4 and, where given, one for x86-64-v4 with AVX-512 VBMI, whichever functions it calls with it. The function itself asks
// a byte of the module which one to call; the first call, or several at once, find that out from the processor and the system and
// write the same byte. No lock, no library.
void add_versions(llvm::Module& module, const std::vector<lower::Vectors>& functions);

// Whether the processor looks bytes up in vector registers, as lower::LowerOptions asks.
[[nodiscard]] bool has_lookups(const llvm::TargetMachine& target);

}  // namespace jur::emit
