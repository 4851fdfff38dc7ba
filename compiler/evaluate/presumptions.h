// Presumptions: what unknown facts are reckoned with.
#pragma once
#include <optional>
#include <vector>

#include "core/program.h"

namespace jur {

struct Start {
  core::Case given;                    // what is unknown in it is plainly unknown
  std::vector<core::FactId> presumed;  // facts that have their presumed value in it, ascending
};

// Presumed values where some completion has all of them; else those facts stay unknown. Nothing where no completion is possible.
[[nodiscard]] std::optional<Start> presume(const core::Program& program, const core::Case& given);

// Values of a presumed fact besides the one in `given`, in order: every word that another value gives, one of these gives.
// (Of dates and numbers with more than 4,096 values and of sets with more than 12 kinds of members: of those values at which
// some answer changes while the other facts are as they are.)
[[nodiscard]] std::vector<core::Value> other_values(const core::Program& program, const core::Case& given, core::FactId fact);

}  // namespace jur
