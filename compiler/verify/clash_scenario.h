// The case of a finding as a scenario to paste.
#pragma once
#include <optional>

#include "verify/shown.h"
#include "verify/verify.h"

namespace jur::proof {

class ClashScenarios {
 public:
  // Keeps a copy of the program.
  explicit ClashScenarios(const core::Program& program);

  // It expects of each act that the clashing rules name that it is contradictory by them; of a permission that meets a ban, that
  // both rules apply, and what the verdict is. Nothing where the evaluator does not confirm it.
  [[nodiscard]] std::optional<Shown> operator()(const Finding& finding);
  [[nodiscard]] std::optional<Shown> operator()(const Finding& finding, std::string name);
  // The same of the witness that `facts` are a part of, with no other facts left out.
  [[nodiscard]] std::optional<core::Scenario> with(const Finding& finding, std::string name, core::Case facts);

 private:
  [[nodiscard]] std::optional<core::Scenario> complete(const Finding& f, std::string name);
  [[nodiscard]] bool passes(const Finding& f, const core::Scenario& s) const;
  [[nodiscard]] std::vector<core::Expectation> of_clash(const Finding& f) const;
  [[nodiscard]] std::vector<core::Expectation> of_permission(const Finding& f) const;

  const core::Program& program_;
  core::Program probe_;  // with the norms of the clashing rules alone: whether these clash hangs on no others
  std::vector<std::vector<core::NormId>> norms_;  // by rule
};

}  // namespace jur::proof
