#include "lint/registry.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/nearest.h"

namespace jur {
namespace {

constexpr std::array kLints = {
#define LINT(id, name, group, fix, summary) LintEntry{name, LintGroup::group, LintFix::fix, summary},
#include "lint/lint.def"
};

constexpr std::array<std::string_view, kLintGroups> kGroups{"correctness", "law",        "suspicious",
                                                            "style",       "complexity", "pedantic"};

const CatalogueEntry* find_diagnostic(std::string_view name) {
  const auto all = catalogue();
  const auto found = std::find_if(all.begin(), all.end(), [&](const CatalogueEntry& e) { return e.name == name; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace

std::string_view group_name(LintGroup group) { return kGroups[static_cast<std::size_t>(group)]; }

LintLevel default_level(LintGroup group) {
  switch (group) {
    case LintGroup::Correctness:
      return LintLevel::Deny;
    case LintGroup::Pedantic:
      return LintLevel::Allow;
    default:
      return LintLevel::Warn;
  }
}

std::optional<LintGroup> find_group(std::string_view name) {
  const auto found = std::find(kGroups.begin(), kGroups.end(), name);
  if (found == kGroups.end()) return std::nullopt;
  return static_cast<LintGroup>(found - kGroups.begin());
}

const LintEntry& lint_entry(Lint lint) { return kLints[static_cast<std::size_t>(lint)]; }
std::span<const LintEntry> lints() { return kLints; }

std::optional<Lint> find_lint(std::string_view name) {
  const auto found = std::find_if(kLints.begin(), kLints.end(), [&](const LintEntry& e) { return e.name == name; });
  if (found == kLints.end()) return std::nullopt;
  return static_cast<Lint>(found - kLints.begin());
}

bool has_level(std::string_view name) {
  if (find_lint(name) || find_group(name)) return true;
  const CatalogueEntry* entry = find_diagnostic(name);
  return entry != nullptr && entry->severity == Severity::Warning;
}

NoLevel no_level(std::string_view name) {
  if (find_diagnostic(name) != nullptr)
    return {fmt::format("`{}` is an error, which has no level", name), "mend what it reports"};
  std::vector<std::string> known(kGroups.begin(), kGroups.end());
  for (const LintEntry& e : kLints) known.emplace_back(e.name);
  for (const CatalogueEntry& e : catalogue()) {
    if (e.severity == Severity::Warning) known.emplace_back(e.name);
  }
  const auto near = nearest(name, known);
  return {fmt::format("no lint and no group of lints is named `{}`", name),
          near ? fmt::format("did you mean `{}`?", *near) : std::string("`jur lint --list` prints all lints")};
}

}  // namespace jur
