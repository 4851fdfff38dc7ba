// Which rules apply, and what their norms ask for.
#include "source_meaning.h"

#include <algorithm>

#include <fmt/format.h>

namespace jur::test::form {
namespace {

const RuleDef& rule_of(const Form& f, const Instance& i) {
  return f.laws[static_cast<std::size_t>(i.law)].rules[static_cast<std::size_t>(i.rule)];
}

int party_of(const NormDef& n, const Instance& i) { return n.party < 0 ? i.party : n.party; }

// "A rule that binds no party speaks of all; an instance meets only what binds its party."
bool binds(const RuleDef& r, int party) {
  return r.norms.empty() || std::any_of(r.norms.begin(), r.norms.end(), [&](const NormDef& n) { return n.party == party; });
}

bool alone(const Form& f, const Instance& a, const Instance& b) {
  if (a.party >= 0 && b.party >= 0) return a.party == b.party;
  if (a.party >= 0) return binds(rule_of(f, b), a.party);
  if (b.party >= 0) return binds(rule_of(f, a), b.party);
  return true;
}

bool share_an_act(const Form& f, const Instance& a, const Instance& b) {
  for (const NormDef& x : rule_of(f, a).norms) {
    for (const NormDef& y : rule_of(f, b).norms) {
      if (x.action == y.action && x.member == y.member && party_of(x, a) == party_of(y, b)) return true;
    }
  }
  return false;
}

// Precedence holds within an order; between a group and its member on the days on which it is one.
bool precedence_holds(const Form& f, const LawDef& a, const LawDef& b, std::int64_t day) {
  if (same_order(a, b)) return true;
  const LawDef& group = a.order == LawDef::Order::Group ? a : b;
  const LawDef& place = a.order == LawDef::Order::Group ? b : a;
  if (group.order != LawDef::Order::Group || place.order != LawDef::Order::Member) return false;
  return member(f, f.groups[group.index].members, place.index, day);
}

// The statement names this instance: by its rule, or by its law as a rule with a norm on an act of the stating one.
bool names(const Form& f, const std::vector<Ref>& refs, const Instance& stating, const Instance& named) {
  return std::any_of(refs.begin(), refs.end(), [&](const Ref& r) {
    if (r.law != named.law) return false;
    if (r.rule >= 0) return r.rule == named.rule && alone(f, stating, named);
    const bool itself = stating.law == named.law && stating.rule == named.rule;
    return !itself && share_an_act(f, stating, named);
  });
}

// "a notwithstanding b", "b subject to a"; said by the rule or by its law.
bool beats(const Form& f, const Instance& a, const Instance& b) {
  const auto law = [&](const Instance& i) -> const LawDef& { return f.laws[static_cast<std::size_t>(i.law)]; };
  return names(f, rule_of(f, a).over, a, b) || names(f, law(a).over, a, b) || names(f, rule_of(f, b).under, b, a) ||
         names(f, law(b).under, b, a);
}

}  // namespace

bool same_order(const LawDef& a, const LawDef& b) {
  return &a == &b || (a.order == b.order && a.order != LawDef::Order::Own && a.index == b.index);
}

bool is_in_force(const Form& form, std::size_t law, std::int64_t day) { return in_periods(form.laws[law].in_force, day); }

std::string show(const Form& form, const Act& act) {
  const ActionDef& a = form.actions[act.action];
  const std::string out = fmt::format("{} {}", party_name(act.party), a.name);
  if (act.slot < 0) return out;
  return fmt::format("{}({})", out, form.enums[static_cast<std::size_t>(a.param)].members[static_cast<std::size_t>(act.slot)]);
}

std::string show(const Form& form, const Instance& i) {
  const std::string out = fmt::format("{}.{}", form.laws[static_cast<std::size_t>(i.law)].name, rule_of(form, i).name);
  return i.party < 0 ? out : fmt::format("{}/{}", out, party_name(static_cast<std::size_t>(i.party)));
}

Meaning::Meaning(const Form& form, const Case& facts, int only) : form_(form), facts_(facts) {
  possible_ =
      std::all_of(form.assumptions.begin(), form.assumptions.end(), [&](const Expr& e) { return holds(form, facts, e, {}); });
  for (std::size_t l = 0; l < form.laws.size(); ++l) {
    if (!form.decided.empty() && std::find(form.decided.begin(), form.decided.end(), l) == form.decided.end()) continue;
    for (std::size_t r = 0; r < form.laws[l].rules.size(); ++r) {
      const bool every = form.laws[l].rules[r].every;
      for (int p = every ? 0 : -1; p < (every ? static_cast<int>(form.parties) : 0); ++p) {
        instances_.insert({static_cast<int>(l), static_cast<int>(r), p});
      }
    }
  }
  settle_conduct();
  for (const Instance& i : instances_) {
    if (applies(i)) applying_.insert(i);
  }
  const auto law = [&](int l) -> const LawDef& { return form.laws[static_cast<std::size_t>(l)]; };
  for (const Instance& i : applying_) {
    if (only >= 0 && !same_order(law(only), law(i.law))) continue;
    for (const NormDef& n : rule_of(form, i).norms) add_effect(i, n);
  }
  find_clashes();
}

bool Meaning::defeated(const Instance& i) const {
  const LawDef& own = form_.laws[static_cast<std::size_t>(i.law)];
  return std::any_of(instances_.begin(), instances_.end(), [&](const Instance& other) {
    return !(other == i) && beats(form_, other, i) &&
           precedence_holds(form_, form_.laws[static_cast<std::size_t>(other.law)], own, facts_[form_.as_of].number) &&
           applies(other);
  });
}

bool Meaning::applies(const Instance& i) const {
  const auto known = known_.find(i);
  if (known != known_.end()) return known->second;
  const LawDef& law = form_.laws[static_cast<std::size_t>(i.law)];
  const RuleDef& rule = rule_of(form_, i);
  const std::int64_t today = facts_[form_.as_of].number;
  const Arguments args{{{}, i.party}};
  const auto asked = [&](const Maybe& when) { return when.empty() || holds(form_, facts_, when[0], args); };
  bool out = in_periods(rule.in_force.empty() ? law.in_force : rule.in_force, today) && asked(law.when) && asked(rule.when);
  for (const UnlessDef& u : rule.exceptions) {
    if (in_periods(u.in_force, today) && holds(form_, facts_, u.condition, args)) out = false;
  }
  out = out && !defeated(i);
  known_.emplace(i, out);
  return out;
}

void Meaning::add_effect(const Instance& i, const NormDef& n) {
  const Arguments args{{{}, i.party}};
  Effect e;
  e.rule = i;
  e.act = {static_cast<std::size_t>(party_of(n, i)), n.action, n.member};
  const bool keep = n.when == When::Until || n.when == When::From || n.when == When::FromUntil || n.when == When::For;
  switch (n.modal) {
    case Modal::Must:
      e.kind = keep ? Norm::Keep : Norm::Duty;
      break;
    case Modal::MustNot:
    case Modal::MayOnlyIf:
      e.kind = Norm::Ban;
      break;
    case Modal::May:
      e.kind = Norm::May;
      break;
    case Modal::NeedNot:
      e.kind = Norm::NeedNot;
      break;
  }
  if (n.modal == Modal::MayOnlyIf && holds(form_, facts_, n.only_if[0], args)) return;
  if (n.modal == Modal::Must && !n.even_if_impossible) {
    for (const Act& a : closure(e.act)) {
      const Maybe& possible = form_.actions[a.action].possible;
      if (!possible.empty() && !holds(form_, facts_, possible[0], {})) return;
    }
  }
  std::vector<Value> days;
  bool none = false;
  for (const Expr& d : n.days) {
    days.push_back(value(form_, facts_, d, args));
    none = none || days.back().none;
  }
  const auto plus = [&](std::int64_t day) { return add(Date{static_cast<std::int32_t>(day)}, n.length).days; };
  switch (n.when) {
    case When::None:
      break;
    case When::Within:
      if (!none) e.from = days[0].number, e.until = plus(days[0].number);
      break;
    case When::By:
    case When::Until:
      if (!none) e.until = days[0].number;
      break;
    case When::Before:
      if (!none) e.until = days[0].number - 1;
      break;
    case When::From:
      if (none) return;
      e.from = days[0].number;
      break;
    case When::FromUntil:
      if (none) return;
      e.from = days[0].number;
      e.until = days[1].number;
      break;
    case When::For:
      if (none) return;
      e.from = days[0].number;
      e.until = plus(days[0].number);
      break;
  }
  if (e.from > e.until) return;
  if (e.kind != Norm::Duty && e.until < facts_[form_.as_of].number) return;
  effects_.insert(e);
}

std::size_t choices(const Form& form, const Fact& fact) {
  std::size_t n = 2;
  switch (fact.type.kind) {
    case Kind::Bool:
    case Kind::Party:
      break;
    case Kind::Enum:
      n = form.enums[fact.type.of].members.size();
      break;
    case Kind::Int:
      n = static_cast<std::size_t>(fact.type.hi - fact.type.lo + 1);
      break;
    case Kind::Set:
      n = std::size_t{1} << form.enums[fact.type.of].members.size();
      break;
    case Kind::Date:
      return 0;
  }
  return n + (fact.or_none ? 1 : 0);
}

namespace {

// Calls `visit` with each way to fill the unknown facts; presumed ones take the presumed value where `presume`.
template <class Visit>
void fill(const Form& form, Case& facts, std::size_t at, bool presume, const Visit& visit) {
  while (at < facts.size() && !facts[at].unknown) ++at;
  if (at == facts.size()) return visit(facts);
  const Fact& f = form.facts[at];
  const auto with = [&](const Value& v) {
    facts[at] = v;
    fill(form, facts, at + 1, presume, visit);
    facts[at].unknown = true;
  };
  if (presume && f.presumed) return with(*f.presumed);
  const std::size_t n = choices(form, f);
  for (std::size_t i = 0; i < n; ++i) {
    Value v;
    v.none = f.or_none && i + 1 == n;
    if (v.none) {
      with(v);
    } else if (f.type.kind == Kind::Set) {
      v.set = i;
      with(v);
    } else {
      v.number = (f.type.kind == Kind::Int ? f.type.lo : 0) + static_cast<std::int64_t>(i);
      with(v);
    }
  }
}

}  // namespace

std::vector<std::string> words(const Form& form, const Case& facts) {
  const std::vector<Act> all = acts(form);
  for (const bool presume : {true, false}) {
    std::vector<std::set<std::string>> found(all.size());
    bool any = false;
    Case filled = facts;
    fill(form, filled, 0, presume, [&](const Case& complete) {
      const Meaning meaning(form, complete);
      if (!meaning.possible()) return;
      any = true;
      for (std::size_t i = 0; i < all.size(); ++i) found[i].insert(meaning.word(all[i]));
    });
    if (!any) continue;
    std::vector<std::string> out;
    for (const auto& words : found) out.push_back(words.size() == 1 ? *words.begin() : "undetermined");
    return out;
  }
  return {};
}

}  // namespace jur::test::form
