// Private to emit/: code for several processors in one module, chosen when it is first called.
#pragma once
#include <string>
#include <vector>

#include <llvm/IR/Module.h>

namespace jur::emit {

// Whether code for the target can be made so: for x86-64.
[[nodiscard]] bool has_versions(const llvm::Module& module);

// Of each exported function named there is then one for any processor of the architecture, one for x86-64-v3 and one for
// x86-64-v4, whichever functions it calls with it. The function itself asks a byte of the module which one to call; the first
// call, or several at once, find that out from the processor and the system and write the same byte. No lock, no library.
void add_versions(llvm::Module& module, const std::vector<std::string>& functions);

}  // namespace jur::emit
