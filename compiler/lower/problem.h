// Private to lower/: all that can bear on clashes of some acts, numbered for code that looks for clashes at run time (search.h).
#pragma once
#include <cstdint>
#include <utility>
#include <vector>

#include "lower/clashes.h"

namespace jur::lower {

// Rules, periods and so on are named by their place in the lists here.
struct Problem {
  static constexpr std::size_t kMaxActs = 64;

  struct Place {  // a norm that forbids something that a duty of the front needs
    const Source* source;
    std::uint32_t rule;
    std::uint32_t period;
  };
  // What stands against duties of one kind on one act.
  struct Front {
    core::NormId duty;  // one of them
    std::uint32_t first = 0;
    std::uint32_t end = 0;  // of `places`
  };
  struct Duty {
    core::NormId norm;
    std::uint32_t front;
    std::uint32_t rule;
    std::uint32_t period;
    bool explored;  // its clashes may have one of the acts; else it is here because a smaller clash removes a larger one
  };
  struct Cover {
    core::AcceptanceId acceptance;
    std::vector<std::vector<std::uint32_t>> sides;  // rules, ascending; those that a problem has not are left out
  };

  std::vector<core::ActId> acts;      // as asked for
  std::vector<core::RuleId> rules;    // ascending
  std::vector<core::NormId> periods;  // those that have one, ascending; period 0 is all days, period i + 1 that of norm i
  std::vector<Place> places;          // of a front, ascending by rule
  std::vector<Front> fronts;
  std::vector<Duty> duties;   // ascending by norm
  std::vector<Cover> covers;  // acceptances that may cover a clash of the explored duties; ascending
  // Bytes that the search for clashes takes on the stack.
  [[nodiscard]] std::size_t bytes() const;
  [[nodiscard]] std::size_t rule_words() const { return (rules.size() + 63) / 64; }
};

// Precondition: no more than kMaxActs acts. Points into `clashes`.
[[nodiscard]] Problem problem_of(const core::Program& program, const Clashes& clashes, const std::vector<core::ActId>& acts);

}  // namespace jur::lower
