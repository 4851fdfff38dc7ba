// What differs between the rules of two joined versions, and what can have a say where it does. Private to this room.
#pragma once
#include <optional>
#include <vector>

#include "verify/join.h"

namespace jur::proof {

struct Slice {
  // Outside `region` both versions have the same norms in effect and the same conduct, so that each word is the same; outside
  // `moved`, too, the same duty comes first among those of one deadline.
  core::CondId region;
  core::CondId moved;
  std::vector<char> acts;           // by place in Joined::acts: its verdict may differ
  std::vector<std::size_t> groups;  // by place in Joined::acts: what a verdict there may hang on lies on acts of one group
  // By rule of the joined program: the rule of the other version that says the same on other conditions, or on the same.
  std::vector<core::RuleId> partner;
};

// Leaves in the joined program those norms alone that may have effect in the region, on acts whose verdict may differ.
[[nodiscard]] Slice slice(Joined& joined);

}  // namespace jur::proof
