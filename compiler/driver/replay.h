// Runs each finding's witness through the native code.
#pragma once
#include <functional>
#include <vector>

#include "core/program.h"
#include "diagnostics/diagnostic.h"
#include "emit/jit.h"
#include "verify/gaps.h"
#include "verify/properties.h"
#include "verify/verify.h"

namespace jur {

// What replays a case: the native code of the program whose outputs are `acts`.
using Decide = std::function<emit::NativeOutcome(const core::Case&)>;

// Native code must give each act of the findings the evaluator's verdict on every witness; `replay-mismatch` where it does not.
// Only norms that have effect
// in some witness are compiled. Findings without details have no witness. Programs that cannot be lowered are replayed on the
// evaluator alone, by verify().
void replay(const core::Program& program, const std::vector<Finding>& findings, Sink& sink);
// The same with other code in place of the native one.
void replay(const core::Program& program, const std::vector<Finding>& findings, const Decide& decide, Sink& sink);

// Of refutations of a verdict: the act's word in the whole case, also where one order's verdict is expected.
void replay(const core::Program& program, const std::vector<Refutation>& refutations, Sink& sink);

// Of gaps: the act's word, which is silent.
void replay(const core::Program& program, const std::vector<Gap>& gaps, Sink& sink);

// Of an act in a complete case that the program decides by all its norms; a mismatch is reported at `place`.
struct ReplayedVerdict {
  core::ActId act;
  core::Case witness;
};
void replay(const core::Program& program, const std::vector<ReplayedVerdict>& verdicts, Span place, Sink& sink);

// The program with verdicts for the acts that the findings are about.
[[nodiscard]] core::Program for_acts(const core::Program& program, const std::vector<Finding>& findings);
// The same with those norms alone that have effect in some witness: in the witnesses its verdicts are those of all norms.
[[nodiscard]] core::Program at_play(const core::Program& program, const std::vector<Finding>& findings);

}  // namespace jur
