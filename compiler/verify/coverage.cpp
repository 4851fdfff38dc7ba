#include "verify/coverage.h"

#include <algorithm>

namespace jur::proof {

using core::AcceptanceId;
using core::RuleId;

Coverage::Coverage(const core::Program& program) : program_(program), places_(program.rules.size()) {
  for (const AcceptanceId id : program.acceptances.ids()) {
    const auto& sides = program.acceptances[id].sides;
    for (std::uint32_t s = 0; s < sides.size(); ++s) {
      for (const RuleId r : sides[s]) places_[r.index].push_back({id, s});
    }
  }
}

std::vector<AcceptanceId> Coverage::of(std::span<const RuleId> rules) const {
  std::vector<AcceptanceId> out;
  if (rules.empty()) return out;
  const auto names = [&](RuleId r, AcceptanceId a) {
    return std::any_of(places_[r.index].begin(), places_[r.index].end(), [&](const Place& p) { return p.acceptance == a; });
  };
  const auto on_side = [&](AcceptanceId a, std::uint32_t side) {
    return std::any_of(rules.begin(), rules.end(), [&](RuleId r) {
      return std::any_of(places_[r.index].begin(), places_[r.index].end(),
                         [&](const Place& p) { return p.acceptance == a && p.side == side; });
    });
  };
  for (const Place& p : places_[rules.front().index]) {
    const AcceptanceId a = p.acceptance;
    if (!out.empty() && out.back() == a) continue;
    const auto sides = static_cast<std::uint32_t>(program_.acceptances[a].sides.size());
    bool all = std::all_of(rules.begin() + 1, rules.end(), [&](RuleId r) { return names(r, a); });
    for (std::uint32_t s = 0; s < sides && all && sides > 1; ++s) all = on_side(a, s);
    if (all) out.push_back(a);
  }
  return out;
}

}  // namespace jur::proof
