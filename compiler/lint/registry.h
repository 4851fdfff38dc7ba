// What lints there are: lint.def as data.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "package/package.h"

namespace jur {

enum class LintGroup : std::uint8_t { Correctness, Law, Suspicious, Style, Complexity, Pedantic };
inline constexpr std::size_t kLintGroups = 6;
[[nodiscard]] std::string_view group_name(LintGroup group);  // "correctness", …
[[nodiscard]] LintLevel default_level(LintGroup group);      // what holds where nobody says otherwise
[[nodiscard]] std::optional<LintGroup> find_group(std::string_view name);

// One entry a line of lint.def, in its order.
enum class Lint : std::uint16_t {
#define LINT(id, name, group, fix, summary) id,
#include "lint/lint.def"
};

enum class LintFix : std::uint8_t { Manual, Safe };

struct LintEntry {
  std::string_view name;  // kebab-case: the key of levels, allowances and baselines; page docs/lints/NAME.md
  LintGroup group;
  LintFix fix;
  std::string_view summary;
};
[[nodiscard]] const LintEntry& lint_entry(Lint lint);
[[nodiscard]] std::span<const LintEntry> lints();
[[nodiscard]] std::optional<Lint> find_lint(std::string_view name);

// A level can be set for a lint, for a group, and for a warning of the catalogue.
[[nodiscard]] bool has_level(std::string_view name);
// What to say of a name that has none: words and a help line.
struct NoLevel {
  std::string message;  // "no lint and no group of lints is named `ded-rule`"
  std::string help;     // "did you mean `dead-rule`?"
};
[[nodiscard]] NoLevel no_level(std::string_view name);

}  // namespace jur
