#include "emit/link.h"

#include <llvm/ADT/SmallString.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/FileUtilities.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/Path.h>
#include <llvm/Support/Program.h>
#include <llvm/Support/raw_ostream.h>

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

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    out += (i == 0 ? "`" : i + 1 == names.size() ? " or `" : ", `") + names[i] + "`";
  }
  return out;
}

}  // namespace

Bytes link(const LinkJob& job) {
  std::string linker;
  for (const std::string& name : job.linkers) {
    const auto path = llvm::sys::findProgramByName(name);
    if (path && linker.empty()) linker = *path;
  }
  if (linker.empty()) return {"", "no linker is installed (" + joined(job.linkers) + ")", true};
  const TemporaryFolder folder;
  if (folder.error()) return {"", "no temporary folder can be made (`TMPDIR`): " + folder.error().message()};
  const std::string in = folder.file("code.o");
  const std::string out = folder.file("linked");
  const std::string script = folder.file("script");
  const std::string said = folder.file("said");
  for (const auto& [path, text] : {std::pair{in, job.object}, std::pair{script, job.script}}) {
    if (std::string problem = write(path, text); !problem.empty()) return {"", problem};
  }
  const std::vector<std::string> words = job.arguments(in, script, out);
  std::vector<llvm::StringRef> arguments{linker};
  arguments.insert(arguments.end(), words.begin(), words.end());
  const std::optional<llvm::StringRef> redirects[] = {llvm::StringRef(""), llvm::StringRef(said), llvm::StringRef(said)};
  std::string problem;
  const int status = llvm::sys::ExecuteAndWait(linker, arguments, std::nullopt, redirects, 0, 0, &problem);
  if (status == 0) return read(out);
  const Bytes told = read(said);
  return {"", !problem.empty() ? problem : !told.bytes.empty() ? told.bytes : "it ended with status " + std::to_string(status)};
}

}  // namespace jur::emit
