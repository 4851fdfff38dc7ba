#include "emit/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

namespace jur::emit {
namespace {

namespace fs = std::filesystem;

// 0, or the error number.
int write_whole(const std::string& path, const OutputFile& file) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, file.executable ? 0777 : 0666);
  if (fd < 0) return errno;
  const char* at = file.bytes.data();
  std::size_t left = file.bytes.size();
  int error = 0;
  while (left > 0 && error == 0) {
    const ::ssize_t n = ::write(fd, at, left);
    if (n < 0) {
      if (errno != EINTR) error = errno;
    } else {
      at += n;
      left -= static_cast<std::size_t>(n);
    }
  }
  if (error == 0 && ::fsync(fd) != 0 && errno != EINVAL && errno != EROFS) error = errno;
  if (::close(fd) != 0 && error == 0) error = errno;
  return error;
}

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
      sink.report(Code::CannotWrite, Span{}, dir.string(), error.message());
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
  const auto failed = [&](const OutputFile& file, int error) {
    sink.report(Code::CannotWrite, Span{}, (folder / file.name).string(), std::string(std::strerror(error)));
    return false;
  };
  for (const OutputFile& file : files) {
    const std::string part = (folder / ("." + file.name + mark)).string();
    undo.file(part);
    if (const int error = write_whole(part, file); error != 0) return failed(file, error);
    std::error_code ignored;
    if (fs::is_directory(folder / file.name, ignored)) return failed(file, EISDIR);
  }
  for (const OutputFile& file : files) {
    const fs::path last = folder / file.name;
    if (::rename((folder / ("." + file.name + mark)).c_str(), last.c_str()) != 0) return failed(file, errno);
    undo.file(last.string());
  }
  undo.keep();
  return true;
}

}  // namespace jur::emit
