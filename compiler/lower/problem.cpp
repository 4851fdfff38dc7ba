#include "lower/problem.h"

#include <algorithm>
#include <map>
#include <set>

namespace jur::lower {
namespace {

using core::ActId;
using core::NormId;
using core::NormKind;
using core::RuleId;

using FrontKey = std::pair<ActId, bool>;  // act, keep-doing
using Rules = std::set<RuleId>;

template <class T>
std::uint32_t place_in(const std::vector<T>& sorted, T x) {
  return static_cast<std::uint32_t>(std::lower_bound(sorted.begin(), sorted.end(), x) - sorted.begin());
}

class Making {
 public:
  Making(const core::Program& p, const Clashes& clashes, const std::vector<ActId>& acts) : p_(p), clashes_(clashes) {
    out_.acts = acts;
  }

  Problem make() {
    std::vector<NormId> duties;
    for (const NormId n : p_.norms.ids()) {
      if (!clashes_.sources(n).empty()) duties.push_back(n);
    }
    for (const NormId d : duties) {
      if (has_acts(d)) enter(d);
    }
    std::vector<NormId> kept;
    for (const NormId d : duties) {
      if (explored_.contains(d) || removes(d)) kept.push_back(d);
    }
    number(kept);
    find_covers();
    return std::move(out_);
  }

 private:
  using Places = std::map<std::pair<RuleId, NormId>, const Source*>;
  // Duties that are explored, by front: whose rules clash with which.
  struct Side {
    Rules own;
    Rules against;
    bool several = false;  // more than two rules may be needed
  };

  RuleId rule(NormId n) const { return p_.norms[n].rule; }
  FrontKey key(NormId d) const { return {p_.norms[d].act, p_.norms[d].kind == NormKind::Keep}; }

  bool has_act(NormId duty, ActId a) const {
    if (clashes_.may_reach(p_.norms[duty].act, a)) return true;
    return std::ranges::any_of(clashes_.sources(duty), [&](const Source& s) {
      return clashes_.may_reach(p_.norms[s.norm].act, a) &&
             std::ranges::any_of(s.ways, [&](const Way& w) { return w.excluding.valid() && clashes_.may_reach(a, w.excluding); });
    });
  }
  bool has_acts(NormId duty) const {
    return std::ranges::any_of(out_.acts, [&](ActId a) { return has_act(duty, a); });
  }

  void enter(NormId duty) {
    explored_.insert(duty);
    const auto [it, fresh] = sides_.try_emplace(key(duty));
    it->second.own.insert(rule(duty));
    if (!fresh) return;
    std::vector<const Source*> all;
    for (const Source& s : clashes_.sources(duty)) {
      it->second.against.insert(rule(s.norm));
      fronts_[key(duty)].emplace(std::pair(rule(s.norm), s.norm), &s);
      all.push_back(&s);
    }
    it->second.several = !singles_suffice(p_, duty, all);
  }

  // A duty that is not explored becomes hopeless by rules that may be part of a larger clash of one that is. What then stands
  // against it is entered.
  bool removes(NormId duty) {
    bool any = false;
    for (const Source& s : clashes_.sources(duty)) {
      const bool together = std::ranges::any_of(sides_, [&](const auto& entry) {
        const Side& side = entry.second;
        const auto in = [&](RuleId r) { return side.own.contains(r) || side.against.contains(r); };
        return in(rule(duty)) && (rule(s.norm) == rule(duty) || (side.several && in(rule(s.norm))));
      });
      if (!together) continue;
      fronts_[key(duty)].emplace(std::pair(rule(s.norm), s.norm), &s);
      any = true;
    }
    return any;
  }

  void number(const std::vector<NormId>& duties) {
    Rules rules;
    std::set<NormId> periods;
    const auto add = [&](NormId n, bool always) {
      rules.insert(rule(n));
      if (!always && (p_.norms[n].period.from || p_.norms[n].period.until)) periods.insert(n);
    };
    for (const NormId d : duties) add(d, false);
    for (const auto& [front, places] : fronts_) {
      for (const auto& [at, source] : places) add(source->norm, source->always);
    }
    out_.rules.assign(rules.begin(), rules.end());
    out_.periods.assign(periods.begin(), periods.end());
    const auto period = [&](NormId n, bool always) {
      return always || !periods.contains(n) ? 0U : place_in(out_.periods, n) + 1;
    };
    std::map<FrontKey, std::uint32_t> numbers;
    for (const NormId d : duties) {
      const auto [it, fresh] = numbers.try_emplace(key(d), static_cast<std::uint32_t>(out_.fronts.size()));
      if (fresh) {
        Problem::Front front{d, static_cast<std::uint32_t>(out_.places.size()), 0};
        for (const auto& [at, source] : fronts_.at(key(d)))
          out_.places.push_back({source, place_in(out_.rules, at.first), period(source->norm, source->always)});
        front.end = static_cast<std::uint32_t>(out_.places.size());
        out_.fronts.push_back(front);
      }
      out_.duties.push_back({d, it->second, place_in(out_.rules, rule(d)), period(d, false), explored_.contains(d)});
    }
  }

  // Some rules of a front's clashes may be a set that the acceptance covers.
  bool may_cover(const core::Acceptance& a) const {
    const auto on = [](const std::vector<RuleId>& side, RuleId r) { return std::ranges::find(side, r) != side.end(); };
    return std::ranges::any_of(sides_, [&](const auto& entry) {
      const Side& front = entry.second;
      return std::ranges::any_of(front.own, [&](RuleId own) {
        if (std::ranges::none_of(a.sides, [&](const auto& side) { return on(side, own); })) return false;
        if (a.sides.size() < 2) return true;
        const auto meets = [&](RuleId r, const auto& side) { return on(side, own) || on(side, r); };
        if (front.several) {
          return std::ranges::all_of(a.sides, [&](const auto& side) {
            return std::ranges::any_of(front.against, [&](RuleId r) { return meets(r, side); });
          });
        }
        return std::ranges::any_of(front.against, [&](RuleId r) {
          return std::ranges::all_of(a.sides, [&](const auto& side) { return meets(r, side); });
        });
      });
    });
  }

  void find_covers() {
    for (const core::AcceptanceId id : p_.acceptances.ids()) {
      const core::Acceptance& a = p_.acceptances[id];
      const core::Cond& when = p_.conds[a.when];
      if (when.op == core::Op::Const && when.count == 0) continue;
      if (!may_cover(a)) continue;
      Problem::Cover cover{id, {}};
      for (const auto& side : a.sides) {
        auto& to = cover.sides.emplace_back();
        for (std::uint32_t r = 0; r < out_.rules.size(); ++r) {
          if (std::ranges::find(side, out_.rules[r]) != side.end()) to.push_back(r);
        }
      }
      out_.covers.push_back(std::move(cover));
    }
  }

  const core::Program& p_;
  const Clashes& clashes_;
  Problem out_;
  std::set<NormId> explored_;
  std::map<FrontKey, Side> sides_;
  std::map<FrontKey, Places> fronts_;
};

}  // namespace

std::size_t Problem::bytes() const {
  return 16 * (periods.size() + 1) + 9 * places.size() + 5 * duties.size() + 8 * fronts.size() + covers.size() +
         8 * rule_words() * (acts.size() + 3) + 27 * (rules.size() + 1);
}

Problem problem_of(const core::Program& program, const Clashes& clashes, const std::vector<ActId>& acts) {
  return Making(program, clashes, acts).make();
}

}  // namespace jur::lower
