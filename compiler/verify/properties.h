// Proves, over all complete cases of a program, that its properties hold, or finds cases that refute them.
#pragma once
#include <cstddef>
#include <optional>
#include <vector>

#include "core/verdict.h"
#include "diagnostics/diagnostic.h"
#include "verify/verify.h"

namespace jur {

// A case in which a property's condition holds and one of its expectations does not.
struct Refutation {
  std::size_t property = 0;           // index into Program::properties
  std::size_t expectation = 0;        // of that property
  core::Case witness;                 // complete
  std::vector<core::FactId> any;      // whatever their values (that keep the case valid), what came is the same; ascending
  core::Scenario shown;               // the same as a scenario that expects what came; it passes
  std::vector<core::FactId> omitted;  // facts that the scenario need not give: they are unknown there, or have their default
  std::optional<core::Verdict> came;  // what came instead, where a verdict is expected (of `under`, where it is named)
};

enum class PropertyState : std::uint8_t { Holds, Refuted, Open };

struct PropertyFindings {
  std::vector<PropertyState> states;  // by property
  std::vector<Refutation> refuted;    // by property and expectation: one for each that fails
  std::vector<std::size_t> idle;      // properties that hold since no possible case meets their condition
};

// Reports what hinders the proof itself (solver-gave-up, replay-mismatch); such a property is Open. Refutations are returned,
// not reported; the evaluator has judged each.
[[nodiscard]] PropertyFindings verify_properties(const core::Program& program, const VerifyOptions& options, Sink& sink);

}  // namespace jur
