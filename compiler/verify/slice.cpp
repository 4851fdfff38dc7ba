#include "verify/slice.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

#include "verify/outline.h"

namespace jur::proof {
namespace {

using core::ActId;
using core::CondId;
using core::NormId;
using core::NormKind;
using core::RuleId;

constexpr std::size_t kMostOutlines = 200;  // past so many changes every norm of their acts is kept

class Slicer {
 public:
  explicit Slicer(Joined& j) : j_(j), p_(j.program), act_keys_(p_.acts.size()), norms_(p_.rules.size()), groups_(j.acts.size()) {
    for (std::size_t k = 0; k < j.acts.size(); ++k) {
      for (const ActId a : j.acts[k]) {
        if (a.valid()) act_keys_[a.index] = k;
      }
    }
    for (const NormId n : p_.norms.ids()) norms_[p_.norms[n].rule.index].push_back(n);
    std::iota(groups_.begin(), groups_.end(), std::size_t{0});
    out_.partner.resize(p_.rules.size());
  }

  Slice run() {
    pair_rules();
    tie_acts();
    std::vector<CondId> parts = changed_norms();
    const std::vector<CondId> relations = changed_relations();
    parts.insert(parts.end(), relations.begin(), relations.end());
    out_.region = j_.build.any(parts);
    out_.moved = j_.build.any(moved_duties());
    std::set<std::size_t> touched;
    for (const std::size_t k : touched_) touched.insert(group(k));
    for (std::size_t k = 0; k < j_.acts.size(); ++k) {
      out_.groups.push_back(group(k));
      out_.acts.push_back(touched.contains(group(k)) ? 1 : 0);
    }
    trim();
    return std::move(out_);
  }

 private:
  using Form = std::vector<std::tuple<std::size_t, NormKind, std::optional<core::DateTerm>, std::optional<core::DateTerm>,
                                      std::optional<std::pair<std::int64_t, TimeUnit>>>>;
  [[nodiscard]] Form form_of(RuleId r) const {
    Form out;
    for (const NormId id : norms_[r.index]) {
      const core::Norm& n = p_.norms[id];
      std::optional<std::pair<std::int64_t, TimeUnit>> hours;
      if (n.hours) hours.emplace(n.hours->count, n.hours->unit);
      out.emplace_back(act_keys_[n.act.index], n.kind, n.period.from, n.period.until, hours);
    }
    return out;
  }

  [[nodiscard]] std::vector<CondId> effects_of(RuleId r) const {
    std::vector<CondId> out;
    for (const NormId id : norms_[r.index]) out.push_back(p_.norms[id].effect);
    return out;
  }

  void pair(RuleId before, RuleId after) {
    out_.partner[before.index] = after;
    out_.partner[after.index] = before;
  }

  // By name, then by what they say: a rule that has another name alone has not changed.
  void pair_rules() {
    std::map<std::pair<std::string, std::string>, RuleId> named;
    for (const RuleId r : j_.versions[0].rules) named.emplace(std::pair(p_.rules[r].name, p_.rules[r].instance), r);
    for (const RuleId r : j_.versions[1].rules) {
      const auto it = named.find({p_.rules[r].name, p_.rules[r].instance});
      if (it != named.end() && !out_.partner[it->second.index].valid() && form_of(it->second) == form_of(r)) pair(it->second, r);
    }
    std::map<std::pair<Form, std::vector<CondId>>, std::vector<RuleId>> said;
    for (const RuleId r : j_.versions[0].rules) {
      if (!out_.partner[r.index].valid() && !norms_[r.index].empty()) said[{form_of(r), effects_of(r)}].push_back(r);
    }
    for (auto& [what, rules] : said) std::reverse(rules.begin(), rules.end());
    for (const RuleId r : j_.versions[1].rules) {
      if (out_.partner[r.index].valid() || norms_[r.index].empty()) continue;
      const auto it = said.find({form_of(r), effects_of(r)});
      if (it == said.end() || it->second.empty()) continue;
      pair(it->second.back(), r);
      it->second.pop_back();
    }
  }

  std::size_t group(std::size_t k) {
    while (groups_[k] != k) k = groups_[k] = groups_[groups_[k]];
    return k;
  }
  void tie(ActId a, ActId b) { groups_[group(act_keys_[a.index])] = group(act_keys_[b.index]); }

  void tie_acts() {
    for (const core::Implication& i : p_.implications) tie(i.from, i.to);
    for (const core::Exclusion& e : p_.exclusions) tie(e.a, e.b);
    for (const std::vector<NormId>& of_rule : norms_) {
      for (const NormId n : of_rule) tie(p_.norms[of_rule.front()].act, p_.norms[n].act);
    }
  }

  [[nodiscard]] std::vector<CondId> conjuncts(CondId c) const {
    const core::Cond& cond = p_.conds[c];
    if (cond.op != core::Op::And) return {c};
    const auto args = p_.args_of(cond);
    return {args.begin(), args.end()};
  }

  // The first holds and the second does not: as narrow as what they do not share makes it.
  CondId without(CondId a, CondId b) {
    const std::vector<CondId> mine = conjuncts(a);
    std::vector<CondId> rest;
    for (const CondId c : conjuncts(b)) {
      if (std::find(mine.begin(), mine.end(), c) == mine.end()) rest.push_back(c);
    }
    const CondId out = j_.build.all({a, j_.build.not_(j_.build.all(rest))});
    return Outline::around(p_, out).empty() ? j_.build.never() : out;
  }

  // Adds the cases in which one of these holds alone, on acts of these places.
  void differ(CondId a, CondId b, std::initializer_list<std::size_t> places, std::vector<CondId>& out) {
    if (a == b) return;
    for (const CondId part : {without(a, b), without(b, a)}) {
      if (part == j_.build.never()) continue;
      out.push_back(part);
      outlines_.push_back(Outline::around(p_, part));
      touched_.insert(places);
    }
  }

  std::vector<CondId> changed_norms() {
    std::vector<CondId> out;
    for (const RuleId r : p_.rules.ids()) {
      const RuleId other = out_.partner[r.index];
      if (other.valid() && other < r) continue;
      for (std::size_t i = 0; i < norms_[r.index].size(); ++i) {
        const core::Norm& n = p_.norms[norms_[r.index][i]];
        const CondId theirs = other.valid() ? p_.norms[norms_[other.index][i]].effect : j_.build.never();
        differ(n.effect, theirs, {act_keys_[n.act.index]}, out);
      }
    }
    return out;
  }

  void touch(NormId n) {
    touched_.insert(act_keys_[p_.norms[n].act.index]);
    outlines_.push_back(Outline::around(p_, p_.norms[n].effect));
  }

  std::vector<CondId> changed_relations() {
    using Ends = std::tuple<bool, std::size_t, std::size_t>;
    std::map<Ends, std::array<std::vector<CondId>, 2>> all;
    const std::size_t first_after = j_.versions[0].acts.size();
    const auto add = [&](bool implies, ActId a, ActId b, CondId when) {
      const std::size_t version = a.index < first_after ? 0 : 1;
      std::size_t x = act_keys_[a.index];
      std::size_t y = act_keys_[b.index];
      if (!implies && y < x) std::swap(x, y);
      all[{implies, x, y}][version].push_back(when);
    };
    for (const core::Implication& i : p_.implications) add(true, i.from, i.to, i.when);
    for (const core::Exclusion& e : p_.exclusions) add(false, e.a, e.b, e.when);
    std::vector<CondId> out;
    for (const auto& [ends, whens] : all) {
      differ(j_.build.any(whens[0]), j_.build.any(whens[1]), {std::get<1>(ends), std::get<2>(ends)}, out);
    }
    return out;
  }

  // Of duties that stand in both versions: a longest part of them keeps its order; the others have moved.
  std::vector<CondId> moved_duties() {
    std::vector<std::pair<NormId, NormId>> pairs;
    for (const RuleId r : j_.versions[0].rules) {
      const RuleId other = out_.partner[r.index];
      for (std::size_t i = 0; other.valid() && i < norms_[r.index].size(); ++i) {
        const NormId n = norms_[r.index][i];
        if (p_.norms[n].kind == NormKind::Duty) pairs.emplace_back(n, norms_[other.index][i]);
      }
    }
    std::sort(pairs.begin(), pairs.end());
    std::vector<std::size_t> ends;  // by length less one: the pair that a run of this length ends with, the lowest such
    std::vector<std::optional<std::size_t>> earlier(pairs.size());
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      const auto at = std::lower_bound(ends.begin(), ends.end(), pairs[i].second,
                                       [&](std::size_t e, NormId n) { return pairs[e].second < n; });
      if (at != ends.begin()) earlier[i] = *(at - 1);
      if (at == ends.end()) {
        ends.push_back(i);
      } else {
        *at = i;
      }
    }
    std::vector<char> stays(pairs.size());
    for (auto i = ends.empty() ? std::nullopt : std::optional(ends.back()); i; i = earlier[*i]) stays[*i] = 1;
    std::vector<CondId> out;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      if (stays[i] != 0) continue;
      for (const NormId n : {pairs[i].first, pairs[i].second}) {
        out.push_back(p_.norms[n].effect);
        touch(n);
      }
    }
    return out;
  }

  void trim() {
    const auto meets = [&](const core::Norm& n) {
      if (outlines_.size() > kMostOutlines) return true;
      const Outline own = Outline::around(p_, n.effect);
      return std::any_of(outlines_.begin(), outlines_.end(), [&](const Outline& o) { return o.meets(own); });
    };
    Store<NormId, core::Norm> kept;
    for (const core::Norm& n : p_.norms.all()) {
      if (out_.acts[act_keys_[n.act.index]] != 0 && meets(n)) kept.add(n);
    }
    p_.norms = std::move(kept);
  }

  Joined& j_;
  core::Program& p_;
  std::vector<std::size_t> act_keys_;       // by act: its place in Joined::acts
  std::vector<std::vector<NormId>> norms_;  // by rule
  std::vector<std::size_t> groups_;         // acts that are tied together: union by place in Joined::acts
  std::set<std::size_t> touched_;
  std::vector<Outline> outlines_;
  Slice out_;
};

}  // namespace

Slice slice(Joined& joined) { return Slicer(joined).run(); }

}  // namespace jur::proof
