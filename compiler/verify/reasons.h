// Conditions of a question, and what each is to the reader. Private to this room.
#pragma once
#include <optional>
#include <vector>

#include "verify/idle.h"
#include "verify/sieve.h"

namespace jur::proof {

struct Reason {
  Sieve::Literal literal;
  IdleGround ground;
};
using Reasons = std::vector<Reason>;

// Its law's parts, that it is in force, its own parts.
[[nodiscard]] Reasons scope_of(const core::Program& program, core::RuleId r);
// That none of its exceptions holds.
[[nodiscard]] Reasons exceptions_of(const core::Program& program, core::RuleId r);

// Within the cases that meet the assumptions.
[[nodiscard]] bool possible(Sieve& sieve, const Reasons& all, std::optional<Sieve::Literal> also = {});
// As few reasons and assumptions of the program as leave no case with `also`; the last reasons rather than the first. No case
// meets them all.
[[nodiscard]] std::vector<IdleGround> why(Sieve& sieve, const core::Program& program, const Reasons& all,
                                          std::optional<Sieve::Literal> also = {});

}  // namespace jur::proof
