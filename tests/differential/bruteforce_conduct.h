// Conduct in one complete case, day by day. Private to the brute force.
#pragma once
#include <bitset>
#include <set>
#include <vector>

#include "bruteforce.h"

namespace jur::test {

inline constexpr std::size_t kDays = 320;
using Days = std::bitset<kDays>;
[[nodiscard]] std::int64_t day_at(std::size_t index);

[[nodiscard]] inline bool is_duty(const core::Norm& n) {
  return n.kind == core::NormKind::Duty || n.kind == core::NormKind::Keep;
}

// Why an act is forbidden on some days of a duty's period.
struct Ground {
  core::NormId norm;
  core::ActId act;
  core::ActId because;  // the required act that excludes it; invalid for a ban
  Days days;
};

struct World {
  World(const core::Program& program, const core::Case& complete, core::OrderId only = {});

  const core::Program& p;
  const core::Case& c;
  std::vector<std::vector<char>> implied;   // by from, to
  std::vector<std::vector<char>> excluded;  // symmetric
  std::vector<core::NormId> norms;          // in effect

  [[nodiscard]] Days period(core::NormId n) const;
  // What norms of `rules` forbid of the duty and what it implies, on days of its period (`whole`: on any day).
  [[nodiscard]] std::vector<Ground> grounds(core::NormId duty, const std::set<core::RuleId>& rules, bool whole) const;
  [[nodiscard]] bool hopeless(core::NormId duty, const std::set<core::RuleId>& rules, bool whole) const;
  [[nodiscard]] std::vector<core::Clash> clashes() const;
  // These rules, which clash, with the clash's kind and acts.
  [[nodiscard]] core::Clash describe(const std::set<core::RuleId>& rules) const;
};

}  // namespace jur::test
