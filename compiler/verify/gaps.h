// Finds the cases on which a decision that is `complete` says nothing: "Decisions" of the language.
#pragma once
#include <vector>

#include "core/program.h"
#include "diagnostics/diagnostic.h"
#include "verify/verify.h"

namespace jur {

// Cases in which the verdict on an act of Program::outputs is `silent`.
struct Gap {
  core::ActId act;
  IntervalSet days;                   // as-of days of the cases; its parts are the windows
  bool cut = false;                   // more than 100 windows: the first 100 are kept
  core::Case witness;                 // complete
  std::vector<core::FactId> any;      // whatever their values (that keep the case valid), the verdict is silent; ascending
  core::Scenario shown;               // the same as a scenario that expects `silent`; it passes
  std::vector<core::FactId> omitted;  // facts that the scenario need not give; ascending
};

struct GapFindings {
  std::vector<Gap> all;  // in the order of Program::outputs
  bool complete = true;  // false: a question stayed open and was reported
};

// Nothing of a program that is not `complete`. Reports what hinders the proof itself (solver-gave-up, replay-mismatch); gaps are
// returned, not reported.
[[nodiscard]] GapFindings verify_gaps(const core::Program& program, const VerifyOptions& options, Sink& sink);

// Puts a `gap` into the sink. The reference stays good until the next report.
Diagnostic& report_gap(const core::Program& program, const Gap& gap, Sink& sink);

}  // namespace jur
