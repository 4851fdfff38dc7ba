// Small programs made by hand for the tests of verify.
#pragma once
#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "base/date.h"
#include "core/builder.h"
#include "verify/report.h"
#include "verify/verify.h"

namespace jur::test {

inline Date day(int year, int month, int dom) { return from_civil({year, month, dom}); }

// A program under construction. Its as-of date is `asked`; rules are of laws named after their order.
class Lab {
 public:
  Lab() : build(program) {
    program.name = "lab";
    program.as_of = date("asked");
  }

  core::FactId fact(std::string name, core::FactKind kind) {
    core::Fact f;
    f.name = std::move(name);
    f.kind = kind;
    return program.facts.add(std::move(f));
  }
  core::FactId yes_no(std::string name) { return fact(std::move(name), core::FactKind::Bool); }
  core::FactId date(std::string name) {
    const core::FactId id = fact(std::move(name), core::FactKind::Date);
    program.facts[id].lo = kFirstDate.days;
    program.facts[id].hi = kLastDate.days;
    return id;
  }
  core::FactId of(std::string name, core::FactKind kind, core::DomainId domain) {
    const core::FactId id = fact(std::move(name), kind);
    program.facts[id].domain = domain;
    return id;
  }
  core::DomainId domain(std::string name, std::vector<std::string> members) {
    core::Domain d;
    d.name = std::move(name);
    d.titles.resize(members.size());
    d.members = std::move(members);
    return program.domains.add(std::move(d));
  }
  core::ActId act(std::string action, std::string party = "custodian") {
    core::Act a;
    a.party = std::move(party);
    a.action = std::move(action);
    a.possible = build.always();
    return program.acts.add(std::move(a));
  }
  void excludes(core::ActId a, core::ActId b) { program.exclusions.push_back({a, b, build.always(), {}}); }
  void implies(core::ActId a, core::ActId b, core::CondId when) { program.implications.push_back({a, b, when, {}}); }

  // "US.contents": a rule of the law and order `US`.
  core::RuleId rule(const std::string& name, core::CondId when) {
    const std::string order = name.substr(0, name.find('.'));
    core::Rule r;
    r.name = name;
    r.law = law(order);
    r.in_force = build.always();
    r.when = r.applies = when;
    r.span = next_span();
    return program.rules.add(std::move(r));
  }
  core::NormId norm(core::RuleId rule, core::NormKind kind, core::ActId act, core::Period period = {}) {
    core::Norm n;
    n.rule = rule;
    n.kind = kind;
    n.act = act;
    n.effect = program.rules[rule].applies;
    n.period = std::move(period);
    if (n.period.from && n.period.until) n.effect = build.all({n.effect, build.not_after(*n.period.from, *n.period.until)});
    n.span = next_span();
    return program.norms.add(std::move(n));
  }
  core::NormId must(const std::string& name, core::ActId act, core::CondId when, core::Period period = {}) {
    return norm(rule(name, when), core::NormKind::Duty, act, std::move(period));
  }
  core::NormId keep(const std::string& name, core::ActId act, core::CondId when, core::Period period) {
    return norm(rule(name, when), core::NormKind::Keep, act, std::move(period));
  }
  core::NormId must_not(const std::string& name, core::ActId act, core::CondId when, core::Period period = {}) {
    return norm(rule(name, when), core::NormKind::Ban, act, std::move(period));
  }
  core::AcceptanceId accept(std::vector<std::vector<std::string>> sides, core::CondId when, std::optional<Date> until = {}) {
    core::Acceptance a;
    for (const auto& side : sides) {
      std::vector<core::RuleId> rules;
      for (const core::RuleId r : program.rules.ids()) {
        if (std::find(side.begin(), side.end(), program.rules[r].name) != side.end()) rules.push_back(r);
      }
      a.sides.push_back(std::move(rules));
    }
    a.when = when;
    a.reason = "it is so";
    a.until = until;
    a.span = next_span();
    return program.acceptances.add(std::move(a));
  }
  core::CondId asked(Date from, Date until) { return build.in_range(program.as_of, IntervalSet::of(from.days, until.days)); }
  core::CondId always() { return build.always(); }

  core::DateTerm after(core::FactId date, std::int64_t days) const {
    core::DateTerm t{date, {}, {}};
    if (days != 0) t.steps.push_back({false, days});
    return t;
  }
  static core::DateTerm fixed(Date d) { return {{}, d, {}}; }

  [[nodiscard]] Findings run(Date today = day(2020, 1, 1)) {
    VerifyOptions options;
    options.today = today;
    return verify(program, options, sink);
  }

  core::Program program;
  core::Builder build;
  Sink sink;

 private:
  core::LawId law(const std::string& name) {
    for (const core::LawId l : program.laws.ids()) {
      if (program.laws[l].name == "law_" + name) return l;
    }
    core::Law l;
    l.name = "law_" + name;
    l.order = program.orders.add({name, ""});
    l.in_force = build.always();
    return program.laws.add(std::move(l));
  }
  Span next_span() {
    const Span s{FileId(0), next_, next_ + 1};
    next_ += 2;
    return s;
  }
  std::uint32_t next_ = 0;
};

using Names = std::vector<std::string>;
using RuleSets = std::vector<Names>;

inline RuleSets rule_sets(const Findings& findings) {
  RuleSets out;
  for (const Finding& f : findings.all) out.push_back(f.rules);
  return out;
}

inline std::vector<std::string> windows(const Finding& f) {
  std::vector<std::string> out;
  for (const Interval& part : f.days.parts()) {
    out.push_back(to_string(Date{static_cast<std::int32_t>(part.lo)}) + ".." +
                  to_string(Date{static_cast<std::int32_t>(part.hi)}));
  }
  return out;
}

inline std::vector<std::string> acts(const core::Program& p, const Finding& f) {
  std::vector<std::string> out;
  for (const core::ActId a : f.acts) out.push_back(p.acts[a].action);
  return out;
}

}  // namespace jur::test
