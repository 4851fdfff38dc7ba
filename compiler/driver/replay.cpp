#include "driver/replay.h"

#include <algorithm>
#include <array>
#include <set>

#include "emit/jit.h"
#include "evaluate/evaluate.h"
#include "lower/lower.h"

namespace jur {
namespace {

// The program with verdicts for the acts that the findings are about.
core::Program for_acts(const core::Program& program, const std::vector<Finding>& findings) {
  std::set<core::ActId> acts;
  for (const Finding& f : findings) acts.insert(f.acts.begin(), f.acts.end());
  core::Program out = program;
  out.outputs.assign(acts.begin(), acts.end());
  return out;
}

bool agree(const core::Outcome& reference, const emit::NativeOutcome& native) {
  if (native.status != emit::NativeStatus::Ok) return !reference.possible && native.status == emit::NativeStatus::Impossible;
  return reference.possible && std::equal(reference.verdicts.begin(), reference.verdicts.end(), native.verdicts.begin(), native.verdicts.end(),
                                          [](const core::Verdict& a, const emit::NativeVerdict& b) { return a.word == b.word; });
}

}  // namespace

void replay(const core::Program& program, const std::vector<Finding>& findings, Sink& sink) {
  if (findings.empty() || lower::not_lowerable(program)) return;
  const core::Program probe = for_acts(program, findings);
  const std::array<const core::Program*, 1> programs{&probe};
  std::string error;
  const auto code = emit::NativeCode::compile(programs, error);
  if (!code) {
    sink.report(Code::Internal, program.span, error);
    return;
  }
  for (const Finding& f : findings) {
    if (!agree(evaluate(probe, f.witness), code->decide(0, f.witness))) {
      sink.report(Code::ReplayMismatch, program.rules[f.instances.front()].span, "the evaluator", "the native code");
    }
  }
}

}  // namespace jur
