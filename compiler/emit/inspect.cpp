#include "emit/inspect.h"

#include <llvm/Object/Archive.h>
#include <llvm/Object/ObjectFile.h>
#include <llvm/Support/MemoryBuffer.h>

#include "emit/record.h"

namespace jur::emit {
namespace {

bool is_record(llvm::StringRef name) { return name == ".jur" || name == "__jur"; }

// False after `out.why` was set.
bool look(const llvm::object::Binary& binary, Inspected& out);

// LLVM takes a member to be as long as its head says.
bool is_cut(const llvm::object::Archive& archive, const llvm::object::Archive::Child& child) {
  auto bytes = child.getBuffer();
  const bool cut = !archive.isThin() && bytes && bytes->end() > archive.getData().end();
  llvm::consumeError(bytes.takeError());
  return cut;
}

bool look_in(const llvm::object::Archive& archive, Inspected& out) {
  llvm::Error failed = llvm::Error::success();
  for (const llvm::object::Archive::Child& child : archive.children(failed)) {
    if (is_cut(archive, child)) {
      out.why = "it is a broken archive";
      break;
    }
    auto member = child.getAsBinary();
    if (!member) {
      llvm::consumeError(member.takeError());  // not every member is code
      continue;
    }
    if (!look(**member, out)) break;
  }
  if (failed) out.why = "it is a broken archive";
  llvm::consumeError(std::move(failed));
  return out.why.empty();
}

bool look(const llvm::object::Binary& binary, Inspected& out) {
  if (const auto* archive = llvm::dyn_cast<llvm::object::Archive>(&binary)) return look_in(*archive, out);
  const auto* object = llvm::dyn_cast<llvm::object::ObjectFile>(&binary);
  if (object == nullptr) return true;
  for (const llvm::object::SectionRef& section : object->sections()) {
    auto name = section.getName();
    if (!name || !is_record(*name)) {
      llvm::consumeError(name.takeError());
      continue;
    }
    auto bytes = section.getContents();
    const bool whole = bytes && unpack_records(*bytes, out.records);
    llvm::consumeError(bytes.takeError());
    if (!whole) {
      out.records.clear();
      out.why = "what it says of its decisions is damaged";
      return false;
    }
  }
  return true;
}

}  // namespace

Inspected inspect(std::string_view bytes) {
  Inspected out;
  const llvm::MemoryBufferRef buffer(llvm::StringRef(bytes.data(), bytes.size()), "library");
  auto binary = llvm::object::createBinary(buffer);
  if (!binary) {
    llvm::consumeError(binary.takeError());
    out.why = "it is no library, object file, program or wasm module";
    return out;
  }
  if (look(**binary, out) && out.records.empty()) out.why = "it has no section `.jur`";
  return out;
}

}  // namespace jur::emit
