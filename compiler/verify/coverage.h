// Which acceptances cover which sets of rules, looked up by rule.
#pragma once
#include <span>
#include <vector>

#include "verify/conditions.h"

namespace jur::proof {

class Coverage {
 public:
  explicit Coverage(const core::Program& program);
  // Those whose sides name all of these rules, each side one of them; ascending.
  [[nodiscard]] std::vector<core::AcceptanceId> of(std::span<const core::RuleId> rules) const;

 private:
  struct Place {
    core::AcceptanceId acceptance;
    std::uint32_t side;
  };
  const core::Program& program_;
  std::vector<std::vector<Place>> places_;  // by rule, ascending by acceptance
};

}  // namespace jur::proof
