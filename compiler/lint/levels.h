// Private to lint/: at which level a lint stands for the files of each package.
#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "lint/lint.h"
#include "lint/registry.h"

namespace jur::linting {

class Levels {
 public:
  Levels(std::span<const LintFile> files, std::span<const LintSetting> command_line);

  // `name`: of a lint or of a warning of the catalogue. Null: a lone file.
  [[nodiscard]] LintLevel of(std::string_view name, const Package* package) const;
  // Whether the lint is above `allow` in some file that is asked for.
  [[nodiscard]] bool wanted(Lint lint) const;

 private:
  std::span<const LintSetting> command_line_;
  std::vector<const Package*> packages_;  // of the files asked for, each once; null for lone files
};

}  // namespace jur::linting
