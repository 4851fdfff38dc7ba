#include "emit/machine.h"

#include <llvm/Analysis/CGSCCPassManager.h>
#include <llvm/IR/Verifier.h>
#include <llvm/MC/MCSubtargetInfo.h>
#include <llvm/MC/TargetRegistry.h>
#include <llvm/Passes/PassBuilder.h>
#include <llvm/Support/TargetSelect.h>
#include <llvm/Support/raw_ostream.h>
#include <llvm/TargetParser/Host.h>
#include <llvm/TargetParser/Triple.h>

namespace jur::emit {

Machine machine(const std::string& triple, const std::string& cpu, Effort effort) {
  llvm::InitializeAllTargetInfos();
  llvm::InitializeAllTargets();
  llvm::InitializeAllTargetMCs();
  llvm::InitializeAllAsmPrinters();
  const std::string name = llvm::Triple::normalize(triple.empty() ? llvm::sys::getDefaultTargetTriple() : triple);
  Machine out;
  const llvm::Target* target = llvm::TargetRegistry::lookupTarget(name, out.error);
  if (target == nullptr) return out;
  const std::unique_ptr<llvm::MCSubtargetInfo> subtarget(target->createMCSubtargetInfo(name, "", ""));
  if (!cpu.empty() && (!subtarget || !subtarget->isCPUStringValid(cpu))) {
    out.error = "it has no processor `" + cpu + "`";
    return out;
  }
  const auto level = effort == Effort::Fast ? llvm::CodeGenOptLevel::None : llvm::CodeGenOptLevel::Default;
  out.target.reset(target->createTargetMachine(name, cpu, "", {}, llvm::Reloc::PIC_, std::nullopt, level));
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
