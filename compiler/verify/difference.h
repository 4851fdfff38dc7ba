// Two versions of a program: proves that each verdict is the same in every case that both know, or finds the cases in which it is
// not.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/verdict.h"
#include "diagnostics/diagnostic.h"
#include "verify/verify.h"

namespace jur {

// Something that the versions do not agree on about what a case is, or what is decided.
struct CaseChange {
  std::string subject;    // "fact `demand.forum`"
  std::string text;       // "is new; verdicts are compared where it has its default `other_forum`"
  bool breaking = false;  // some case of the old version is refused by the new one or means something else there
};

// The cases in which the verdict on an act was one word and is another, or has other dates.
struct Difference {
  struct Side {
    core::ActId act;                       // in that version; invalid where it lacks the act
    core::Case witness;                    // complete, in that version's facts
    std::vector<core::FactId> any;         // whatever their values (that keep the case valid), the two words stand; ascending
    std::optional<core::Verdict> verdict;  // of the witness; nothing where it lacks the act, which is silent then
    std::vector<core::RuleTrace> rules;    // by RuleId
    std::vector<core::RuleId> changed;     // rules that have another effect in the witness than in the other version, ascending
    std::vector<core::RuleId> idle;        // of these, those that apply and whose norm has no effect here alone, ascending
    core::Scenario shown;                  // the witness as a scenario that expects this version's verdict, and passes in it
    std::vector<core::FactId> omitted;     // facts that the scenario need not give
  };
  std::string party;
  std::string action;
  core::Word from = core::Word::Silent;
  core::Word to = core::Word::Silent;  // the same: the dates differ
  IntervalSet days;                    // as-of days of the cases, by the new version's as-of date
  bool cut = false;                    // more than 100 windows: the first 100 are kept
  Side before;
  Side after;
};

struct Differences {
  std::vector<CaseChange> cases;
  std::vector<Difference> all;  // by act in the new version's order (then acts that it lacks), from, to
  std::size_t acts = 0;         // compared
  bool complete = true;         // false: a question stayed open and was reported
  std::size_t questions = 0;    // put to the solver
};

// Verdicts of complete cases: facts that may be unknown have each value, presumptions aside. The dates of a verdict count
// (`deadline` with its hours, `not_before`, `until`) unless it is contradictory; the rules behind it, by themselves, do not.
// An act that one version lacks is silent there. Reports what hinders the proof (solver-gave-up, replay-mismatch); the evaluator
// has judged each witness in both versions.
[[nodiscard]] Differences differences(const core::Program& before, const core::Program& after, const VerifyOptions& options,
                                      Sink& sink);

}  // namespace jur
