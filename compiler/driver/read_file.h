// Reads whole files, with the reason where that fails.
#pragma once
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

namespace jur {

struct FileText {
  std::optional<std::string> text;  // nothing where reading failed
  bool too_large = false;
  std::string why;  // in words: "no such file", "permission denied"
};

// Files above `max_bytes` are not read.
[[nodiscard]] FileText read_file(const std::filesystem::path& path, std::size_t max_bytes);

}  // namespace jur
