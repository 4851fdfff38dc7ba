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
};

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
  std::vector<std::string> known{"native"};
  if (subtarget) {
    for (const llvm::SubtargetSubTypeKV& one : subtarget->getAllProcessorDescriptions()) {
      if (subtarget->isCPUStringValid(one.Key)) known.emplace_back(one.Key);
    }
  }
  const auto near = nearest(cpu, known);
  return {"", "",
          "it has no processor `" + cpu + "`" + (near ? ", but `" + *near + "`" : "") + "; those known are " +
              llvm::join(known, ", ")};
}

}  // namespace

Machine machine(const std::string& triple, const std::string& cpu, Effort effort) {
  llvm::InitializeAllTargetInfos();
  llvm::InitializeAllTargets();
  llvm::InitializeAllTargetMCs();
  llvm::InitializeAllAsmPrinters();
  llvm::InitializeAllAsmParsers();  // for the few instructions that versions.cpp asks for by name
  const std::string name = llvm::Triple::normalize(triple.empty() ? llvm::sys::getDefaultTargetTriple() : triple);
  Machine out;
  const llvm::Target* target = llvm::TargetRegistry::lookupTarget(name, out.error);
  if (target == nullptr) return out;
  const Processor wanted = processor(llvm::Triple(name), *target, cpu);
  out.error = wanted.error;
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
