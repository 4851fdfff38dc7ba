// What the verdict on an act can hang on. Private to this room.
#pragma once
#include <vector>

#include "core/program.h"

namespace jur {

// Acts that implications, exclusions or the norms of one rule tie together, and all that concerns them.
struct Cone {
  std::vector<core::ActId> acts;          // ascending
  std::vector<core::NormId> norms;        // on these acts
  std::vector<core::CondId> conds;        // effects of the norms, conditions of the implications and exclusions
  std::vector<core::CondId> acceptances;  // conditions of acceptances that name rules of these norms
  std::vector<core::CondId> doubts;       // where these norms' rules rest on something unverified
};

// The cones of the acts of a program; every act is in one.
[[nodiscard]] std::vector<Cone> cones(const core::Program& program);

}  // namespace jur
