// Small programs made by hand for the tests of evaluate.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "core/builder.h"
#include "evaluate/conduct.h"
#include "evaluate/evaluate.h"

namespace jur::test {

// A program whose as-of date is `received`. Each law is its own order unless one is named.
struct Rules {
  core::Program p;
  core::Builder build{p};
  core::FactId received;

  Rules() {
    received = fact("received", core::FactKind::Date);
    p.as_of = received;
  }

  core::FactId fact(std::string name, core::FactKind kind, core::DomainId domain = {}) {
    core::Fact f;
    f.name = std::move(name);
    f.kind = kind;
    f.domain = domain;
    if (kind == core::FactKind::Date) {
      f.lo = kFirstDate.days;
      f.hi = kLastDate.days;
    }
    return p.facts.add(std::move(f));
  }
  core::FactId optional(std::string name, core::FactKind kind = core::FactKind::Bool, core::DomainId domain = {}) {
    const core::FactId f = fact(std::move(name), kind, domain);
    p.facts[f].optional = true;
    return f;
  }
  core::DomainId domain(std::string name, std::size_t members) {
    core::Domain d;
    d.name = std::move(name);
    for (std::size_t i = 0; i < members; ++i) d.members.push_back("m" + std::to_string(i));
    d.titles.resize(members);
    return p.domains.add(std::move(d));
  }
  core::ActId act(std::string action, std::string parameter = "") {
    core::Act a;
    a.party = "custodian";
    a.action = std::move(action);
    a.parameter = std::move(parameter);
    a.possible = build.always();
    p.acts.add(std::move(a));
    p.outputs.emplace_back(p.acts.size() - 1);
    return p.outputs.back();
  }
  core::RuleId rule(std::string name, core::CondId when, core::OrderId order = {}) {
    core::Law law;
    law.name = name;
    law.order = order.valid() ? order : p.orders.add({name, ""});
    law.in_force = build.always();
    core::Rule r;
    r.law = p.laws.add(std::move(law));
    r.name = std::move(name);
    r.in_force = build.always();
    r.when = r.applies = when;
    return p.rules.add(std::move(r));
  }
  core::RuleId rule(std::string name) { return rule(std::move(name), build.always()); }
  core::NormId norm(core::RuleId r, core::NormKind kind, core::ActId a, core::Period period = {}) {
    core::Norm n;
    n.rule = r;
    n.act = a;
    n.kind = kind;
    n.effect = p.rules[r].applies;
    n.period = std::move(period);
    return p.norms.add(std::move(n));
  }
  void implies(core::ActId a, core::ActId b) { p.implications.push_back({a, b, build.always(), {}}); }
  void excludes(core::ActId a, core::ActId b) { p.exclusions.push_back({a, b, build.always(), {}}); }

  [[nodiscard]] core::DateTerm after(std::int64_t days) const {
    core::DateTerm t{received, {}, {}};
    if (days != 0) t.steps.push_back({false, days});
    return t;
  }
  [[nodiscard]] core::Period within(std::int64_t days) const { return {after(0), after(days)}; }
  [[nodiscard]] core::Period between(std::int64_t from, std::int64_t until) const { return {after(from), after(until)}; }
  [[nodiscard]] core::Period until(std::int64_t days) const { return {{}, after(days)}; }
  [[nodiscard]] core::Period from(std::int64_t days) const { return {after(days), {}}; }

  // All false or unknown, received on 2020-03-01.
  [[nodiscard]] core::Case usual() const {
    core::Case c;
    for (const core::Fact& f : p.facts.all()) {
      core::Value v;
      if (!f.optional && f.kind == core::FactKind::Bool) v = core::Value::of_bool(false);
      if (!f.optional && f.kind == core::FactKind::Date) v = core::Value::of_date(from_civil({2020, 3, 1}));
      c.values.push_back(std::move(v));
    }
    return c;
  }
  [[nodiscard]] std::vector<core::Clash> clashes() const { return jur::clashes(p, usual()).sets; }
  [[nodiscard]] core::Verdict verdict(core::ActId a) const { return verdict(a, usual()); }
  [[nodiscard]] core::Verdict verdict(core::ActId a, const core::Case& c) const {
    return evaluate(p, c, std::vector{a}).verdicts.at(0);
  }
};

}  // namespace jur::test
