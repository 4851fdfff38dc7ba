#include "verify/shown.h"

namespace jur::proof {

std::optional<Shown> show(const core::Program& program, core::Scenario scenario, const std::vector<core::FactId>& any,
                          const std::function<bool(const core::Scenario&)>& passes) {
  Shown out{scenario, {}};
  for (const core::FactId f : any) {
    const core::Fact& fact = program.facts[f];
    if (fact.fallback ? scenario.facts[f] != *fact.fallback : !fact.optional) continue;
    if (!fact.fallback) out.scenario.facts[f] = core::Value::unknown();
    out.omitted.push_back(f);
  }
  if (passes(out.scenario)) return out;
  out.scenario = std::move(scenario);
  std::erase_if(out.omitted, [&](core::FactId f) { return !program.facts[f].fallback; });
  if (passes(out.scenario)) return out;
  return std::nullopt;
}

}  // namespace jur::proof
