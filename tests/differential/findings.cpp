#include "findings.h"

#include <algorithm>
#include <set>

namespace jur::test {

using core::Case;
using core::NormId;
using core::NormKind;
using core::Program;
using core::RuleId;

namespace {

bool permission_meets(const World& w, NormId permission, NormId other) {
  const core::Norm& a = w.p.norms[permission];
  const core::Norm& b = w.p.norms[other];
  const auto order = [&](const core::Norm& n) { return w.p.laws[w.p.rules[n.rule].law].order; };
  if (order(a) != order(b) || (w.period(permission) & w.period(other)).none()) return false;
  if (a.kind == NormKind::May) return b.kind == NormKind::Ban && w.implied[a.act.index][b.act.index] != 0;
  return a.kind == NormKind::NeedNot && is_duty(b) && w.implied[b.act.index][a.act.index] != 0;
}

template <class T>
std::vector<T> both(T a, T b) {
  if (a == b) return {a};
  return a < b ? std::vector{a, b} : std::vector{b, a};
}

}  // namespace

std::vector<Met> naive_findings(const Program& program, const Case& complete) {
  const World world(program, complete);
  std::vector<Met> out;
  for (const auto& rules : without_course(world)) {
    out.push_back({false, rules, world.describe({rules.begin(), rules.end()}).acts});
  }
  for (const NormId a : world.norms) {
    for (const NormId b : world.norms) {
      if (!permission_meets(world, a, b)) continue;
      const core::Norm& one = program.norms[a];
      const core::Norm& two = program.norms[b];
      out.push_back({true, both(one.rule, two.rule), both(one.act, two.act)});
    }
  }
  return out;
}

std::vector<std::string> names_of(const Program& program, const std::vector<RuleId>& rules) {
  std::set<std::string> out;
  for (const RuleId r : rules) out.insert(program.rules[r].name);
  return {out.begin(), out.end()};
}

std::optional<std::vector<Case>> possible_cases(const Program& program, std::size_t most) {
  auto all = every_case(program, most);
  if (!all) return all;
  std::erase_if(*all, [&](const Case& c) {
    return !std::all_of(program.assumptions.begin(), program.assumptions.end(),
                        [&](core::CondId a) { return naive_truth(program, a, c); });
  });
  return all;
}

bool stands_for(const Case& pinned, const std::vector<core::FactId>& any, const Case& c) {
  for (std::size_t i = 0; i < c.values.size(); ++i) {
    if (!std::binary_search(any.begin(), any.end(), core::FactId(i)) && c.values[i] != pinned.values[i]) return false;
  }
  return true;
}

}  // namespace jur::test
