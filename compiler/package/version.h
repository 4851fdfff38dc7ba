// Versions of packages and of the standard library: MAJOR.MINOR.PATCH.
#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace jur {

struct PackageVersion {
  std::uint32_t major = 0;
  std::uint32_t minor = 0;
  std::uint32_t patch = 0;
  auto operator<=>(const PackageVersion&) const = default;
};

// "1.2.3"; with `short_form` also "1.2" and "1". Each number has at most nine digits and no leading zero.
[[nodiscard]] std::optional<PackageVersion> parse_version(std::string_view text, bool short_form = false);
[[nodiscard]] std::string to_string(const PackageVersion& v);

// Whether what was written for `wanted` works with `there`: not older, and of the same line. A line is a major version; before
// 1.0.0 each minor version is a line of its own.
[[nodiscard]] bool serves(const PackageVersion& there, const PackageVersion& wanted);

}  // namespace jur
