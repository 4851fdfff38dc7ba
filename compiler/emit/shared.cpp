#include <llvm/ADT/SmallString.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/FileUtilities.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/Path.h>
#include <llvm/Support/Program.h>
#include <llvm/Support/raw_ostream.h>

#include "emit/object.h"

// The code needs no library, so that any ELF linker will do, without a compiler's start files.
namespace jur::emit {
namespace {

class TemporaryFolder {
 public:
  TemporaryFolder() : error_(llvm::sys::fs::createUniqueDirectory("jur", path_)) {}
  ~TemporaryFolder() {
    if (!error_) llvm::sys::fs::remove_directories(path_);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] std::error_code error() const { return error_; }
  [[nodiscard]] std::string file(const char* name) const {
    llvm::SmallString<128> out = path_;
    llvm::sys::path::append(out, name);
    return out.str().str();
  }

 private:
  llvm::SmallString<128> path_;
  std::error_code error_;
};

// What went wrong, or "".
std::string write(const std::string& path, const std::string& bytes) {
  std::error_code error;
  llvm::raw_fd_ostream out(path, error);
  if (error) return error.message();
  out << bytes;
  out.close();
  error = out.error();
  out.clear_error();
  return error ? error.message() : "";
}

Bytes read(const std::string& path) {
  auto buffer = llvm::MemoryBuffer::getFile(path);
  if (!buffer) return {"", buffer.getError().message()};
  return {(*buffer)->getBuffer().str(), ""};
}

std::string find_linker() {
  for (const char* name : {"ld.lld-19", "ld.lld", "ld"}) {
    if (auto path = llvm::sys::findProgramByName(name)) return *path;
  }
  return "";
}

}  // namespace

Bytes shared_library(const std::string& object, const std::string& soname, const std::string& prefix) {
  const std::string linker = find_linker();
  if (linker.empty()) return {"", "no linker is installed (`ld.lld-19`, `ld.lld` or `ld`)"};
  const TemporaryFolder folder;
  if (folder.error()) return {"", folder.error().message()};
  const std::string in = folder.file("code.o");
  const std::string out = folder.file("code.so");
  const std::string versions = folder.file("versions");
  const std::string said = folder.file("said");
  const std::string exported = "JUR_1 { global: " + prefix + "_decide; " + prefix + "_decide_many; " + prefix + "_reasons; " +
                               prefix + "_manifest; local: *; };\n";
  for (const auto& [path, text] : {std::pair{in, object}, std::pair{versions, exported}}) {
    if (std::string problem = write(path, text); !problem.empty()) return {"", problem};
  }
  const std::string script = "--version-script=" + versions;
  const std::vector<llvm::StringRef> arguments{
      linker,        "-shared",         "-soname",          soname, "-o", out, "-z", "relro", "-z", "now", "-z",
      "noexecstack", "--build-id=sha1", "--hash-style=gnu", script, in};
  const std::optional<llvm::StringRef> redirects[] = {llvm::StringRef(""), llvm::StringRef(said), llvm::StringRef(said)};
  std::string problem;
  const int status = llvm::sys::ExecuteAndWait(linker, arguments, std::nullopt, redirects, 0, 0, &problem);
  if (status != 0) {
    const Bytes words = read(said);
    return {"", !problem.empty()       ? problem
                : !words.bytes.empty() ? words.bytes
                                       : "it ended with status " + std::to_string(status)};
  }
  return read(out);
}

}  // namespace jur::emit
