// Proves, over all complete cases of a program, that every duty can be kept, or finds the sets of rules that clash:
// "Conduct and clashes" and "Acceptances" of the language.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/step.h"
#include "core/verdict.h"
#include "diagnostics/diagnostic.h"

namespace jur {

struct VerifyOptions {
  Date today;                         // judges the `until` of acceptances
  std::uint32_t effort = 10'000'000;  // bound on the solver's work for one question, in conflicts; 0: none
  // Contradictions past so many that stand, and findings past so many that are accepted, have no details; 0: all have them.
  std::size_t limit = 0;
  bool details = true;  // false: no finding has any
  bool index = true;    // false: each pair is put to the solver, none is settled by an index
  // Given each question to the solver, and those that the index settles in blocks: what it is about, and an SMT-LIB script that
  // ends in its answer (solve/solver.h).
  std::function<void(const std::string& about, const std::string& script)> certificate = {};
  StepPlace* step = nullptr;  // told when the solver is at work, or null
};

// One clashing set of rules, or a permission that meets a ban.
struct Finding {
  Code code = Code::ContradictionWithinOrder;
  bool detailed = true;                                           // false: only code, rules, instances and `accepted` are told
  core::Clash::Kind kind = core::Clash::Kind::RequiredForbidden;  // in the witness; not for permissions
  std::vector<std::string> rules;                                 // names, sorted; the instances of one rule share theirs
  std::vector<core::RuleId> instances;                            // of the witness, ascending
  std::vector<core::ActId> acts;                                  // ascending
  IntervalSet days;                                               // as-of days of the cases; its parts are the windows
  bool cut = false;                                               // more than 100 windows: the first 100 are kept
  core::Case witness;
  std::vector<core::FactId> any;         // whatever their values (that keep the case valid), these rules clash; ascending
  core::NormId norm;                     // of the witness: the hopeless duty, or the permission
  std::vector<core::NormId> against;     // what forbids it there (for an exemption: the duty), ascending
  core::AcceptanceId accepted;           // covers it wholly; invalid: it stands
  std::vector<core::RouteId> routes;     // where it stands: those that lead out of the witness, ascending
  std::vector<core::RouteId> elsewhere;  // and others that lead out of some other case of it, ascending
  std::optional<core::Scenario> shown;   // the witness as a scenario that passes; nothing where no scenario can say it
  std::vector<core::FactId> omitted;     // facts that `shown` need not give; ascending
};

enum class AcceptanceState : std::uint8_t { Covers, Idle, Expired };

// Its last day is over.
[[nodiscard]] inline bool expired(const core::Acceptance& a, const VerifyOptions& options) {
  return a.until && *a.until < options.today;
}

// A contradiction of two rules past the limit.
struct UnlistedPair {
  core::RuleId first;  // by name
  core::RuleId second;
};

struct Findings {
  std::vector<Finding> all;                  // by rules, contradictions before permissions
  std::vector<UnlistedPair> unlisted;        // by rules; further contradictions, which stand
  std::vector<UnlistedPair> accepted;        // by rules; further ones, accepted in all cases
  std::vector<AcceptanceState> acceptances;  // by AcceptanceId
  bool complete = true;                      // false: a question stayed open and was reported
  std::size_t questions = 0;                 // put to the solver
};

// Reports what hinders the proof itself: assumptions that no case meets (no-case-possible), questions that the solver gave
// up (solver-gave-up), a witness that the evaluator does not confirm (replay-mismatch). Findings are returned, not reported.
[[nodiscard]] Findings verify(const core::Program& program, const VerifyOptions& options, Sink& sink);

}  // namespace jur
