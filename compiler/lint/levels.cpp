#include "lint/levels.h"

#include <algorithm>
#include <optional>

namespace jur::linting {
namespace {

std::optional<LintLevel> setting(std::span<const LintSetting> settings, std::string_view name) {
  for (std::size_t i = settings.size(); i-- > 0;) {
    if (settings[i].name == name) return settings[i].level;
  }
  return std::nullopt;
}

}  // namespace

Levels::Levels(std::span<const LintFile> files, std::span<const LintSetting> command_line) : command_line_(command_line) {
  for (const LintFile& f : files) {
    if (f.asked && std::find(packages_.begin(), packages_.end(), f.package) == packages_.end()) packages_.push_back(f.package);
  }
}

LintLevel Levels::of(std::string_view name, const Package* package) const {
  const std::span<const LintSetting> own = package == nullptr ? std::span<const LintSetting>() : package->lint.levels;
  const auto said = [&](std::string_view key) {
    const auto level = setting(command_line_, key);
    return level ? level : setting(own, key);
  };
  if (const auto level = said(name)) return *level;
  const auto lint = find_lint(name);
  if (!lint) return LintLevel::Warn;
  const LintGroup group = lint_entry(*lint).group;
  const auto level = said(group_name(group));
  return level ? *level : default_level(group);
}

bool Levels::wanted(Lint lint) const {
  return std::any_of(packages_.begin(), packages_.end(),
                     [&](const Package* p) { return of(lint_entry(lint).name, p) != LintLevel::Allow; });
}

}  // namespace jur::linting
