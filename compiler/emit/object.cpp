#include "emit/object.h"

#include <llvm/ADT/SmallVector.h>
#include <llvm/IR/LegacyPassManager.h>
#include <llvm/Object/ArchiveWriter.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/raw_ostream.h>

namespace jur::emit {

Bytes object_file(llvm::Module& module, llvm::TargetMachine& target) {
  llvm::SmallVector<char, 0> buffer;
  llvm::raw_svector_ostream stream(buffer);
  llvm::legacy::PassManager passes;
  if (target.addPassesToEmitFile(passes, stream, nullptr, llvm::CodeGenFileType::ObjectFile)) {
    return {"", "it has no object files"};
  }
  passes.run(module);
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
