// Which sets of rules clash, and which permissions meet bans: each with the condition under which it does.
#pragma once
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "verify/inquiry.h"

namespace jur::proof {

using Names = std::vector<std::string>;  // sorted, each once

// Rules of the same names (the instances of one rule share theirs) are one suspect.
struct Suspect {
  bool permission = false;
  Names names;
  std::vector<std::pair<Rules, core::CondId>> ways;          // some case meets each condition; assumptions are not part of it
  std::vector<std::pair<core::NormId, core::NormId>> norms;  // by way, permissions alone: permission, and what it meets
};

// By names, contradictions before permissions.
[[nodiscard]] std::vector<Suspect> find_suspects(Inquiry& q);

[[nodiscard]] Names names_of(const core::Program& program, const Rules& rules);

}  // namespace jur::proof
