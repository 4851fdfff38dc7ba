#include "verify/reasons.h"

#include <algorithm>

namespace jur::proof {

using core::CondId;
using core::RuleId;
using Kind = IdleGround::Kind;
using Literal = Sieve::Literal;

Reasons scope_of(const core::Program& program, RuleId r) {
  const core::Rule& rule = program.rules[r];
  Reasons out;
  for (const core::Part& part : rule.parts) {
    if (part.of_law) out.push_back({{part.holds, true}, {Kind::Scope, r, part.span}});
  }
  out.push_back({{rule.in_force, true}, {Kind::InForce, r, rule.span}});
  if (rule.parts.empty()) out.push_back({{rule.when, true}, {Kind::Condition, r, rule.span}});
  for (const core::Part& part : rule.parts) {
    if (!part.of_law) out.push_back({{part.holds, true}, {Kind::Condition, r, part.span}});
  }
  return out;
}

Reasons exceptions_of(const core::Program& program, RuleId r) {
  Reasons out;
  for (const core::Exception& e : program.rules[r].exceptions) out.push_back({{e.holds, false}, {Kind::Exception, r, e.span}});
  return out;
}

bool possible(Sieve& sieve, const Reasons& all, std::optional<Literal> also) {
  std::vector<Literal> literals;
  if (also) literals.push_back(*also);
  for (const Reason& r : all) literals.push_back(r.literal);
  return sieve.possible(std::move(literals));
}

// What is asked about is part of each conflict; assumptions are left out rather than what the rules say.
std::vector<IdleGround> why(Sieve& sieve, const core::Program& program, const Reasons& all, std::optional<Literal> also) {
  std::vector<Literal> literals;
  for (const CondId a : sieve.assumptions()) literals.emplace_back(a, true);
  for (const Reason& r : all) literals.push_back(r.literal);
  if (also) literals.push_back(*also);
  const std::vector<Literal> core = sieve.conflict(literals);
  const auto in_core = [&](Literal l) { return std::find(core.begin(), core.end(), l) != core.end(); };
  std::vector<IdleGround> out;
  std::vector<Literal> told;
  for (const Reason& r : all) {
    if (!in_core(r.literal) || std::find(told.begin(), told.end(), r.literal) != told.end()) continue;
    told.push_back(r.literal);
    out.push_back(r.ground);
  }
  for (std::size_t i = 0; i < program.assumptions.size(); ++i) {
    const Literal l{program.assumptions[i], true};
    if (!in_core(l) || std::find(told.begin(), told.end(), l) != told.end()) continue;
    told.push_back(l);
    out.push_back({Kind::Assumption, {}, i < program.assumption_spans.size() ? program.assumption_spans[i] : program.span});
  }
  return out;
}

}  // namespace jur::proof
