// Which sets of rules clash, and which permissions meet bans: each with the condition under which it does.
#pragma once
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "verify/inquiry.h"
#include "verify/plain_pairs.h"

namespace jur::proof {

using Names = std::vector<std::string>;  // sorted, each once

// Rules of the same names (the instances of one rule share theirs) are one suspect.
struct Suspect {
  bool permission = false;
  Names names;
  std::vector<std::pair<Rules, core::CondId>> ways;          // some case meets each condition; assumptions are not part of it
  std::vector<std::pair<core::NormId, core::NormId>> norms;  // by way, permissions alone: permission, and what it meets
};

// A plain pair that is accepted in all cases, by acceptances without routes.
struct AcceptedPair {
  PlainPair rules;
  core::AcceptanceId by;  // the first of them
};

struct Suspects {
  std::vector<Suspect> all;              // by names, contradictions before permissions
  std::vector<PlainPair> pairs;          // by names; further contradictions, which no acceptance covers
  std::vector<AcceptedPair> accepted;    // by names; further ones
  std::vector<core::AcceptanceId> used;  // all that cover one of `accepted`; ascending
};

[[nodiscard]] Suspects find_suspects(Inquiry& q, const VerifyOptions& options);

// A plain pair as a suspect like the others.
[[nodiscard]] Suspect suspect_of(Inquiry& q, const PlainPair& pair);

[[nodiscard]] Names names_of(const core::Program& program, const Rules& rules);

// What is asked from now on is whether these clash.
void about_clash(Inquiry& q, const Rules& rules);

}  // namespace jur::proof
