#include "lower/clashes.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace jur::lower {
namespace {

// Steps of straight-line code that the covers of all duties' periods may take, and sets that may be tested one by one.
constexpr std::size_t kMostCost = 12'000;
constexpr std::size_t kMostCandidates = 50'000;
// The same where nobody asks for straight-line code: beyond, it is slower than a search, and slow to make.
constexpr std::size_t kShortCost = 4'000;
constexpr std::size_t kMaxTimed = 12;  // rules with periods on one duty: all their sets are listed

bool is_never(const core::Program& p, core::CondId c) { return p.conds[c].op == core::Op::Const && p.conds[c].count == 0; }

bool is_duty(const core::Norm& n) { return n.kind == core::NormKind::Duty || n.kind == core::NormKind::Keep; }

}  // namespace

bool open_from(const core::Program& program, const Source& s) { return s.always || !program.norms[s.norm].period.from; }
bool open_until(const core::Program& program, const Source& s) { return s.always || !program.norms[s.norm].period.until; }

bool singles_suffice(const core::Program& program, core::NormId duty, const std::vector<const Source*>& sources) {
  if (program.norms[duty].kind == core::NormKind::Keep || sources.size() < 2) return true;
  const auto all = [&](auto open) {
    return std::all_of(sources.begin(), sources.end(), [&](const Source* s) { return open(program, *s); });
  };
  return all(open_from) || all(open_until);
}

Clashes::Clashes(const core::Program& program, ClashCode wanted) : program_(program), sources_(program.norms.size()) {
  find_reach();
  find_speaking();
  for (const core::NormId n : program.norms.ids()) {
    if (is_duty(program.norms[n]) && !is_never(program, program.norms[n].effect)) find_sources(n);
  }
  Sets found;
  searched_ =
      wanted == ClashCode::Searched || !find_all_candidates(wanted == ClashCode::Automatic ? kShortCost : kMostCost, found);
  if (searched_) return;
  for (auto& [rules, duties] : found) candidates_.push_back({rules, duties});
  std::sort(candidates_.begin(), candidates_.end(), [](const Candidate& a, const Candidate& b) {
    return a.rules.size() != b.rules.size() ? a.rules.size() < b.rules.size() : a.rules < b.rules;
  });
  for (std::size_t i = 0; i < candidates_.size(); ++i) index_[candidates_[i].rules] = i;
}

void Clashes::find_reach() {
  const std::size_t n = program_.acts.size();
  implied_.resize(n);
  for (const core::Implication& i : program_.implications) {
    if (!is_never(program_, i.when) && i.from != i.to) implied_[i.from.index].push_back(i);
  }
  reach_.assign(n, std::vector<bool>(n));
  reached_.resize(n);
  for (std::size_t a = 0; a < n; ++a) {
    std::vector<std::size_t> stack{a};
    reach_[a][a] = true;
    while (!stack.empty()) {
      const std::size_t at = stack.back();
      stack.pop_back();
      for (const core::Implication& i : implied_[at]) {
        const std::size_t to = i.to.index;
        if (reach_[a][to]) continue;
        reach_[a][to] = true;
        stack.push_back(to);
      }
    }
    for (std::size_t to = 0; to < n; ++to) {
      if (reach_[a][to]) reached_[a].emplace_back(static_cast<std::uint32_t>(to));
    }
  }
  std::vector<bool> returns(n);
  for (std::size_t a = 0; a < n; ++a) {
    returns[a] = std::ranges::any_of(implied_[a], [&](const core::Implication& i) { return reach_[i.to.index][a]; });
  }
  for (std::size_t a = 0; a < n; ++a) {
    circular_.push_back(std::ranges::any_of(reached_[a], [&](core::ActId to) { return returns[to.index]; }));
  }
}

void Clashes::find_speaking() {
  std::vector<std::vector<core::ActId>> reaching(program_.acts.size());
  for (const core::ActId a : program_.acts.ids()) {
    for (const core::ActId to : reached(a)) reaching[to.index].push_back(a);
  }
  std::vector<std::vector<Way>> excluded(program_.acts.size());  // by the act that excludes
  for (const core::Exclusion& e : program_.exclusions) {
    if (is_never(program_, e.when)) continue;
    excluded[e.a.index].push_back({e.b, e.a, e.when});
    if (e.a != e.b) excluded[e.b.index].push_back({e.a, e.b, e.when});
  }
  forbids_.resize(program_.norms.size());
  speaking_.resize(program_.acts.size());
  for (const core::NormId id : program_.norms.ids()) {
    const core::Norm& n = program_.norms[id];
    std::vector<Way>& ways = forbids_[id.index];
    std::vector<core::ActId> acts{n.act};
    if (n.kind == core::NormKind::Ban) ways.push_back({n.act, {}, {}});
    if (is_duty(n)) {
      for (const core::ActId through : reached(n.act)) {
        acts.push_back(through);
        ways.insert(ways.end(), excluded[through.index].begin(), excluded[through.index].end());
      }
    }
    for (const Way& w : ways) acts.insert(acts.end(), reaching[w.forbidden.index].begin(), reaching[w.forbidden.index].end());
    std::sort(acts.begin(), acts.end());
    acts.erase(std::unique(acts.begin(), acts.end()), acts.end());
    for (const core::ActId a : acts) speaking_[a.index].push_back(id);
  }
}

void Clashes::find_sources(core::NormId duty) {
  const core::Norm& d = program_.norms[duty];
  for (const core::NormId id : speaking(d.act)) {
    const core::Norm& n = program_.norms[id];
    const bool always = n.kind == core::NormKind::Duty;
    if (is_never(program_, n.effect) || (always && d.kind != core::NormKind::Duty)) continue;
    Source s;
    s.norm = id;
    s.always = always;
    std::ranges::copy_if(forbids(id), std::back_inserter(s.ways), [&](const Way& w) { return may_reach(d.act, w.forbidden); });
    if (!s.ways.empty()) sources_[duty.index].push_back(std::move(s));
  }
}

bool Clashes::find_all_candidates(std::size_t most, Sets& found) {
  for (const core::NormId n : program_.norms.ids()) {
    if (sources_[n.index].empty()) continue;
    if (!find_candidates(n, most, found) || found.size() > kMostCandidates) return false;
  }
  return true;
}

bool Clashes::find_candidates(core::NormId duty, std::size_t most, Sets& found) {
  const core::RuleId own = program_.norms[duty].rule;
  std::map<core::RuleId, std::vector<const Source*>> groups;
  for (const Source& s : sources_[duty.index]) groups[program_.norms[s.norm].rule].push_back(&s);
  if (groups.contains(own)) found[{own}].push_back(duty);
  const std::vector<const Source*> mine = groups.contains(own) ? groups[own] : std::vector<const Source*>{};
  groups.erase(own);

  // 0: may cover any days, 1: only from the calendar's start, 2: only to its end.
  std::vector<std::pair<core::RuleId, int>> timed;
  for (const auto& [rule, members] : groups) {
    std::vector<core::RuleId> pair{std::min(own, rule), std::max(own, rule)};
    found[pair].push_back(duty);
    const bool prefixes = std::all_of(members.begin(), members.end(), [&](const Source* s) { return open_from(program_, *s); });
    const bool suffixes = std::all_of(members.begin(), members.end(), [&](const Source* s) { return open_until(program_, *s); });
    if (!(prefixes && suffixes)) timed.emplace_back(rule, prefixes ? 1 : suffixes ? 2 : 0);
  }
  std::vector<const Source*> all = mine;
  for (const auto& [rule, members] : groups) all.insert(all.end(), members.begin(), members.end());
  cost_ += all.size() * all.size();
  if (singles_suffice(program_, duty, all) || timed.size() < 2) return true;
  if (timed.size() > kMaxTimed) return false;
  for (std::uint32_t mask = 0; mask < (1U << timed.size()); ++mask) {
    std::vector<core::RuleId> rules{own};
    int prefixes = 0;
    int suffixes = 0;
    for (std::size_t i = 0; i < timed.size(); ++i) {
      if ((mask >> i & 1U) == 0) continue;
      rules.push_back(timed[i].first);
      prefixes += timed[i].second == 1 ? 1 : 0;
      suffixes += timed[i].second == 2 ? 1 : 0;
    }
    if (rules.size() < 3 || prefixes > 1 || suffixes > 1) continue;
    cost_ += rules.size() * rules.size();
    if (cost_ > most) return false;
    std::sort(rules.begin(), rules.end());
    found[rules].push_back(duty);
  }
  return true;
}

std::vector<std::size_t> Clashes::subsets(std::size_t i) const {
  const std::vector<core::RuleId>& rules = candidates_[i].rules;
  std::vector<std::size_t> out;
  for (std::uint32_t mask = 1; mask + 1 < (1U << rules.size()); ++mask) {
    std::vector<core::RuleId> part;
    for (std::size_t k = 0; k < rules.size(); ++k) {
      if ((mask >> k & 1U) != 0) part.push_back(rules[k]);
    }
    if (const auto it = index_.find(part); it != index_.end()) out.push_back(it->second);
  }
  return out;
}

}  // namespace jur::lower
