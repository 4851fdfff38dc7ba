// Private to emit/: modules as object files, archives, shared libraries.
#pragma once
#include <string>

#include <llvm/IR/Module.h>
#include <llvm/Target/TargetMachine.h>

namespace jur::emit {

struct Bytes {
  std::string bytes;
  std::string error;       // "" where all went well
  bool no_linker = false;  // this is the error
};

[[nodiscard]] Bytes object_file(llvm::Module& module, llvm::TargetMachine& target);
// An archive of one member, without times or owners.
[[nodiscard]] Bytes archive(const std::string& object, const std::string& member);
// An ELF library that exports the symbols `prefix`_* and needs no other.
[[nodiscard]] Bytes shared_library(const std::string& object, const std::string& soname, const std::string& prefix);
// A WebAssembly module with the exports `prefix`_*, `memory` and `__heap_base`, behind which all memory is the host's.
[[nodiscard]] Bytes wasm_module(const std::string& object, const std::string& prefix);

}  // namespace jur::emit
