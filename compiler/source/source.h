// Source files and spans. A span names bytes of one file; lines and columns are derived on demand.
#pragma once
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"

namespace jur {

struct SourceFile;
using FileId = Id<SourceFile>;

// Bytes [begin, end) of `file`. An invalid file means "no place" (a message about the program as a whole).
struct Span {
  FileId file;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  constexpr auto operator<=>(const Span&) const = default;
  [[nodiscard]] constexpr bool valid() const { return file.valid(); }
};

// `line` and `column` count from 1; a column counts Unicode code points.
struct Position {
  std::uint32_t line;
  std::uint32_t column;
};

struct SourceFile {
  std::string path;                        // as shown to the user
  std::string module;                      // "laws.ireland"; "" until modules are resolved
  bool library = false;                    // belongs to the standard library, not to the package at hand
  std::string text;                        // UTF-8, at most 4 GB
  std::vector<std::uint32_t> line_starts;  // byte offset of each line's first byte
};

// All files of one session, by id. A file's text stays where it is, however many files are added: trees look into it.
class Sources {
 public:
  FileId add(std::string path, std::string text);
  [[nodiscard]] SourceFile& operator[](FileId id) { return files_[id.index]; }
  [[nodiscard]] const SourceFile& operator[](FileId id) const { return files_[id.index]; }
  [[nodiscard]] std::size_t size() const { return files_.size(); }

  [[nodiscard]] Position position(FileId file, std::uint32_t offset) const;
  // The line without its line break; `line` counts from 1.
  [[nodiscard]] std::string_view line(FileId file, std::uint32_t line) const;
  [[nodiscard]] std::string_view text(Span s) const;

 private:
  std::deque<SourceFile> files_;
};

// The smallest span that covers both (of one file).
[[nodiscard]] Span join(Span a, Span b);

}  // namespace jur
