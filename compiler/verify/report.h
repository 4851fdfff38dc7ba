// Findings as diagnostics, in words that a lawyer understands.
#pragma once
#include <cstddef>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "verify/verify.h"

namespace jur {

// The text of the scenario that a finding shows, with words before it that say where it belongs.
using WriteScenario = std::function<std::string(const core::Program& program, const Finding& finding)>;

// One finding of one program. Accepted ones are notes at their acceptance, the others errors at the duty or permission. Without
// `write`, or where there is no scenario, the facts that matter are told.
void report_finding(const core::Program& program, const Finding& finding, Sink& sink, const WriteScenario& write = {});
// An expired acceptance, or an idle one that does not come from a library, is an error; one that covers something is none.
void report_acceptance(const core::Acceptance& acceptance, AcceptanceState state, Sink& sink);

struct Verified {
  const core::Program* program = nullptr;
  const Findings* findings = nullptr;
};

// Contradictions that stand beyond the limit.
struct Unlisted {
  std::size_t count = 0;
  std::size_t accepted = 0;                              // accepted findings beyond the limit
  std::map<std::vector<std::string>, std::size_t> laws;  // where there are some: all that stand, listed or not, by their laws
};

// The findings of several programs as one: a set of rules is told once, with windows and acts united, and counts as accepted
// where it is so in each program. An acceptance is idle where it covers nothing in any of them, which is said only where all
// proofs are complete. Lists at most `limit` contradictions that stand, and as many accepted findings (0: all), and returns how
// many more there are. Give all programs of a package at once, among them for each file with acceptances one with all laws that
// the file sees.
Unlisted report(std::span<const Verified> verified, std::size_t limit, Sink& sink, const WriteScenario& write = {});

}  // namespace jur
