// A small decision in the manner of the founding case, built by hand: a warrant against a ban on disclosure.
#pragma once
#include <array>
#include <string>

#include "core/builder.h"
#include "core/program.h"

namespace jur::test {

struct Example {
  core::Program program;
  core::FactId from, kind, received, role, comity, locations, penalty, due;
  core::ActId disclose, notify, keep_secret;
  core::RuleId contents, processor, gag;

  Example() {
    using namespace core;
    Program& p = program;
    p.name = "disclosure";
    p.case_name = "Request";
    p.declared = true;
    const DomainId country =
        p.domains.add({"Country", {"US", "IE", "int", "IN"}, {"United States", "Ireland */", "", "India"}, {}});
    const DomainId authority = p.domains.add({"AuthorityKind", {"search_warrant", "mlat_request"}, {"", ""}, {}});
    const DomainId roles = p.domains.add({"Role", {"controller", "processor"}, {"", ""}, {}});
    const auto fact = [&](const char* name, FactKind k, DomainId d = {}) {
      Fact f;
      f.name = name;
      f.kind = k;
      f.domain = d;
      if (k == FactKind::Date) {
        f.lo = kFirstDate.days;
        f.hi = kLastDate.days;
      }
      return p.facts.add(f);
    };
    received = fact("demand.received", FactKind::Date);
    from = fact("demand.from", FactKind::Enum, country);
    kind = fact("demand.kind", FactKind::Enum, authority);
    p.facts[kind].fallback = Value::of_enum(1);
    penalty = fact("demand.penalty", FactKind::Int);
    p.facts[penalty].hi = 40;
    p.facts[penalty].fallback = Value::of_int(0);
    due = fact("demand.due", FactKind::Date);
    p.facts[due].or_none = true;
    p.facts[due].fallback = Value::none();
    role = fact("custodian.role", FactKind::Enum, roles);
    p.facts[role].optional = true;
    locations = fact("data.locations", FactKind::Set, country);
    comity = fact("comity", FactKind::Bool);
    p.facts[comity].assessment = true;
    p.facts[comity].optional = true;
    p.facts[comity].presumed = Value::of_bool(false);
    p.facts[comity].decided_by = "the issuing court";
    p.as_of = received;

    Builder b(p);
    const auto one = [&](FactId f, std::size_t ordinal) {
      ValueSet s(p.domains[p.facts[f].domain].members.size());
      s.insert(ordinal);
      return p.facts[f].kind == FactKind::Set ? b.meets(f, s) : b.in_set(f, s);
    };
    const auto law = [&](const char* name, const char* title, const char* order) {
      Law l;
      l.name = name;
      l.title = title;
      l.order = p.orders.add({order, ""});
      l.in_force = b.always();
      return p.laws.add(l);
    };
    const auto rule = [&](const char* name, LawId l, const char* cite, CondId applies) {
      Rule r;
      r.name = name;
      r.law = l;
      r.cite = cite;
      r.in_force = r.when = b.always();
      r.applies = applies;
      return p.rules.add(r);
    };
    const auto norm = [&](RuleId r, ActId a, NormKind k, CondId effect, Period period = {}) {
      Norm n;
      n.rule = r;
      n.act = a;
      n.kind = k;
      n.effect = effect;
      n.period = period;
      return p.norms.add(n);
    };
    const auto act = [&](const char* name) { return p.acts.add({"custodian", name, "", b.always(), {}}); };
    disclose = act("disclose");
    notify = act("notify_subject");
    keep_secret = act("keep_secret");
    p.exclusions.push_back({notify, keep_secret, b.always(), {}});
    const LawId sca = law("sca", "Stored Communications Act", "US");
    const LawId dpa = law("irish_dpa", "Data Protection Acts", "IE");
    const CondId warrant = b.all({one(from, 0), one(kind, 0), b.not_(b.is_true(comity))});
    contents = rule("sca.contents", sca, "§ 2703(a)", warrant);
    const CondId ban = b.all({one(locations, 1), one(role, 1), b.not_(one(kind, 1))});
    processor = rule("irish_dpa.processor", dpa, "s. 21(2)", ban);
    const CondId secret = b.in_range(penalty, IntervalSet::of(10, 40));
    gag = rule("sca.gag", sca, "§ 2705(b)", secret);
    p.rules[gag].unverified = true;
    norm(contents, disclose, NormKind::Duty, warrant, {{}, DateTerm{received, {}, {{false, 14}}}});
    norm(processor, disclose, NormKind::Ban, ban);
    norm(gag, keep_secret, NormKind::Keep, secret, {DateTerm{received, {}, {}}, DateTerm{received, {}, {{true, 1}}}});
    Acceptance a;
    a.sides = {{contents}, {processor}};
    a.when = b.always();
    a.reason = "no statutory motion";
    a.refer = "counsel";
    p.acceptances.add(a);
    p.outputs = {disclose, notify};
  }

  // 2014-09-01: the warrant for data in Ireland.
  [[nodiscard]] core::Case microsoft() const {
    using core::Value;
    core::Case c;
    c.values.resize(program.facts.size());
    c[received] = Value::of_date(from_civil({2014, 9, 1}));
    c[from] = Value::of_enum(0);
    c[kind] = Value::of_enum(0);
    c[penalty] = Value::of_int(10);
    c[due] = Value::none();
    c[role] = Value::of_enum(1);
    c[comity] = Value::of_bool(false);
    ValueSet ireland(4);
    ireland.insert(1);
    c[locations] = Value::of_set(ireland);
    return c;
  }
};

}  // namespace jur::test
