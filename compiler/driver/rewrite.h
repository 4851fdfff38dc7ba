// Files of source text that a verb changes in place.
#pragma once
#include <filesystem>
#include <optional>
#include <string>

#include "diagnostics/diagnostic.h"

namespace jur {

struct Rewritten {
  std::string before;
  std::string after;
};

// The canonical layout of one file; nothing after errors were reported (it cannot be read, or does not parse). What comes out was
// parsed again and is the same program with the same comments.
[[nodiscard]] std::optional<Rewritten> format_file(Sources& sources, const std::filesystem::path& path, Sink& sink);
// The same for a text that `shown` names in messages.
[[nodiscard]] std::optional<Rewritten> format_text(Sources& sources, const std::string& shown, std::string text, Sink& sink);

// The file, also one that is new, holds the new text or, after an error was reported, what it held before.
bool replace_file(const std::filesystem::path& path, const std::string& text, Sink& sink);

}  // namespace jur
