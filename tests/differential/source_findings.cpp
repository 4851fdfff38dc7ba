#include "source_findings.h"

#include <algorithm>

#include <fmt/format.h>

#include "source_draw.h"

namespace jur::test::form {
namespace {

std::vector<Value> values_of(const Form& form, const Fact& fact) {
  std::vector<Value> out;
  const auto add = [&](std::int64_t number, std::uint64_t set) {
    Value v;
    v.number = number;
    v.set = set;
    out.push_back(v);
  };
  if (fact.type.kind == Kind::Date) {
    for (const std::int64_t d : form.days) add(d, 0);
  } else {
    const std::size_t n = choices(form, fact) - (fact.or_none ? 1 : 0);
    for (std::size_t i = 0; i < n; ++i) {
      const auto k = static_cast<std::int64_t>(i);
      if (fact.type.kind == Kind::Set) {
        add(0, i);
      } else {
        add(fact.type.kind == Kind::Int ? fact.type.lo + k : k, 0);
      }
    }
  }
  if (fact.or_none) {
    Value none;
    none.none = true;
    out.push_back(none);
  }
  return out;
}

bool names(const Ref& ref, const Instance& i) { return ref.law == i.law && (ref.rule < 0 || ref.rule == i.rule); }

bool covers(const AcceptDef& a, const std::set<Instance>& rules) {
  const auto on = [&](const std::vector<Ref>& side, const Instance& i) {
    return std::any_of(side.begin(), side.end(), [&](const Ref& r) { return names(r, i); });
  };
  const bool all_named = std::all_of(rules.begin(), rules.end(), [&](const Instance& i) {
    return std::any_of(a.sides.begin(), a.sides.end(), [&](const auto& side) { return on(side, i); });
  });
  if (a.sides.size() == 1) return all_named;
  return all_named && std::all_of(a.sides.begin(), a.sides.end(), [&](const auto& side) {
           return std::any_of(rules.begin(), rules.end(), [&](const Instance& i) { return on(side, i); });
         });
}

Case changed(const RouteDef& route, Case c) {
  for (const RouteDef::Step& s : route.steps) {
    if (s.adds) {
      c[s.fact].set |= std::uint64_t{1} << static_cast<unsigned>(s.value.number);
    } else {
      c[s.fact] = s.value;
    }
  }
  return c;
}

RouteDef random_route(const Form& form, Draw& draw, Random& random) {
  RouteDef out;
  if (random.chance(60)) out.available.push_back(draw.condition());
  while (out.steps.empty()) {
    for (std::size_t f = 0; f < form.facts.size(); ++f) {
      const Fact& fact = form.facts[f];
      if (f == form.as_of || !random.chance(40)) continue;
      RouteDef::Step step;
      step.fact = f;
      step.adds = fact.type.kind == Kind::Set && random.chance(60);
      const std::vector<Value> values = values_of(form, fact);
      step.value = values[random.below(values.size())];
      if (step.adds) step.value.number = static_cast<std::int64_t>(random.below(form.enums[fact.type.of].members.size()));
      out.steps.push_back(step);
    }
  }
  return out;
}

std::string name(const Form& form, const Ref& ref) {
  const LawDef& law = form.laws[static_cast<std::size_t>(ref.law)];
  return ref.rule < 0 ? law.name : law.name + "." + law.rules[static_cast<std::size_t>(ref.rule)].name;
}

}  // namespace

std::optional<std::vector<Case>> possible_cases(const Form& form, std::size_t most) {
  std::vector<Case> out{{}};
  for (const Fact& f : form.facts) {
    const std::vector<Value> values = values_of(form, f);
    if (out.size() * values.size() > most) return std::nullopt;
    std::vector<Case> longer;
    for (const Case& c : out) {
      for (const Value& v : values) {
        longer.push_back(c);
        longer.back().push_back(v);
      }
    }
    out = std::move(longer);
  }
  std::erase_if(out, [&](const Case& c) {
    return !std::all_of(form.assumptions.begin(), form.assumptions.end(),
                        [&](const Expr& e) { return holds(form, c, e, Arguments{}); });
  });
  return out;
}

Accepting random_accepting(const Form& form, Random& random) {
  Accepting out;
  Draw draw(random, small_kit(), form);
  for (std::size_t i = random.below(3); i-- > 0;) out.routes.push_back(random_route(form, draw, random));
  for (std::size_t n = random.below(3); n-- > 0;) {
    AcceptDef a;
    a.sides.resize(1 + random.below(2));
    for (std::size_t l = 0; l < form.laws.size(); ++l) {
      if (!form.decided.empty() && std::find(form.decided.begin(), form.decided.end(), l) == form.decided.end()) continue;
      const auto law = static_cast<int>(l);
      const auto put = [&](int rule) { a.sides[random.below(a.sides.size())].push_back({law, rule}); };
      if (random.chance(30)) {
        put(-1);
        continue;
      }
      for (int r = 0; r < static_cast<int>(form.laws[l].rules.size()); ++r) {
        if (random.chance(80)) put(r);
      }
    }
    if (std::any_of(a.sides.begin(), a.sides.end(), [](const auto& side) { return side.empty(); })) continue;
    if (random.chance(35)) a.when.push_back(draw.condition());
    a.expired = random.chance(15);
    for (std::size_t r = 0; r < out.routes.size(); ++r) {
      if (random.chance(70)) a.routes.push_back(r);
    }
    out.acceptances.push_back(std::move(a));
  }
  return out;
}

std::string print(const Form& form, const Accepting& accepting) {
  std::string out;
  for (std::size_t i = 0; i < accepting.routes.size(); ++i) {
    const RouteDef& r = accepting.routes[i];
    out += fmt::format("route way{} {{\n", i);
    if (!r.available.empty()) out += "  available when " + print(form, r.available[0]) + "\n";
    for (const RouteDef::Step& s : r.steps) {
      const Fact& f = form.facts[s.fact];
      const Type type = s.adds ? Type{Kind::Enum, f.type.of, 0, 0} : f.type;
      const std::string value = print(form, type, s.value);
      out += s.adds ? fmt::format("  adds {} to {}\n", value, f.path) : fmt::format("  changes {} to {}\n", f.path, value);
    }
    out += "}\n";
  }
  for (const AcceptDef& a : accepting.acceptances) {
    out += "accept contradiction ";
    for (std::size_t s = 0; s < a.sides.size(); ++s) {
      for (std::size_t i = 0; i < a.sides[s].size(); ++i) {
        out += (i > 0 ? ", " : s > 0 ? " with " : "") + name(form, a.sides[s][i]);
      }
    }
    if (!a.when.empty()) out += " when " + print(form, a.when[0]);
    out += " {\n  reason \"no way around it\"\n";
    for (const std::size_t r : a.routes) out += fmt::format("  route way{}\n", r);
    if (a.expired) out += fmt::format("  until {}\n", kExpired);
    out += "}\n";
  }
  return out;
}

std::vector<Shown> shown_by(const Form& form, const Accepting& accepting, const Case& complete) {
  const Meaning meaning(form, complete);
  std::vector<Shown> out;
  const auto add = [&](bool permission, const Meaning::Clash& clash) {
    Shown s{{permission, {}}, clash.rules, {}, {}};
    std::set<std::string> rules;
    for (const Instance& i : clash.rules) rules.insert(show(form, Instance{i.law, i.rule, -1}));
    s.key.second.assign(rules.begin(), rules.end());
    for (const Act& a : clash.acts) s.acts.insert(show(form, a));
    for (std::size_t i = 0; i < accepting.acceptances.size(); ++i) {
      const AcceptDef& a = accepting.acceptances[i];
      const bool here = a.when.empty() || holds(form, complete, a.when[0], Arguments{});
      if (!a.expired && here && covers(a, clash.rules)) s.accepted_by.insert(i);
    }
    out.push_back(std::move(s));
  };
  for (const Meaning::Clash& c : meaning.clashes()) add(false, c);
  for (const Meaning::Clash& c : meaning.meetings()) add(true, c);
  return out;
}

bool within_one_order(const Form& form, const Shown& shown) {
  const LawDef& first = form.laws[static_cast<std::size_t>(shown.rules.begin()->law)];
  return std::all_of(shown.rules.begin(), shown.rules.end(),
                     [&](const Instance& i) { return same_order(first, form.laws[static_cast<std::size_t>(i.law)]); });
}

void look(const Form& form, const Accepting& accepting, const Case& complete, const std::vector<Shown>& shown, Ways& ways) {
  for (const Shown& s : shown) {
    for (const std::size_t a : s.accepted_by) {
      for (const std::size_t r : accepting.acceptances[a].routes) {
        const RouteDef& route = accepting.routes[r];
        bool& available = ways.available[{a, r}];
        if (!route.available.empty() && !holds(form, complete, route.available[0], Arguments{})) continue;
        available = true;
        const Case there = changed(route, complete);
        const auto left = shown_by(form, accepting, there);
        const bool still = std::any_of(left.begin(), left.end(),
                                       [&](const Shown& t) { return t.key.first == s.key.first && t.rules == s.rules; });
        if (!Meaning(form, there).possible() || still) ways.failures.emplace(a, r, s.key.second);
      }
    }
  }
}

}  // namespace jur::test::form
