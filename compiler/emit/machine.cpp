#include "emit/machine.h"

#include <algorithm>

#include <llvm/ADT/StringExtras.h>
#include <llvm/Analysis/CGSCCPassManager.h>
#include <llvm/IR/Verifier.h>
#include <llvm/MC/MCSubtargetInfo.h>
#include <llvm/MC/TargetRegistry.h>
#include <llvm/Passes/PassBuilder.h>
#include <llvm/Support/TargetSelect.h>
#include <llvm/Support/raw_ostream.h>
#include <llvm/TargetParser/Host.h>
#include <llvm/TargetParser/SubtargetFeature.h>
#include <llvm/TargetParser/Triple.h>

#include "base/nearest.h"

namespace jur::emit {
namespace {

struct Processor {
  std::string name;
  std::string features;
  std::string error;
  std::string help = {};
};

void initialise() {
  llvm::InitializeAllTargetInfos();
  llvm::InitializeAllTargets();
  llvm::InitializeAllTargetMCs();
  llvm::InitializeAllAsmPrinters();
  llvm::InitializeAllAsmParsers();  // for the few instructions that versions.cpp asks for by name
}

std::string normal(const std::string& triple) {
  return llvm::Triple::normalize(triple.empty() ? llvm::sys::getDefaultTargetTriple() : triple);
}

// Null with words for what is wrong.
const llvm::Target* look_up(const std::string& name, Machine& out) {
  std::string told;
  const llvm::Target* target = llvm::TargetRegistry::lookupTarget(name, told);
  if (target != nullptr) return target;
  out.error = "no such architecture is known";
  out.help = "write ARCHITECTURE-SYSTEM, such as `x86_64-linux-gnu`, `aarch64-linux-gnu` or `riscv64-linux-gnu`";
  return nullptr;
}

std::vector<std::string> names_of(const llvm::MCSubtargetInfo& subtarget) {
  std::vector<std::string> out{"native"};
  for (const llvm::SubtargetSubTypeKV& one : subtarget.getAllProcessorDescriptions()) {
    if (subtarget.isCPUStringValid(one.Key)) out.emplace_back(one.Key);
  }
  return out;
}

// This machine's: its name, and what it has of all that processors of that name may have.
Processor native(const llvm::Triple& triple) {
  if (triple.getArch() != llvm::Triple(llvm::sys::getProcessTriple()).getArch())
    return {"", "", "`native` is this machine's processor, which is of another architecture"};
  llvm::SubtargetFeatures features;
  for (const auto& [name, has] : llvm::sys::getHostCPUFeatures()) features.AddFeature(name, has);
  std::vector<std::string> sorted = features.getFeatures();
  std::sort(sorted.begin(), sorted.end());
  return {llvm::sys::getHostCPUName().str(), llvm::join(sorted, ","), ""};
}

Processor processor(const llvm::Triple& triple, const llvm::Target& target, const std::string& cpu) {
  if (cpu == "native") return native(triple);
  const std::unique_ptr<llvm::MCSubtargetInfo> subtarget(target.createMCSubtargetInfo(triple.str(), "", ""));
  if (cpu.empty() || (subtarget && subtarget->isCPUStringValid(cpu))) return {cpu, "", ""};
  const auto near = subtarget ? nearest(cpu, names_of(*subtarget)) : std::nullopt;
  const bool x86 = triple.getArch() == llvm::Triple::x86_64;
  return {"", "", "it has no processor `" + cpu + "`" + (near ? ", but `" + *near + "`" : ""),
          std::string("write ") + (x86 ? "`x86-64`, `x86-64-v2`, `x86-64-v3`, `x86-64-v4` or " : "") +
              "`native`, which is this machine's; `--cpu list` lists all"};
}

}  // namespace

Processors processors(const std::string& triple) {
  initialise();
  const std::string name = normal(triple);
  Machine problem;
  const llvm::Target* target = look_up(name, problem);
  if (target == nullptr) return {{}, problem.error, problem.help};
  const std::unique_ptr<llvm::MCSubtargetInfo> subtarget(target->createMCSubtargetInfo(name, "", ""));
  return {subtarget ? names_of(*subtarget) : std::vector<std::string>{"native"}, "", ""};
}

Machine machine(const std::string& triple, const std::string& cpu, Effort effort) {
  initialise();
  const std::string name = normal(triple);
  Machine out;
  const llvm::Target* target = look_up(name, out);
  if (target == nullptr) return out;
  const Processor wanted = processor(llvm::Triple(name), *target, cpu);
  out.error = wanted.error;
  out.help = wanted.help;
  if (!out.error.empty()) return out;
  const auto level = effort == Effort::Fast ? llvm::CodeGenOptLevel::None : llvm::CodeGenOptLevel::Default;
  out.target.reset(target->createTargetMachine(name, wanted.name, wanted.features, {}, llvm::Reloc::PIC_, std::nullopt, level));
  if (!out.target) out.error = "it generates no code";
  return out;
}

std::unique_ptr<llvm::Module> new_module(llvm::LLVMContext& context, const llvm::TargetMachine& target, const std::string& name) {
  auto module = std::make_unique<llvm::Module>(name, context);
  module->setTargetTriple(target.getTargetTriple().str());
  module->setDataLayout(target.createDataLayout());
  module->setPICLevel(llvm::PICLevel::BigPIC);
  return module;
}

std::string optimise(llvm::Module& module, llvm::TargetMachine& target, Effort effort) {
  std::string problem;
  llvm::raw_string_ostream stream(problem);
  if (llvm::verifyModule(module, &stream)) return problem.empty() ? "the module is broken" : problem;

  llvm::LoopAnalysisManager loops;
  llvm::FunctionAnalysisManager functions;
  llvm::CGSCCAnalysisManager components;
  llvm::ModuleAnalysisManager modules;
  llvm::PassBuilder builder(&target);
  builder.registerModuleAnalyses(modules);
  builder.registerCGSCCAnalyses(components);
  builder.registerFunctionAnalyses(functions);
  builder.registerLoopAnalyses(loops);
  builder.crossRegisterProxies(loops, functions, components, modules);
  if (effort == Effort::Fast) {
    builder.buildO0DefaultPipeline(llvm::OptimizationLevel::O0).run(module, modules);
  } else {
    builder.buildPerModuleDefaultPipeline(llvm::OptimizationLevel::O2).run(module, modules);
  }
  return {};
}

}  // namespace jur::emit
