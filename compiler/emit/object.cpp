#include "emit/object.h"

#include <llvm/ADT/SmallVector.h>
#include <llvm/IR/DiagnosticInfo.h>
#include <llvm/IR/DiagnosticPrinter.h>
#include <llvm/IR/LLVMContext.h>
#include <llvm/IR/LegacyPassManager.h>
#include <llvm/Object/ArchiveWriter.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/raw_ostream.h>

namespace jur::emit {
namespace {

// What a target cannot do it says here; without a handler LLVM would end the process.
void note(const llvm::DiagnosticInfo* said, void* problem) {
  if (said->getSeverity() != llvm::DS_Error) return;
  auto& text = *static_cast<std::string*>(problem);
  if (!text.empty()) return;
  llvm::raw_string_ostream stream(text);
  llvm::DiagnosticPrinterRawOStream printer(stream);
  said->print(printer);
}

}  // namespace

Bytes object_file(llvm::Module& module, llvm::TargetMachine& target) {
  llvm::SmallVector<char, 0> buffer;
  llvm::raw_svector_ostream stream(buffer);
  llvm::legacy::PassManager passes;
  if (target.addPassesToEmitFile(passes, stream, nullptr, llvm::CodeGenFileType::ObjectFile)) {
    return {"", "it has no object files"};
  }
  std::string problem;
  module.getContext().setDiagnosticHandlerCallBack(note, &problem);
  passes.run(module);
  module.getContext().setDiagnosticHandlerCallBack(nullptr);
  if (!problem.empty()) return {"", problem.substr(0, problem.find('\n'))};
  return {std::string(buffer.begin(), buffer.end()), ""};
}

Bytes archive(const std::string& object, const std::string& member) {
  const auto buffer = llvm::MemoryBuffer::getMemBuffer(object, member, false);
  std::vector<llvm::NewArchiveMember> members;
  members.emplace_back(buffer->getMemBufferRef());
  members[0].MemberName = member;
  auto out =
      llvm::writeArchiveToBuffer(members, llvm::SymtabWritingMode::NormalSymtab, llvm::object::Archive::K_GNU, true, false);
  if (!out) return {"", llvm::toString(out.takeError())};
  return {(*out)->getBuffer().str(), ""};
}

}  // namespace jur::emit
