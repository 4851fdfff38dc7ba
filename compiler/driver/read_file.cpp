#include "driver/read_file.h"

#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>

#include "base/write_file.h"

namespace jur {
FileText read_file(const std::filesystem::path& path, std::size_t max_bytes) {
  FileText out;
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) {
    out.why = "it is a folder";
    return out;
  }
  const auto close = [](std::FILE* f) { std::fclose(f); };
  const std::unique_ptr<std::FILE, decltype(close)> file(std::fopen(path.c_str(), "rb"), close);
  if (!file) {
    out.why = reason_of({errno, std::generic_category()});
    return out;
  }
  std::string text;
  char buffer[1U << 16U];
  while (const std::size_t n = std::fread(buffer, 1, sizeof buffer, file.get())) {
    if (text.size() + n > max_bytes) {
      out.too_large = true;
      return out;
    }
    text.append(buffer, n);
  }
  if (std::ferror(file.get()) != 0) {
    out.why = reason_of({errno, std::generic_category()});
    return out;
  }
  out.text = std::move(text);
  return out;
}

}  // namespace jur
