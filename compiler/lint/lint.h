// Trees, model and core programs -> findings about them that are no errors.
#pragma once
#include <span>
#include <vector>

#include "base/step.h"
#include "core/program.h"
#include "diagnostics/diagnostic.h"
#include "model/program.h"
#include "package/package.h"
#include "syntax/tree.h"

namespace jur {

// One file; the i-th is the module ModuleId(i) of the model.
struct LintFile {
  const syntax::Tree* tree = nullptr;
  const Package* package = nullptr;  // null for a lone file
  bool asked = false;                // findings are wanted here; the other files are there to be read
  bool whole = false;                // no file that could use its names is missing from the input
};

class LintAnalyses;

struct LintInput {
  const Sources& sources;
  std::span<const LintFile> files;
  const model::Program& model;              // without errors
  std::span<const core::Program> programs;  // of the files asked for
  std::span<const Diagnostic> checked;      // what the other passes reported
  Date today;
  bool proved = true;                // false: `checked` and `programs` hold nothing that had to be proved
  LintAnalyses* analyses = nullptr;  // of the programs; made by lint()
  StepPlace* step = nullptr;         // told when the solver is at work, or null
};

struct LintOptions {
  std::vector<LintSetting> levels;  // of the command line, in its order
};

// What the other passes reported and what the lints find in the files asked for, each at its level and without what is
// allowed; in no order. A level is that of the lint's own name, else that of its group, else the group's default; at equal rank
// the command line beats the package of the file, and the later the earlier. A finding on a line or in a declaration with an
// allowance (`# jur: allow(NAME) because REASON`) is left out; allowances that are malformed are errors.
[[nodiscard]] std::vector<Diagnostic> lint(const LintInput& input, const LintOptions& options);

// The names in the packages' settings that are no lint, as Code::BadPackage.
void check_settings(std::span<const Package> packages, Sink& sink);

}  // namespace jur
