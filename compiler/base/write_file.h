// Whole files, written to the disk; and why they could not be.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

namespace jur {

struct Writing {
  bool executable = false;
  bool flush = true;  // come back when the disk has the bytes
};
// Writes the bytes under this name. After an error a part of them may lie there.
[[nodiscard]] std::error_code write_file(const std::filesystem::path& path, std::string_view bytes, const Writing& how = {});

// The file holds the new bytes or, after an error, what it held before: nothing where there was none. Links are followed, and who
// may read the file stays as it was.
[[nodiscard]] std::error_code replace_file(const std::filesystem::path& path, std::string_view bytes);

// What went wrong, as part of a sentence: "no such file or directory".
[[nodiscard]] std::string reason_of(std::error_code error);

}  // namespace jur
