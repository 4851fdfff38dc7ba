#include "emit/compile.h"

#include <llvm/Support/raw_ostream.h>

#include "emit/record.h"
#include "emit/versions.h"

namespace jur::emit {

Compiled compile(const core::Program& program, const std::string& name, const CompileOptions& options) {
  Compiled out;
  Machine made = machine(options.target, options.cpu, Effort::Full);
  if (!made.target) {
    out.bad_target = made.error;
    out.help = made.help;
    return out;
  }
  out.target = std::move(made.target);
  if (out.target->createDataLayout().isBigEndian()) {
    out.bad_target = "it stores numbers with the highest byte first";
    out.help = "machines that store the lowest byte first will do, such as `aarch64-linux-gnu` or `powerpc64le-linux-gnu`";
    return out;
  }
  if (out.target->createDataLayout().getABIIntegerTypeAlignment(64) != llvm::Align(8)) {
    out.bad_target = "its 64-bit numbers are not aligned to 8 bytes";
    return out;
  }
  out.context = std::make_unique<llvm::LLVMContext>();
  out.module = new_module(*out.context, *out.target, name);
  lower::LowerOptions how;
  how.strategy = options.strategy;
  if (!options.cpu.empty()) how.processor = out.target->getTargetCPU().str();
  how.lookups = has_lookups(*out.target);
  how.versions = options.cpu.empty() && has_versions(*out.module);
  out.code = lower::lower(program, how, *out.module);
  if (options.interface_only) return out;
  if (!out.code.vectors.empty()) add_versions(*out.module, out.code.vectors);
  add_record(*out.module, record_of(program, out.code, out.target->getTargetTriple().str()));
  out.internal = optimise(*out.module, *out.target, Effort::Full);
  if (!options.assembly || !out.internal.empty()) return out;
  llvm::raw_string_ostream stream(out.assembly);
  out.module->print(stream, nullptr);
  return out;
}

}  // namespace jur::emit
