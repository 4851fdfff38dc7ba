// Finds statements of precedence without effect: no two of the rules that they name ever meet.
#pragma once
#include <functional>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "core/program.h"
#include "diagnostics/diagnostic.h"
#include "verify/idle.h"

namespace jur {

// Two rules meet in a case that meets the assumptions, on a day on which precedence holds between them, where both are in force,
// their conditions hold and no exception of theirs does, and where a norm of the one to be defeated would have effect or the
// conditions of a rule hold that it would defeat. Whether others defeat either of them does not count.
struct NeverMeets {
  core::StatementId statement;
  core::RuleId winner;  // the first pair
  core::RuleId loser;
  std::size_t pairs = 1;        // of rules that the statement is about
  bool days = false;            // part of why: the days on which precedence holds between the two orders
  bool effect = false;          // part of why: that the defeat would change something
  std::vector<IdleGround> why;  // all the rest of it; each is needed. Empty where each pair has a reason of its own
};

struct PrecedenceFindings {
  std::vector<NeverMeets> all;  // by statement
  std::set<Span> met;           // statements about rules that meet, by their span
  bool complete = true;         // false: a question stayed open and was reported; what it was about counts as met
};

struct PrecedenceOptions {
  VerifyOptions verify;
  std::function<bool(Span)> wanted = {};  // which statements to look at; all where absent
};

// Reports what hinders the proof itself. Finds nothing where no case is possible.
[[nodiscard]] PrecedenceFindings verify_precedence(const core::Program& program, const PrecedenceOptions& options, Sink& sink);

// Of several programs that share statements: without effect in one, and met in none.
struct PrecedenceProgram {
  const core::Program* program = nullptr;
  const PrecedenceFindings* findings = nullptr;
};
[[nodiscard]] std::vector<std::pair<const core::Program*, const NeverMeets*>> never_in_all(
    std::span<const PrecedenceProgram> programs);

// Puts a `precedence-never-meets` into the sink. The reference stays good until the next report.
Diagnostic& report_never_meets(const core::Program& program, const NeverMeets& found, Sink& sink);

}  // namespace jur
