#include "package/package.h"

#include <algorithm>
#include <array>

namespace jur {
namespace {

constexpr std::array<std::string_view, 3> kNames{"allow", "warn", "deny"};
constexpr std::size_t kLongestName = 64;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::string_view level_name(LintLevel level) { return kNames[static_cast<std::size_t>(level)]; }

std::optional<LintLevel> parse_level(std::string_view name) {
  const auto at = std::find(kNames.begin(), kNames.end(), name);
  if (at == kNames.end()) return std::nullopt;
  return static_cast<LintLevel>(at - kNames.begin());
}

bool is_package_name(std::string_view name) {
  if (name.empty() || name.size() > kLongestName || name == "std" || !is_letter(name[0])) return false;
  return std::all_of(name.begin(), name.end(), [](char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '_'; });
}

}  // namespace jur
