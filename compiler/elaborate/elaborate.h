// model -> core
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/program.h"
#include "diagnostics/diagnostic.h"
#include "model/program.h"

namespace jur {

struct ElaborateOptions {
  bool written = false;  // programs tell their conditions as written: Rule::written, Norm::only_if
};

// One program for each decision of `modules`; and one for each case type that has scenarios, properties or laws in sight of one
// of `modules` but no decision there (all laws in sight of that file). Scenarios and properties hang on the program that judges
// them: that of the only decision for their case type in sight of their file, else one with all laws in sight. `modules`: the
// files that were asked about (not the libraries that they use). Assumptions,
// exceptions and precedence are compiled away; ids in the result are dense and in source order.
[[nodiscard]] std::vector<core::Program> elaborate(const model::Program& program, const std::vector<model::ModuleId>& modules,
                                                   Sink& sink, const ElaborateOptions& options = {});

// Programs without laws: of case types with an `assume` that no judged program of `elaborate` has. For `verify` alone.
[[nodiscard]] std::vector<core::Program> elaborate_assumptions(const model::Program& program,
                                                               const std::vector<model::ModuleId>& modules, Sink& sink);

}  // namespace jur
