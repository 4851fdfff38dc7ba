// Which programs to make of a model.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "model/program.h"

namespace jur::elaborating {

struct Plan {
  model::ModuleId module;                     // what it sees and loads is the program's
  const model::Decision* decision = nullptr;  // null: all laws in sight of the module
  model::CaseId case_type;
  std::vector<model::LawId> laws;  // ascending
  bool judged = true;              // else made for scenarios, properties and acceptances alone
  std::vector<model::ScenarioId> scenarios;
  std::vector<std::size_t> properties;  // indices into Program::properties
};

[[nodiscard]] std::vector<Plan> make_plans(const model::Program& program, const std::vector<model::ModuleId>& modules);

// Plans without laws for case types with an `assume` that no judged one of `made` has loaded.
[[nodiscard]] std::vector<Plan> plan_assumptions(const model::Program& program, const std::vector<model::ModuleId>& modules,
                                                 const std::vector<Plan>& made);

}  // namespace jur::elaborating
