#include "driver/read_file.h"

#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>

namespace jur {
namespace {

std::string reason(int error) {
  std::string text = std::error_code(error, std::generic_category()).message();
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z') text[0] = static_cast<char>(text[0] - 'A' + 'a');
  return text;
}

}  // namespace

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
    out.why = reason(errno);
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
    out.why = reason(errno);
    return out;
  }
  out.text = std::move(text);
  return out;
}

}  // namespace jur
