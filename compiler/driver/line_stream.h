// Cuts a stream into stretches of whole lines, in bounded memory.
#pragma once
#include <cstddef>
#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>

namespace jur {

// Where bytes come from.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  // Up to `room` bytes, at least one but at the end. Negative where reading fails.
  [[nodiscard]] virtual std::ptrdiff_t read(char* to, std::size_t room) = 0;
  // More can be had without waiting.
  [[nodiscard]] virtual bool ready() = 0;
  // In bytes; 0 where not known.
  [[nodiscard]] virtual std::size_t size() const { return 0; }
};
// Nothing, and the reason in `why`, where the file cannot be opened.
[[nodiscard]] std::unique_ptr<ByteSource> open_file(const std::string& path, std::string& why);
[[nodiscard]] std::unique_ptr<ByteSource> standard_input();
[[nodiscard]] std::unique_ptr<ByteSource> from_stream(std::istream& in);

inline constexpr std::size_t kLongestLine = std::size_t{16} << 20U;  // bytes

struct Stretch {
  std::string lines;      // whole lines; the last one may lack its end
  std::size_t first = 1;  // number of the first line
  bool too_long = false;  // one line of more than kLongestLine bytes, which is not kept
  std::size_t bytes = 0;  // of input that it stands for
};

// Reads line by line; a byte order mark at the start is skipped.
class LineReader {
 public:
  explicit LineReader(ByteSource& source) : source_(source) {}
  // The next lines; false at the end. Gives what is there rather than wait for more.
  [[nodiscard]] bool next(Stretch& out);
  // What next() will begin with: the first two lines that are not blank, or all that is there, or more than kLongestLine bytes.
  [[nodiscard]] std::string_view peek();
  // All that is left, up to a limit; false where there is more.
  [[nodiscard]] bool rest(std::string& out, std::size_t limit);
  // The next lines are not there yet.
  [[nodiscard]] bool would_wait() const;
  [[nodiscard]] bool failed() const { return failed_; }

 private:
  bool more();  // false at the end
  ByteSource& source_;
  std::string buffer_;
  std::size_t line_ = 1;
  std::size_t dropped_ = 0;  // bytes of a line too long, so far
  bool end_ = false;
  bool failed_ = false;
  bool begun_ = false;
};

}  // namespace jur
