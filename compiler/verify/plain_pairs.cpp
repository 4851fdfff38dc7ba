#include "verify/plain_pairs.h"

#include <algorithm>
#include <numeric>
#include <set>

#include "evaluate/truth.h"

namespace jur::proof {

using core::NormId;
using core::NormKind;
using core::RuleId;

NameOrder::NameOrder(const core::Program& program) : ranks_(program.rules.size()), shared_(program.rules.size()) {
  std::vector<std::uint32_t> order(program.rules.size());
  std::iota(order.begin(), order.end(), 0U);
  const auto name = [&](std::uint32_t i) -> const std::string& { return program.rules[RuleId(i)].name; };
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    const int compared = name(a).compare(name(b));
    return compared != 0 ? compared < 0 : a < b;
  });
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    ranks_[order[i]] = i;
    if (i > 0 && name(order[i]) == name(order[i - 1])) shared_[order[i]] = shared_[order[i - 1]] = 1;
  }
}

Plainness::Plainness(Inquiry& q, const NameOrder& order)
    : conditions_(q.conditions()), program_(q.program()), always_(q.conditions().builder().always()) {
  const core::CondId never = q.conditions().builder().never();
  std::set<core::FactId> assumed;
  for (const core::CondId c : used_conds(program_, {q.possible()})) {
    for (const core::FactId f : facts_of(program_, program_.conds[c])) assumed.insert(f);
  }
  plain_.resize(program_.norms.size());
  for (const NormId n : program_.norms.ids()) {
    const Outline& outline = conditions_.outline(n);
    const auto norms = conditions_.norms_of(program_.norms[n].rule);
    const auto others = std::count_if(norms.begin(), norms.end(), [&](NormId o) { return program_.norms[o].effect != never; });
    const bool free = std::none_of(outline.sides().begin(), outline.sides().end(),
                                   [&](const Outline::Side& s) { return assumed.contains(s.fact); });
    plain_[n.index] = outline.exact() && free && others == 1 && !order.shared(program_.norms[n].rule) && alone(n) ? 1 : 0;
  }
}

// The norm does nothing against itself.
bool Plainness::alone(NormId n) const {
  const NormKind kind = program_.norms[n].kind;
  return (kind != NormKind::Duty && kind != NormKind::Keep) || conditions_.strikes(n, n).empty();
}

bool Plainness::opposed(NormId duty, NormId source) const {
  const auto strikes = conditions_.strikes(duty, source);
  return std::any_of(strikes.begin(), strikes.end(), [&](const Conditions::Strike& s) {
    return s.when == always_ && conditions_.implies(program_.norms[duty].act, s.act) == always_ &&
           (!s.because.valid() || conditions_.implies(program_.norms[source].act, s.because) == always_);
  });
}

bool Plainness::operator()(NormId duty, NormId source) {
  if (plain_[duty.index] == 0 || plain_[source.index] == 0) return false;
  const core::Norm& a = program_.norms[duty];
  const core::Norm& b = program_.norms[source];
  if (a.rule == b.rule || (b.kind != NormKind::Duty && (b.period.from || b.period.until))) return false;
  const auto [it, fresh] = opposed_.try_emplace({{a.act, a.kind}, {b.act, b.kind}});
  if (fresh) it->second = opposed(duty, source);
  return it->second;
}

}  // namespace jur::proof
