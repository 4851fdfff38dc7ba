// Reads whole files, with the reason where that fails, and says so.
#pragma once
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

#include "diagnostics/diagnostic.h"

namespace jur {

struct FileText {
  std::optional<std::string> text;  // nothing where reading failed
  bool too_large = false;
  std::string why;  // in words: "no such file", "permission denied"
};

// Files above `max_bytes` are not read.
[[nodiscard]] FileText read_file(const std::filesystem::path& path, std::size_t max_bytes);

// file-unreadable, with the file or folder beside it whose name is near. `shown`: the path as it was given, from the working
// folder; `span`: where a program asks for it, if one does.
void report_unreadable(Sink& sink, Span span, const std::filesystem::path& shown, const std::string& why);

}  // namespace jur
