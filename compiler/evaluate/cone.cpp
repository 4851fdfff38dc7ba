#include "evaluate/cone.h"

#include <algorithm>
#include <map>
#include <set>

namespace jur {
namespace {

using core::ActId;
using core::RuleId;

// Disjoint sets of acts; the root of each is its lowest act.
class Ties {
 public:
  explicit Ties(std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) up_.emplace_back(i);
  }
  ActId root(ActId a) {
    while (up_[a.index] != a) {
      up_[a.index] = up_[up_[a.index].index];
      a = up_[a.index];
    }
    return a;
  }
  void tie(ActId a, ActId b) {
    const ActId x = root(a);
    const ActId y = root(b);
    up_[std::max(x, y).index] = std::min(x, y);
  }

 private:
  std::vector<ActId> up_;
};

}  // namespace

std::vector<Cone> cones(const core::Program& program) {
  Ties ties(program.acts.size());
  for (const core::Implication& i : program.implications) ties.tie(i.from, i.to);
  for (const core::Exclusion& e : program.exclusions) ties.tie(e.a, e.b);
  std::map<RuleId, ActId> act_of;
  for (const core::Norm& n : program.norms.all()) ties.tie(n.act, act_of.emplace(n.rule, n.act).first->second);

  std::map<ActId, Cone> by_root;
  for (const ActId a : program.acts.ids()) by_root[ties.root(a)].acts.push_back(a);
  for (const core::NormId n : program.norms.ids()) {
    Cone& cone = by_root[ties.root(program.norms[n].act)];
    cone.norms.push_back(n);
    cone.conds.push_back(program.norms[n].effect);
  }
  for (const core::Implication& i : program.implications) by_root[ties.root(i.from)].conds.push_back(i.when);
  for (const core::Exclusion& e : program.exclusions) by_root[ties.root(e.a)].conds.push_back(e.when);
  for (const auto& [rule, act] : act_of) {
    if (program.rules[rule].doubtful.valid()) by_root[ties.root(act)].doubts.push_back(program.rules[rule].doubtful);
  }
  for (const core::Acceptance& a : program.acceptances.all()) {
    std::set<ActId> roots;
    for (const auto& side : a.sides) {
      for (const RuleId r : side) {
        const auto it = act_of.find(r);
        if (it != act_of.end()) roots.insert(ties.root(it->second));
      }
    }
    for (const ActId r : roots) by_root[r].acceptances.push_back(a.when);
  }
  std::vector<Cone> out;
  for (auto& entry : by_root) out.push_back(std::move(entry.second));
  return out;
}

}  // namespace jur
