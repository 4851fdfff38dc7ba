#include <doctest/doctest.h>

#include "verify_lab.h"

using namespace jur;
using namespace jur::test;
using core::Clash;
using core::FactKind;
using core::NormKind;

TEST_CASE("a warrant for data in Ireland: one contradiction between two orders, with window, witness and what does not matter") {
  Lab lab;
  const auto country = lab.domain("Country", {"US", "IE", "FR", "CH"});
  const auto kind = lab.domain("Kind", {"warrant", "subpoena", "mlat_request"});
  const auto demander = lab.of("demand.from", FactKind::Enum, country);
  const auto process = lab.of("demand.kind", FactKind::Enum, kind);
  const auto places = lab.of("data.locations", FactKind::Set, country);
  const auto processor = lab.yes_no("custodian.processor");
  lab.yes_no("subject.adult");
  const auto disclose = lab.act("disclose");
  ValueSet us(4);
  us.insert(0);
  ValueSet ie(4);
  ie.insert(1);
  ValueSet warrant(3);
  warrant.insert(0);
  ValueSet mlat(3);
  mlat.insert(2);
  auto& b = lab.build;
  lab.must("US.contents", disclose,
           b.all({lab.asked(day(1986, 10, 21), kLastDate), b.in_set(demander, us), b.in_set(process, warrant)}));
  lab.must_not("IE.processor", disclose,
               b.all({lab.asked(day(2003, 7, 1), day(2018, 5, 24)), b.meets(places, ie), b.is_true(processor),
                      b.not_(b.in_set(process, mlat))}));
  const Findings findings = lab.run();
  CHECK(findings.complete);
  CHECK_FALSE(lab.sink.has_errors());
  REQUIRE(findings.all.size() == 1);
  const Finding& f = findings.all[0];
  CHECK(f.code == Code::ContradictionBetweenOrders);
  CHECK(f.kind == Clash::Kind::RequiredForbidden);
  CHECK(f.rules == Names{"IE.processor", "US.contents"});
  CHECK(acts(lab.program, f) == std::vector<std::string>{"disclose"});
  CHECK(windows(f) == std::vector<std::string>{"2003-07-01..2018-05-24"});
  CHECK(f.witness[lab.program.as_of].number == day(2003, 7, 1).days);
  CHECK(f.witness[demander] == core::Value::of_enum(0));
  CHECK(f.witness[places] == core::Value::of_set(ie));
  CHECK(f.any == std::vector{core::FactId(5)});
}

TEST_CASE("two required actions that exclude each other, and what they imply") {
  Lab lab;
  const auto keep = lab.act("preserve");
  const auto erase = lab.act("delete");
  const auto wipe = lab.act("wipe");
  const auto far = lab.yes_no("far");
  lab.excludes(keep, erase);
  lab.implies(wipe, erase, lab.build.is_true(far));
  lab.must("EU.preserve", keep, lab.always());
  lab.must("EU.wipe", wipe, lab.always());
  const Findings findings = lab.run();
  REQUIRE(findings.all.size() == 1);
  const Finding& f = findings.all[0];
  CHECK(f.code == Code::ContradictionWithinOrder);
  CHECK(f.kind == Clash::Kind::RequiredExclude);
  CHECK(acts(lab.program, f) == std::vector<std::string>{"preserve", "delete", "wipe"});
  CHECK(f.witness[far].number == 1);
  CHECK(windows(f) == std::vector<std::string>{"1800-01-01..2199-12-31"});
  CHECK(f.any == std::vector{lab.program.as_of});
}

TEST_CASE("keep 90 days and delete within a year can both be done; delete within 30 days cannot") {
  Lab lab;
  const auto keep = lab.act("keep");
  const auto erase = lab.act("delete");
  const auto received = lab.date("received");
  lab.excludes(keep, erase);
  lab.keep("EU.keep", keep, lab.always(), {lab.after(received, 0), lab.after(received, 90)});
  SUBCASE("a year") {
    core::DateTerm year = lab.after(received, 0);
    year.steps.push_back({true, 12});
    lab.must("EU.erase", erase, lab.always(), {lab.after(received, 0), year});
    CHECK(lab.run().all.empty());
  }
  SUBCASE("30 days") {
    lab.must("EU.erase", erase, lab.always(), {lab.after(received, 0), lab.after(received, 30)});
    const Findings findings = lab.run();
    CHECK(rule_sets(findings) == RuleSets{Names{"EU.erase", "EU.keep"}});
    CHECK(findings.all[0].kind == Clash::Kind::Time);
  }
}

TEST_CASE("a ban that ends before the duty's last day leaves a day; one that lasts does not") {
  Lab lab;
  const auto disclose = lab.act("disclose");
  const auto last = lab.date("ban.until");
  lab.must("US.disclose", disclose, lab.always(), {std::nullopt, lab.after(lab.program.as_of, 14)});
  const auto ban = [&](Date until) {
    lab.must_not("IE.ban", disclose, lab.build.not_after(lab.after(last, 0), Lab::fixed(until)),
                 {std::nullopt, lab.after(last, 0)});
  };
  ban(day(2010, 6, 30));
  const Findings findings = lab.run();
  REQUIRE(findings.all.size() == 1);
  CHECK(findings.all[0].kind == Clash::Kind::Time);
  CHECK(windows(findings.all[0]) == std::vector<std::string>{"1800-01-01..2010-06-16"});
}

TEST_CASE("one rule may contradict itself, and then no pair with it is a finding") {
  Lab lab;
  const auto speak = lab.act("speak");
  const auto hush = lab.act("hush");
  lab.excludes(speak, hush);
  const auto odd = lab.rule("US.odd", lab.always());
  lab.norm(odd, NormKind::Duty, speak);
  lab.norm(odd, NormKind::Ban, speak);
  lab.must("IE.other", hush, lab.always());
  CHECK(rule_sets(lab.run()) == RuleSets{Names{"US.odd"}});
}

TEST_CASE("bans that cover a duty's period only together are one set") {
  Lab lab;
  const auto file = lab.act("file");
  lab.must("US.file", file, lab.always(), {Lab::fixed(day(2020, 1, 1)), Lab::fixed(day(2020, 1, 31))});
  lab.must_not("FR.early", file, lab.always(), {std::nullopt, Lab::fixed(day(2020, 1, 10))});
  lab.must_not("FR.middle", file, lab.always(), {Lab::fixed(day(2020, 1, 11)), Lab::fixed(day(2020, 1, 20))});
  const auto late = lab.date("late");
  lab.must_not("DE.late", file, lab.always(), {lab.after(late, 0), std::nullopt});
  const Findings findings = lab.run();
  REQUIRE(rule_sets(findings) == RuleSets{Names{"DE.late", "FR.early", "FR.middle", "US.file"},
                                          Names{"DE.late", "FR.early", "US.file"}, Names{"DE.late", "US.file"}});
  CHECK(findings.all[0].witness[late].number > day(2020, 1, 11).days);
  CHECK(findings.all[2].kind == Clash::Kind::Time);
}

TEST_CASE("instances of one rule are one finding, by name") {
  Lab lab;
  const auto a = lab.act("report", "parent");
  const auto b = lab.act("report", "subsidiary");
  const auto early = lab.asked(day(2000, 1, 1), day(2000, 12, 31));
  const auto late = lab.asked(day(2010, 1, 1), day(2010, 12, 31));
  lab.must("US.report", a, early);
  lab.must("US.report", b, late);
  lab.must_not("CN.secret", a, lab.always());
  lab.must_not("CN.secret", b, lab.always());
  const Findings findings = lab.run();
  REQUIRE(rule_sets(findings) == RuleSets{Names{"CN.secret", "US.report"}});
  CHECK(findings.all[0].acts.size() == 2);
  CHECK(windows(findings.all[0]) == std::vector<std::string>{"2000-01-01..2000-12-31", "2010-01-01..2010-12-31"});
}

TEST_CASE("a permission that meets a ban, an exemption that meets a duty: within one order alone") {
  Lab lab;
  const auto disclose = lab.act("disclose");
  const auto notify = lab.act("notify");
  lab.norm(lab.rule("US.may", lab.always()), NormKind::May, disclose);
  lab.must_not("US.ban", disclose, lab.always());
  lab.must_not("IE.ban", disclose, lab.always());
  const auto both = lab.rule("IE.both", lab.always());
  lab.norm(both, NormKind::NeedNot, notify);
  lab.norm(both, NormKind::Duty, notify);
  const Findings findings = lab.run();
  CHECK(rule_sets(findings) == RuleSets{Names{"IE.both"}, Names{"US.ban", "US.may"}});
  for (const Finding& f : findings.all) CHECK(f.code == Code::PermissionAgainstBan);
}

TEST_CASE("assumptions bound the cases; contradictory ones are an error") {
  Lab lab;
  const auto act = lab.act("disclose");
  const auto x = lab.yes_no("x");
  lab.must("US.must", act, lab.build.is_true(x));
  lab.must_not("IE.not", act, lab.always());
  lab.program.assumptions.push_back(lab.build.not_(lab.build.is_true(x)));
  lab.program.assumption_spans.emplace_back();
  SUBCASE("possible") {
    CHECK(lab.run().all.empty());
    CHECK_FALSE(lab.sink.has_errors());
  }
  SUBCASE("impossible") {
    lab.program.assumptions.push_back(lab.build.is_true(x));
    lab.program.assumption_spans.emplace_back();
    const Findings findings = lab.run();
    CHECK_FALSE(findings.complete);
    REQUIRE(lab.sink.all().size() == 1);
    CHECK(lab.sink.all()[0].code == Code::NoCasePossible);
  }
}

TEST_CASE("a solver that gives up is an error, never a pass") {
  Lab lab;
  const auto act = lab.act("disclose");
  const auto a = lab.date("a");
  const auto b = lab.date("b");
  core::DateTerm later = lab.after(a, 17);
  later.steps.push_back({true, 5});
  lab.must("US.must", act,
           lab.build.all({lab.build.not_after(later, lab.after(b, 0)), lab.build.not_after(lab.after(b, 0), lab.after(a, 300))}));
  lab.must_not("IE.not", act, lab.always());
  VerifyOptions options;
  options.effort = 1;
  const Findings findings = verify(lab.program, options, lab.sink);
  CHECK_FALSE(findings.complete);
  REQUIRE(lab.sink.has_errors());
  CHECK(lab.sink.all()[0].code == Code::SolverGaveUp);
}

// says: Each analysis ends with yes or no,
// says: Clashes of four and more rules are exact up to 64 timed norms on one action and party;
// says: beyond, an error says so.
TEST_CASE("past 64 timed norms on one action three rules are exact still, and more are an error where there may be some") {
  Lab lab;
  const auto file = lab.act("file");
  lab.must("US.file", file, lab.always(), {Lab::fixed(day(2020, 1, 1)), Lab::fixed(day(2020, 1, 31))});
  lab.must_not("FR.early", file, lab.always(), {std::nullopt, Lab::fixed(day(2020, 1, 10))});
  for (int i = 0; i < 70; ++i) {
    const auto past = day(2019, 1, 1 + i % 28);
    lab.must_not("FR.past" + std::to_string(i), file, lab.always(), {Lab::fixed(past), Lab::fixed(past)});
  }
  SUBCASE("three") {
    lab.must_not("DE.late", file, lab.always(), {Lab::fixed(day(2020, 1, 11)), std::nullopt});
    CHECK(rule_sets(lab.run()) == RuleSets{Names{"DE.late", "FR.early", "US.file"}});
    CHECK_FALSE(lab.sink.has_errors());
  }
  SUBCASE("four") {
    lab.must_not("DE.middle", file, lab.always(), {Lab::fixed(day(2020, 1, 11)), Lab::fixed(day(2020, 1, 20))});
    lab.must_not("DE.late", file, lab.always(), {Lab::fixed(day(2020, 1, 21)), std::nullopt});
    CHECK_FALSE(lab.run().complete);
    REQUIRE(lab.sink.all().size() == 1);
    CHECK(lab.sink.all()[0].code == Code::SolverGaveUp);
  }
}
