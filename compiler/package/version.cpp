#include "package/version.h"

#include <array>
#include <charconv>

#include <fmt/format.h>

namespace jur {

std::optional<PackageVersion> parse_version(std::string_view text, bool short_form) {
  std::array<std::uint32_t, 3> numbers{};
  std::size_t count = 0;
  while (count < numbers.size()) {
    const std::string_view part = text.substr(0, text.find('.'));
    if (part.empty() || part.size() > 9 || (part.size() > 1 && part[0] == '0')) return std::nullopt;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), numbers[count]);
    if (error != std::errc{} || end != part.data() + part.size()) return std::nullopt;
    ++count;
    text.remove_prefix(part.size());
    if (text.empty()) break;
    text.remove_prefix(1);
    if (text.empty() || count == numbers.size()) return std::nullopt;
  }
  if (count < numbers.size() && !short_form) return std::nullopt;
  return PackageVersion{numbers[0], numbers[1], numbers[2]};
}

std::string to_string(const PackageVersion& v) { return fmt::format("{}.{}.{}", v.major, v.minor, v.patch); }

bool serves(const PackageVersion& there, const PackageVersion& wanted) {
  const bool same_line = there.major == wanted.major && (there.major > 0 || there.minor == wanted.minor);
  return same_line && there >= wanted;
}

}  // namespace jur
