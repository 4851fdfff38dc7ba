// Private to lower/: the conditions of rules taken apart into tests of one fact each, as tables can answer them.
#pragma once
#include <map>
#include <vector>

#include "lower/groups.h"

namespace jur::lower {

// The values of one fact that pass. Bool and Enum: by number, and none as the number after the last. Int and Date: ranges
// within the fact's, and whether none passes.
struct Test {
  ValueSet values;
  IntervalSet numbers;
  bool none = false;
  std::vector<core::CondId> parts;  // conditions that say the same, all together
};

// One member of a signal: it has effect where all its tests pass and `rest` holds.
struct Entry {
  std::uint32_t signal = 0;
  core::RuleId rule;
  std::map<core::FactId, Test> tests;
  std::vector<core::CondId> rest;  // ascending
};

// By signal, then by rule.
[[nodiscard]] std::vector<Entry> entries_of(const core::Program& program, const Groups& groups);

// How many numbers a Bool or Enum fact's tests are over, none included.
[[nodiscard]] std::size_t value_count(const core::Program& program, core::FactId fact);

}  // namespace jur::lower
