// What a package says about itself in its `jur.toml`:
//
//   name = "mailbox"
//   version = "0.1.0"
//   std = "0.1"                       # the standard library that it was written for
//
//   [lint]
//   baseline = "lint-baseline.json"   # a path from the package's folder
//   pedantic = "warn"                 # a group of lints
//   missing-citation = "allow"        # a lint
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "package/version.h"

namespace jur {

inline constexpr std::string_view kPackageFile = "jur.toml";

enum class LintLevel : std::uint8_t { Allow, Warn, Deny };
[[nodiscard]] std::string_view level_name(LintLevel level);  // "allow", "warn", "deny"
[[nodiscard]] std::optional<LintLevel> parse_level(std::string_view name);

struct LintSetting {
  std::string name;  // of a lint or of a group; whether there is such a one is for `lint` to say
  LintLevel level = LintLevel::Warn;
  Span span;  // of the name
};

struct LintSettings {
  std::vector<LintSetting> levels;  // in the order of the file; no name stands twice
  std::string baseline;             // "" for none
  Span baseline_span;               // of the path
};

struct Package {
  FileId file;         // its `jur.toml`
  std::string folder;  // absolute
  std::string name;
  std::optional<PackageVersion> version;
  std::optional<PackageVersion> library;  // the standard library that it asks for
  Span library_span;                      // of that version
  LintSettings lint;
};

// A letter, then letters, digits, `-` and `_`, at most 64 in all; `std` is the standard library's.
[[nodiscard]] bool is_package_name(std::string_view name);
inline constexpr std::string_view kPackageNameHelp =
    "a name begins with a letter and goes on with letters, digits, `-` and `_`, at most 64 in all; `std` is taken";

// Reads the `jur.toml` that `file` is. What is wrong is reported as Code::BadPackage, each mistake once; what can be read is
// kept. Never throws.
[[nodiscard]] Package read_package(const Sources& sources, FileId file, Sink& sink);

}  // namespace jur
