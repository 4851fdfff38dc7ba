#include "base/write_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include <fmt/format.h>

namespace jur {
namespace fs = std::filesystem;
namespace {

std::error_code last_error() { return {errno, std::generic_category()}; }

}  // namespace

std::string reason_of(std::error_code error) {
  std::string text = error.message();
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z') text[0] = static_cast<char>(text[0] - 'A' + 'a');
  return text;
}

std::error_code write_file(const fs::path& path, std::string_view bytes, const Writing& how) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, how.executable ? 0777 : 0666);
  if (fd < 0) return last_error();
  std::error_code error;
  while (!bytes.empty() && !error) {
    const ::ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(n));
    } else if (errno != EINTR) {
      error = last_error();
    }
  }
  if (!error && how.flush && ::fsync(fd) != 0 && errno != EINVAL && errno != EROFS) error = last_error();
  if (::close(fd) != 0 && !error) error = last_error();
  return error;
}

std::error_code replace_file(const fs::path& path, std::string_view bytes) {
  std::error_code error;
  const bool there = fs::exists(path, error);
  if (there && !fs::is_regular_file(path, error)) return write_file(path, bytes);
  const fs::path real = there ? fs::canonical(path, error) : path;
  if (error) return error;
  const fs::path part = real.parent_path() / fmt::format(".{}.part{}", real.filename().string(), ::getpid());
  error = write_file(part, bytes);
  if (!error && there) fs::permissions(part, fs::status(real, error).permissions(), error);
  if (!error) fs::rename(part, real, error);
  std::error_code ignored;
  if (error) fs::remove(part, ignored);
  return error;
}

}  // namespace jur
