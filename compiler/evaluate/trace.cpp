#include "evaluate/trace.h"

#include <optional>

#include "evaluate/completions.h"

namespace jur {
namespace {

using core::Case;
using core::CondId;
using core::RuleId;
using core::RuleTrace;

template <class Truth>
RuleTrace trace_of(const core::Program& p, RuleId id, const Truth& truth) {
  using State = RuleTrace::State;
  const core::Rule& rule = p.rules[id];
  if (truth(rule.applies)) return {State::Applies, 0, {}};
  if (!truth(rule.in_force)) return {State::NotInForce, 0, {}};
  if (!truth(rule.when)) return {State::OutOfScope, 0, {}};
  for (std::size_t i = 0; i < rule.exceptions.size(); ++i) {
    if (truth(rule.exceptions[i].holds)) return {State::Excepted, static_cast<std::uint32_t>(i), {}};
  }
  for (std::size_t i = 0; i < rule.defeated_by.size(); ++i) {
    const RuleId by = rule.defeated_by[i];
    if (truth(rule.defeat_when[i]) && truth(p.rules[by].applies)) return {State::Defeated, 0, by};
  }
  return {State::OutOfScope, 0, {}};
}

bool same(const RuleTrace& a, const RuleTrace& b) { return a.state == b.state && a.exception == b.exception && a.by == b.by; }

RuleTrace over_completions(const core::Program& p, const Case& given, RuleId id) {
  const core::Rule& rule = p.rules[id];
  std::vector<CondId> roots{rule.applies, rule.in_force, rule.when};
  for (const core::Exception& e : rule.exceptions) roots.push_back(e.holds);
  for (std::size_t i = 0; i < rule.defeated_by.size(); ++i) {
    roots.push_back(rule.defeat_when[i]);
    roots.push_back(p.rules[rule.defeated_by[i]].applies);
  }
  std::optional<RuleTrace> out;
  visit_completions(p, given, roots, {}, [&](const Case& c) {
    const RuleTrace now = trace_of(p, id, [&](CondId cond) { return holds(p, cond, c); });
    if (!out) {
      out = now;
    } else if (!same(*out, now)) {
      out = RuleTrace{RuleTrace::State::Unknown, 0, {}};
    }
    return out->state != RuleTrace::State::Unknown;
  });
  return out.value_or(RuleTrace{});
}

}  // namespace

std::vector<RuleTrace> trace(const core::Program& program, const Truths& truths) {
  std::vector<RuleTrace> out;
  for (const RuleId r : program.rules.ids()) out.push_back(trace_of(program, r, [&](CondId c) { return truths[c]; }));
  return out;
}

std::vector<RuleTrace> trace(const core::Program& program, const Case& given) {
  std::vector<RuleTrace> out;
  for (const RuleId r : program.rules.ids()) out.push_back(over_completions(program, given, r));
  return out;
}

}  // namespace jur
