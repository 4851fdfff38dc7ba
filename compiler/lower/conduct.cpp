#include "lower/conduct.h"

#include <algorithm>
#include <set>

namespace jur::lower {

using core::ActId;
using core::NormId;
using core::NormKind;

Days Conduct::days(NormId n) {
  const auto it = days_.find(n);
  if (it != days_.end()) return it->second;
  const core::Period& p = u.program.norms[n].period;
  const auto end = [&](const std::optional<core::DateTerm>& t, std::int64_t open) {
    return t ? f.day(*t) : static_cast<Value*>(b.getInt64(static_cast<std::uint64_t>(open)));
  };
  return days_[n] = {end(p.from, kNoBeginning), end(p.until, kNoEnd)};
}

void Conduct::find_components() {
  const std::size_t n = u.program.acts.size();
  component_.resize(n);
  for (std::size_t i = 0; i < n; ++i) component_[i] = i;
  for (bool changed = true; changed;) {
    changed = false;
    for (const core::Implication& i : u.program.implications) {
      std::size_t& a = component_[i.from.index];
      std::size_t& c = component_[i.to.index];
      changed = changed || a != c;
      a = c = std::min(a, c);
    }
  }
  closed_.resize(n);
}

Value* Conduct::reach(ActId from, ActId to) {
  if (from == to) return b.getTrue();
  if (!u.clashes.may_reach(from, to)) return b.getFalse();
  if (!u.clashes.circular(from)) return follow(from, to);
  if (component_.empty()) find_components();
  if (!closed_[component_[from.index]]) close(component_[from.index]);
  return reach_.at({from, to});
}

// Acts before those that imply them, with a stack of its own: chains may be long.
Value* Conduct::follow(ActId from, ActId to) {
  std::vector<ActId> stack{from};
  while (!stack.empty()) {
    const ActId at = stack.back();
    if (reach_.contains({at, to})) {
      stack.pop_back();
      continue;
    }
    const std::size_t before = stack.size();
    Value* out = b.getFalse();
    for (const core::Implication& i : u.clashes.implied(at)) {
      if (!u.clashes.may_reach(i.to, to)) continue;
      const auto known = reach_.find({i.to, to});
      if (i.to == to) {
        out = either(b, out, f.cond(i.when));
      } else if (known == reach_.end()) {
        stack.push_back(i.to);
      } else if (stack.size() == before) {
        out = either(b, out, both(b, f.cond(i.when), known->second));
      }
    }
    if (stack.size() > before) continue;
    reach_[{at, to}] = out;
    stack.pop_back();
  }
  return reach_.at({from, to});
}

void Conduct::close(std::size_t component) {
  closed_[component] = true;
  std::vector<ActId> acts;
  for (const ActId a : u.program.acts.ids()) {
    if (component_[a.index] == component) acts.push_back(a);
  }
  for (const ActId a : acts) {
    for (const ActId c : acts) {
      if (a != c && u.clashes.may_reach(a, c)) reach_[{a, c}] = b.getFalse();
    }
  }
  for (const core::Implication& i : u.program.implications) {
    const auto it = reach_.find({i.from, i.to});
    if (it != reach_.end() && component_[i.from.index] == component) it->second = either(b, it->second, f.cond(i.when));
  }
  for (const ActId through : acts) {
    for (const ActId a : acts) {
      if (a == through || !u.clashes.may_reach(a, through)) continue;
      for (const ActId c : acts) {
        if (c == a || c == through || !u.clashes.may_reach(through, c)) continue;
        Value*& known = reach_.at({a, c});
        known = either(b, known, both(b, reach_.at({a, through}), reach_.at({through, c})));
      }
    }
  }
}

Value* Conduct::required(ActId act) {
  Value* out = b.getFalse();
  for (const NormId n : u.clashes.speaking(act)) {
    const core::Norm& norm = u.program.norms[n];
    if (norm.kind != NormKind::Duty && norm.kind != NormKind::Keep) continue;
    if (u.clashes.may_reach(norm.act, act)) out = either(b, out, requires_(n, act));
  }
  return out;
}

}  // namespace jur::lower
