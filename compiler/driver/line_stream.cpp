#include "driver/line_stream.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <istream>
#include <system_error>

namespace jur {
namespace {

constexpr std::size_t kStretch = std::size_t{256} << 10U;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

class Descriptor : public ByteSource {
 public:
  Descriptor(int fd, bool owned) : fd_(fd), owned_(owned) {}
  ~Descriptor() override {
    if (owned_) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  std::ptrdiff_t read(char* to, std::size_t room) override {
    for (;;) {
      const auto n = ::read(fd_, to, room);
      if (n >= 0 || errno != EINTR) return n;
    }
  }
  bool ready() override {
    pollfd asked{fd_, POLLIN, 0};
    return ::poll(&asked, 1, 0) != 0;
  }
  [[nodiscard]] std::size_t size() const override {
    struct stat about{};
    return ::fstat(fd_, &about) == 0 && S_ISREG(about.st_mode) ? static_cast<std::size_t>(about.st_size) : 0;
  }

 private:
  int fd_;
  bool owned_;
};

class Stream : public ByteSource {
 public:
  explicit Stream(std::istream& in) : in_(in) {}
  std::ptrdiff_t read(char* to, std::size_t room) override {
    in_.read(to, static_cast<std::streamsize>(room));
    return in_.bad() ? -1 : static_cast<std::ptrdiff_t>(in_.gcount());
  }
  bool ready() override { return true; }

 private:
  std::istream& in_;
};

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t\r\n") == std::string_view::npos; }

std::size_t lines_in(std::string_view text, std::size_t enough) {
  std::size_t lines = 0;
  while (lines < enough) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) break;
    if (!is_blank(text.substr(0, end))) ++lines;
    text.remove_prefix(end + 1);
  }
  return lines;
}

}  // namespace

std::unique_ptr<ByteSource> open_file(const std::string& path, std::string& why) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat about{};
  if (fd >= 0 && ::fstat(fd, &about) == 0 && !S_ISDIR(about.st_mode)) return std::make_unique<Descriptor>(fd, true);
  const int error = fd >= 0 ? EISDIR : errno;
  if (fd >= 0) ::close(fd);
  why = error == EISDIR ? "it is a folder" : std::generic_category().message(error);
  if (!why.empty() && why[0] >= 'A' && why[0] <= 'Z') why[0] = static_cast<char>(why[0] - 'A' + 'a');
  return nullptr;
}

std::unique_ptr<ByteSource> standard_input() { return std::make_unique<Descriptor>(STDIN_FILENO, false); }
std::unique_ptr<ByteSource> from_stream(std::istream& in) { return std::make_unique<Stream>(in); }

bool LineReader::more() {
  if (end_) return false;
  const std::size_t before = buffer_.size();
  buffer_.resize(before + kStretch);
  const std::ptrdiff_t got = source_.read(buffer_.data() + before, kStretch);
  failed_ = got < 0;
  end_ = got <= 0;
  buffer_.resize(before + static_cast<std::size_t>(std::max<std::ptrdiff_t>(got, 0)));
  if (!begun_ && (buffer_.size() >= kByteOrderMark.size() || end_)) {
    begun_ = true;
    if (buffer_.starts_with(kByteOrderMark)) buffer_.erase(0, kByteOrderMark.size());
  }
  return !end_;
}

bool LineReader::next(Stretch& out) {
  out = {};
  for (;;) {
    const std::size_t last = buffer_.rfind('\n');
    const std::size_t end = end_ ? buffer_.size() : last == std::string::npos ? 0 : last + 1;
    if (end > 0 && dropped_ == 0 && (end_ || buffer_.size() >= kStretch || !source_.ready())) {
      out.first = line_;
      out.bytes = end;
      out.lines.assign(buffer_, 0, end);
      buffer_.erase(0, end);
      line_ += static_cast<std::size_t>(std::count(out.lines.begin(), out.lines.end(), '\n'));
      return true;
    }
    const std::size_t first = buffer_.find('\n');
    if (dropped_ > 0 && (first != std::string::npos || end_)) {
      const std::size_t cut = first == std::string::npos ? buffer_.size() : first + 1;
      out = {"", line_++, true, dropped_ + cut};
      buffer_.erase(0, cut);
      dropped_ = 0;
      return true;
    }
    if (first == std::string::npos && (dropped_ > 0 || buffer_.size() > kLongestLine)) {
      dropped_ += buffer_.size();
      buffer_.clear();
    }
    if (!more() && buffer_.empty() && dropped_ == 0) return false;
  }
}

bool LineReader::would_wait() const { return !end_ && buffer_.find('\n') == std::string::npos && !source_.ready(); }

std::string_view LineReader::peek() {
  while (lines_in(buffer_, 2) < 2 && buffer_.size() <= kLongestLine && more()) {
  }
  return buffer_;
}

bool LineReader::rest(std::string& out, std::size_t limit) {
  while (buffer_.size() <= limit && more()) {
  }
  if (buffer_.size() > limit) return false;
  out = std::move(buffer_);
  buffer_.clear();
  return true;
}

}  // namespace jur
