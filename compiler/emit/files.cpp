#include "emit/files.h"

#include <unistd.h>

#include <filesystem>

#include "base/write_file.h"

namespace jur::emit {
namespace {

namespace fs = std::filesystem;

// Removes what was made so far, unless it is to stay.
class Undo {
 public:
  ~Undo() {
    if (kept_) return;
    std::error_code ignored;
    for (const std::string& f : files_) fs::remove(f, ignored);
    for (auto it = folders_.rbegin(); it != folders_.rend(); ++it) fs::remove(*it, ignored);
  }
  void file(std::string path) { files_.push_back(std::move(path)); }
  void folder(fs::path path) { folders_.push_back(std::move(path)); }
  void keep() { kept_ = true; }

 private:
  std::vector<std::string> files_;
  std::vector<fs::path> folders_;
  bool kept_ = false;
};

bool make_folder(const fs::path& dir, Undo& undo, Sink& sink) {
  std::vector<fs::path> missing;
  std::error_code error;
  for (fs::path at = dir; !at.empty() && !fs::exists(at, error); at = at.parent_path()) missing.push_back(at);
  for (auto it = missing.rbegin(); it != missing.rend(); ++it) {
    if (it->filename().empty() || it->filename() == ".") continue;
    if (!fs::create_directory(*it, error) && error) {
      sink.report(Code::CannotWrite, Span{}, dir.string(), reason_of(error));
      return false;
    }
    undo.folder(*it);
  }
  if (!fs::is_directory(dir, error)) {
    sink.report(Code::CannotWrite, Span{}, dir.string(), std::string("it is not a folder"));
    return false;
  }
  return true;
}

}  // namespace

bool write_files(const std::string& dir, const std::vector<OutputFile>& files, Sink& sink) {
  const fs::path folder = dir.empty() ? "." : dir;
  Undo undo;
  if (!make_folder(folder, undo, sink)) return false;
  const std::string mark = ".part" + std::to_string(::getpid());
  const auto failed = [&](const OutputFile& file, std::error_code error) {
    sink.report(Code::CannotWrite, Span{}, (folder / file.name).string(), reason_of(error));
    return false;
  };
  for (const OutputFile& file : files) {
    const std::string part = (folder / ("." + file.name + mark)).string();
    undo.file(part);
    if (const auto error = write_file(part, file.bytes, {.executable = file.executable})) return failed(file, error);
    std::error_code ignored;
    if (fs::is_directory(folder / file.name, ignored)) return failed(file, std::make_error_code(std::errc::is_a_directory));
  }
  for (const OutputFile& file : files) {
    const fs::path last = folder / file.name;
    std::error_code error;
    fs::rename(folder / ("." + file.name + mark), last, error);
    if (error) return failed(file, error);
    undo.file(last.string());
  }
  undo.keep();
  return true;
}

}  // namespace jur::emit
