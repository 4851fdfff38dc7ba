// Properties that do not hold, as diagnostics: what came instead, and a case that shows it.
#pragma once
#include <optional>
#include <vector>

#include "core/verdict.h"
#include "diagnostics/diagnostic.h"
#include "source/source.h"

namespace jur {

struct Refuted {
  const core::Property& property;
  const core::Expectation& expectation;
  const core::Case& witness;             // complete
  const std::vector<core::FactId>& any;  // facts of it that do not matter
  const core::Scenario& shown;           // see explain/scenario_text.h
  const std::vector<core::FactId>& omitted;
  const std::optional<core::Verdict>& came;
};

// One `property-refuted` at the expectation.
void report_refuted(const core::Program& program, const Refuted& refuted, const Sources& sources, Sink& sink);

}  // namespace jur
