// Two versions of a package against each other: decision by decision.
#pragma once
#include <string>
#include <vector>

#include "driver/session.h"
#include "verify/difference.h"

namespace jur {

struct ComparedDecision {
  std::string name;  // what tells it from the others: "decision `disclosure`"; empty where it is the only one
  const core::Program* before = nullptr;
  const core::Program* after = nullptr;
  Differences found;
};

struct Comparison {
  std::vector<CaseChange> decisions;       // those that one version lacks, or that have another name
  std::vector<ComparedDecision> compared;  // in the new version's order
  // Verdicts that changed; and of all else, what some case of the old version is refused for or means something else by.
  [[nodiscard]] std::size_t verdicts() const;
  [[nodiscard]] std::size_t breaking() const;
};

// Decisions of one name belong together; without a decision, the laws in sight of a file for a case type of one name, those first
// that have most laws in common; where each version has one decision alone, these. What is changed in the same way in several
// decisions without a name is told of the first. Scenarios for one file have different names. What hinders is in the sinks: of
// `before` where its program has errors, else of `after`. Where there is anything, the comparison says nothing. Every witness has
// been replayed, on native code too.
[[nodiscard]] Comparison compare(Session& before, Session& after, const SessionOptions& options);

}  // namespace jur
