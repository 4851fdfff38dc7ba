#include "driver/replay.h"

#include <algorithm>
#include <array>
#include <set>

#include "emit/jit.h"
#include "evaluate/evaluate.h"
#include "evaluate/truth.h"
#include "lower/lower.h"

namespace jur {
namespace {

bool agree(const core::Program& probe, const core::Case& witness, const emit::NativeOutcome& native) {
  const core::Outcome reference = decide(probe, witness, probe.outputs);
  if (native.status != emit::NativeStatus::Ok) return !reference.possible && native.status == emit::NativeStatus::Impossible;
  return reference.possible &&
         std::equal(reference.verdicts.begin(), reference.verdicts.end(), native.verdicts.begin(), native.verdicts.end(),
                    [](const core::Verdict& a, const emit::NativeVerdict& b) { return a.word == b.word; });
}

// Leaves `probe` those norms alone that have effect in some witness.
void keep_effective(const core::Program& program, const std::vector<const core::Case*>& witnesses, core::Program& probe) {
  std::vector<char> kept(program.norms.size());
  for (const core::Case* c : witnesses) {
    const Truths truths(program, *c);
    for (const core::NormId n : program.norms.ids()) {
      if (truths[program.norms[n].effect]) kept[n.index] = 1;
    }
  }
  probe.norms = {};
  for (const core::NormId n : program.norms.ids()) {
    if (kept[n.index] != 0) probe.norms.add(program.norms[n]);
  }
}

auto compile(const core::Program& probe, Sink& sink) {
  const std::array<const core::Program*, 1> programs{&probe};
  std::string error;
  auto code = emit::NativeCode::compile(programs, error);
  if (!code) sink.report(Code::Internal, probe.span, error);
  return code;
}

}  // namespace

core::Program for_acts(const core::Program& program, const std::vector<Finding>& findings) {
  std::set<core::ActId> acts;
  for (const Finding& f : findings) acts.insert(f.acts.begin(), f.acts.end());
  core::Program out = program;
  out.outputs.assign(acts.begin(), acts.end());
  return out;
}

void replay(const core::Program& program, const std::vector<Finding>& findings, const Decide& decide, Sink& sink) {
  const core::Program probe = for_acts(program, findings);
  for (const Finding& f : findings) {
    if (!f.detailed || agree(probe, f.witness, decide(f.witness))) continue;
    sink.report(Code::ReplayMismatch, program.rules[f.instances.front()].span, "the evaluator", "the native code");
  }
}

core::Program at_play(const core::Program& program, const std::vector<Finding>& findings) {
  std::vector<const core::Case*> witnesses;
  for (const Finding& f : findings) {
    if (f.detailed) witnesses.push_back(&f.witness);
  }
  core::Program out = for_acts(program, findings);
  keep_effective(program, witnesses, out);
  return out;
}

void replay(const core::Program& program, const std::vector<ReplayedVerdict>& verdicts, Span place, Sink& sink) {
  if (verdicts.empty()) return;
  core::Program probe = program;
  std::vector<const core::Case*> cases;
  std::set<core::ActId> acts;
  for (const ReplayedVerdict& v : verdicts) {
    cases.push_back(&v.witness);
    acts.insert(v.act);
  }
  probe.outputs.assign(acts.begin(), acts.end());
  keep_effective(program, cases, probe);
  if (lower::not_lowerable(probe)) return;
  const auto code = compile(probe, sink);
  if (!code) return;
  for (const ReplayedVerdict& v : verdicts) {
    if (agree(probe, v.witness, code->decide(0, v.witness))) continue;
    sink.report(Code::ReplayMismatch, place, "the evaluator", "the native code");
  }
}

void replay(const core::Program& program, const std::vector<Finding>& findings, Sink& sink) {
  const auto detailed = [](const Finding& f) { return f.detailed; };
  if (std::none_of(findings.begin(), findings.end(), detailed)) return;
  const core::Program probe = at_play(program, findings);
  if (lower::not_lowerable(probe)) return;
  if (const auto code = compile(probe, sink)) {
    replay(program, findings, [&](const core::Case& c) { return code->decide(0, c); }, sink);
  }
}

void replay(const core::Program& program, const std::vector<Refutation>& refutations, Sink& sink) {
  std::set<core::ActId> acts;
  const auto expected = [&](const Refutation& r) -> const core::Expectation& {
    return program.properties[r.property].expectations[r.expectation];
  };
  for (const Refutation& r : refutations) {
    if (r.came) acts.insert(r.came->act);
  }
  core::Program probe = program;
  probe.outputs.assign(acts.begin(), acts.end());
  if (acts.empty() || lower::not_lowerable(probe)) return;
  const auto code = compile(probe, sink);
  if (!code) return;
  for (const Refutation& r : refutations) {
    if (!r.came || agree(probe, r.witness, code->decide(0, r.witness))) continue;
    sink.report(Code::ReplayMismatch, expected(r).span, "the evaluator", "the native code");
  }
}

void replay(const core::Program& program, const std::vector<Gap>& gaps, Sink& sink) {
  std::vector<const core::Case*> witnesses;
  core::Program probe = program;
  probe.outputs.clear();
  for (const Gap& g : gaps) {
    witnesses.push_back(&g.witness);
    probe.outputs.push_back(g.act);
  }
  keep_effective(program, witnesses, probe);
  if (gaps.empty() || lower::not_lowerable(probe)) return;
  const auto code = compile(probe, sink);
  if (!code) return;
  for (const Gap& g : gaps) {
    if (agree(probe, g.witness, code->decide(0, g.witness))) continue;
    sink.report(Code::ReplayMismatch, program.span, "the evaluator", "the native code");
  }
}

}  // namespace jur
