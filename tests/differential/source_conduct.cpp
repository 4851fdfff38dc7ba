// Conduct and clashes of the abstract form.
#include <algorithm>
#include <functional>

#include "base/interval_set.h"
#include "source_meaning.h"

namespace jur::test::form {
namespace {

// The enumerators named as an argument, by enum: the slots.
std::vector<std::set<int>> slots(const Form& f) {
  std::vector<std::set<int>> out(f.enums.size());
  const auto name = [&](std::size_t action, int member) {
    if (member >= 0) out[static_cast<std::size_t>(f.actions[action].param)].insert(member);
  };
  for (const LawDef& l : f.laws) {
    for (const RuleDef& r : l.rules) {
      for (const NormDef& n : r.norms) name(n.action, n.member);
    }
  }
  for (const RelateDef& r : f.relates) {
    name(r.from.action, r.from.member);
    name(r.to.action, r.to.member);
    for (const Pattern& p : r.also) name(p.action, p.member);
  }
  return out;
}

}  // namespace

std::vector<Act> acts(const Form& form) {
  const auto named = slots(form);
  std::vector<Act> out;
  for (std::size_t p = 0; p < form.parties; ++p) {
    for (std::size_t a = 0; a < form.actions.size(); ++a) {
      if (form.actions[a].param < 0) {
        out.push_back({p, a, -1});
      } else {
        for (const int s : named[static_cast<std::size_t>(form.actions[a].param)]) out.push_back({p, a, s});
      }
    }
  }
  return out;
}

void Meaning::settle_conduct() {
  const std::vector<Act> all = acts(form_);
  for (const Act& a : all) {
    for (const Act& b : all) {
      const auto& named = form_.actions[a.action].excludes;
      if (a.party == b.party && std::find(named.begin(), named.end(), b.action) != named.end()) excludes_.insert({a, b});
    }
  }
  std::vector<RelateDef> relates;
  for (const RelateDef& r : form_.relates) {
    relates.push_back(r);
    for (const Pattern& p : r.also) {
      relates.push_back(r);
      relates.back().to = p;
    }
  }
  const auto named = slots(form_);
  const auto fits = [](const Pattern& p, const Act& act, const Arguments& args) {
    if (act.action != p.action || (p.party >= 0 && act.party != static_cast<std::size_t>(p.party))) return false;
    if (p.member >= 0) return act.slot == p.member;
    return p.variable < 0 || act.slot == args[static_cast<std::size_t>(p.variable)].value.number;
  };
  for (const RelateDef& r : relates) {
    const auto relate = [&](const Arguments& args) {
      if (!r.when.empty() && !holds(form_, facts_, r.when[0], args)) return;
      for (const Act& a : all) {
        for (const Act& b : all) {
          if (!fits(r.from, a, args) || !fits(r.to, b, args) || (r.from.party < 0 && a.party != b.party)) continue;
          (r.implies ? implies_ : excludes_).insert({a, b});
        }
      }
    };
    const std::function<void(Arguments)> bind = [&](const Arguments& args) {
      if (args.size() == r.variables.size()) return relate(args);
      for (const int slot : named[r.variables[args.size()].type.of]) {
        Arguments more = args;
        more.emplace_back();
        more.back().value.number = slot;
        bind(more);
      }
    };
    bind({});
  }
}

bool Meaning::exclude(const Act& a, const Act& b) const { return excludes_.contains({a, b}) || excludes_.contains({b, a}); }

std::set<Act> Meaning::closure(const Act& act) const {
  std::set<Act> out{act};
  for (bool grown = true; grown;) {
    grown = false;
    for (const auto& [from, to] : implies_) grown = (out.contains(from) && out.insert(to).second) || grown;
  }
  return out;
}

// Whether the norms of `rules` leave the duty no day (or take a day from a keep-doing one); then `acts` gets what is in play.
bool Meaning::hopeless(const Effect& duty, const std::set<Instance>& rules, std::set<Act>* acts) const {
  const std::set<Act> mine = closure(duty.act);
  IntervalSet forbidden;
  const auto on_the_way = [&](const Act& from, const Act& to) {
    for (const Act& a : closure(from)) {
      if (closure(a).contains(to)) acts->insert(a);
    }
  };
  const auto forbid = [&](const Act& x, std::int64_t from, std::int64_t until) {
    const std::int64_t lo = std::max(from, duty.from);
    const std::int64_t hi = std::min(until, duty.until);
    if (lo > hi) return false;
    forbidden.add(lo, hi);
    if (acts != nullptr) on_the_way(duty.act, x);
    return true;
  };
  for (const Effect& e : effects_) {
    if (!rules.contains(e.rule)) continue;
    if (e.kind == Norm::Ban && mine.contains(e.act)) forbid(e.act, e.from, e.until);
    if (e.kind != Norm::Duty && e.kind != Norm::Keep) continue;
    if (e.kind == Norm::Duty && duty.kind == Norm::Keep) continue;
    for (const Act& y : closure(e.act)) {
      for (const Act& x : mine) {
        if (!exclude(x, y)) continue;
        const bool counts = e.kind == Norm::Keep ? forbid(x, e.from, e.until) : forbid(x, -kLong, kLong);
        if (counts && acts != nullptr) on_the_way(e.act, y);
      }
    }
  }
  if (duty.kind == Norm::Keep) return !forbidden.empty();
  return forbidden.covers(IntervalSet::of(duty.from, duty.until));
}

bool Meaning::hopeless(const std::set<Instance>& rules) const {
  return std::any_of(effects_.begin(), effects_.end(), [&](const Effect& e) {
    return (e.kind == Norm::Duty || e.kind == Norm::Keep) && rules.contains(e.rule) && hopeless(e, rules, nullptr);
  });
}

void Meaning::find_clashes() {
  if (!hopeless(applying_)) return;
  // Only rules with norms that bind can be part of a clash; all their subsets, small ones first.
  std::vector<Instance> all;
  for (const Instance& i : applying_) {
    const bool matters = std::any_of(effects_.begin(), effects_.end(), [&](const Effect& e) {
      return e.rule == i && e.kind != Norm::May && e.kind != Norm::NeedNot;
    });
    if (matters) all.push_back(i);
  }
  std::vector<std::set<Instance>> clashes;
  std::set<Instance> chosen;
  const std::function<void(std::size_t, std::size_t)> choose = [&](std::size_t from, std::size_t left) {
    if (left == 0) {
      const bool minimal = std::none_of(clashes.begin(), clashes.end(), [&](const std::set<Instance>& c) {
        return std::includes(chosen.begin(), chosen.end(), c.begin(), c.end());
      });
      if (minimal && hopeless(chosen)) clashes.push_back(chosen);
      return;
    }
    for (std::size_t i = from; i + left <= all.size(); ++i) {
      chosen.insert(all[i]);
      choose(i + 1, left - 1);
      chosen.erase(all[i]);
    }
  };
  for (std::size_t size = 1; size <= all.size(); ++size) choose(0, size);
  for (const auto& rules : clashes) {
    Clash clash{rules, {}};
    for (const Effect& e : effects_) {
      if ((e.kind != Norm::Duty && e.kind != Norm::Keep) || !rules.contains(e.rule) || !hopeless(e, rules, nullptr)) continue;
      clash.acts.merge(closure(e.act));
      (void)hopeless(e, rules, &clash.acts);
    }
    clashes_.push_back(std::move(clash));
  }
}

std::vector<Meaning::Clash> Meaning::meetings() const {
  std::vector<Clash> out;
  const auto law = [&](const Effect& e) -> const LawDef& { return form_.laws[static_cast<std::size_t>(e.rule.law)]; };
  for (const Effect& a : effects_) {
    for (const Effect& b : effects_) {
      if (!same_order(law(a), law(b)) || std::max(a.from, b.from) > std::min(a.until, b.until)) continue;
      const bool duty = b.kind == Norm::Duty || b.kind == Norm::Keep;
      if ((a.kind == Norm::May && b.kind == Norm::Ban && closure(a.act).contains(b.act)) ||
          (a.kind == Norm::NeedNot && duty && closure(b.act).contains(a.act))) {
        out.push_back({{a.rule, b.rule}, {a.act, b.act}});
      }
    }
  }
  return out;
}

std::string Meaning::word(const Act& act) const {
  if (std::any_of(clashes_.begin(), clashes_.end(), [&](const Clash& c) { return c.acts.contains(act); })) return "contradictory";
  std::set<Act> required;
  for (const Effect& e : effects_) {
    if (e.kind == Norm::Duty || e.kind == Norm::Keep) required.merge(closure(e.act));
  }
  if (required.contains(act)) return "required";
  for (const Act& x : closure(act)) {
    for (const Effect& e : effects_) {
      if (e.kind == Norm::Ban && e.act == x) return "forbidden";
    }
    if (std::any_of(required.begin(), required.end(), [&](const Act& y) { return exclude(x, y); })) return "forbidden";
  }
  const auto says = [&](Norm kind) {
    return std::any_of(effects_.begin(), effects_.end(), [&](const Effect& e) { return e.kind == kind && e.act == act; });
  };
  if (says(Norm::May)) return "permitted";
  if (says(Norm::NeedNot)) return "exempt";
  return "silent";
}

std::set<Instance> Meaning::rules(const Act& act) const {
  const std::string w = word(act);
  std::set<Instance> out;
  for (const Clash& c : clashes_) {
    if (w == "contradictory" && c.acts.contains(act)) out.insert(c.rules.begin(), c.rules.end());
  }
  const std::set<Act> mine = closure(act);
  for (const Effect& e : effects_) {
    const bool duty = e.kind == Norm::Duty || e.kind == Norm::Keep;
    const std::set<Act> asked = duty ? closure(e.act) : std::set<Act>{};
    bool counts = w == "required" && asked.contains(act);
    if (w == "forbidden") {
      counts = e.kind == Norm::Ban && mine.contains(e.act);
      for (const Act& y : asked) {
        counts = counts || std::any_of(mine.begin(), mine.end(), [&](const Act& x) { return exclude(x, y); });
      }
    }
    if (w == "permitted") counts = e.kind == Norm::May && e.act == act;
    if (w == "exempt") counts = e.kind == Norm::NeedNot && e.act == act;
    if (counts) out.insert(e.rule);
  }
  return out;
}

std::int64_t Meaning::deadline(const Act& act) const {
  std::int64_t out = kLong;
  for (const Effect& e : effects_) {
    if (e.kind == Norm::Duty && closure(e.act).contains(act)) out = std::min(out, e.until);
  }
  return out;
}

}  // namespace jur::test::form
