// Scenarios and what they and properties expect; private to scenarios.cpp, settings.cpp, expectations.cpp, properties.cpp.
#pragma once
#include <string>
#include <vector>

#include "check/context.h"

namespace jur::checking {

// The facts that a scenario's own `facts` nodes give, each place once (a second one is reported).
[[nodiscard]] std::vector<model::Setting> check_settings(Context& c, model::ModuleId from, model::CaseId case_type,
                                                         NodeRef scenario);
// The module sees every step of the place.
[[nodiscard]] bool place_seen(const Context& c, model::ModuleId from, model::CaseId case_type, const model::Place& place);
// A fact that a case must give, with its way from the case: "demand.received".
struct Missing {
  std::string path;
  Span declared;
};
[[nodiscard]] std::vector<Missing> missing_facts(const Context& c, model::ModuleId from, model::CaseId case_type,
                                                 const std::vector<model::Setting>& settings);

// An `expectation` node; nothing where it is wrong (reported).
[[nodiscard]] std::optional<model::Expectation> check_expectation(Context& c, model::ModuleId from, model::CaseId case_type,
                                                                  NodeRef expectation);

}  // namespace jur::checking
