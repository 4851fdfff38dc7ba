#include "elaborate_lab.h"

using jur::test::check_scenarios;

namespace {

const std::string kCase = R"(
enum Country { US, IE, GB }
record Demand { on: date  hit: bool = false  over: bool = false }
record Entity { seat: Country }
case Request as of demand.on { demand: Demand  party parent: Entity  party child: Entity }
action disclose
action preserve
action keep(Country)
group EU of Country = { GB from 1973-01-01 until 2020-01-31, IE from 1973-01-01 }
)";

std::string scenario(const std::string& name, const std::string& facts, const std::string& expectations) {
  return "scenario \"" + name + "\" for Request {\n  parent { seat: US }\n  child { seat: IE }\n  " + facts + "\n  " +
         expectations + "\n}\n";
}

}  // namespace

TEST_CASE("a defeated rule defeats nothing") {
  check_scenarios(
      kCase + R"(
law l {
  rule a { parent must disclose }
  rule b notwithstanding a { when demand.hit  parent must not disclose }
  rule c notwithstanding b { when demand.over }
})" + scenario("none", "demand { on: 2010-01-01 }", "expect l.a applies  expect parent must disclose by only l.a") +
      scenario("b", "demand { on: 2010-01-01, hit: true }", "expect l.a does not apply  expect parent must not disclose") +
      scenario("c", "demand { on: 2010-01-01, hit: true, over: true }",
               "expect l.b does not apply  expect parent must disclose"));
}

TEST_CASE("a group's law yields to its member's only while it is one") {
  check_scenarios(kCase + R"(
law uk { jurisdiction GB  rule permit notwithstanding eu.ban { parent may disclose } }
law eu { jurisdiction EU  rule ban { parent must not disclose } }
)" + scenario("last day", "demand { on: 2020-01-31 }", "expect parent may disclose  expect eu.ban does not apply") +
                  scenario("after", "demand { on: 2020-02-01 }", "expect parent must not disclose  expect uk.permit applies"));
}

TEST_CASE("a rule's periods replace its law's; an exception has its own") {
  check_scenarios(kCase + R"(
law l {
  in force from 2010-01-01 until 2010-12-31
  rule a { parent must disclose }
  rule b { in force until 2009-12-31, from 2012-01-01  parent must preserve  unless demand.hit in force from 2013-01-01 }
})" + scenario("2010", "demand { on: 2010-12-31 }", "expect l is in force  expect l.a applies  expect l.b does not apply") +
                  scenario("2012", "demand { on: 2012-01-01, hit: true }",
                           "expect l is not in force  expect l.a does not apply  expect l.b applies") +
                  scenario("2013", "demand { on: 2013-01-01, hit: true }", "expect l.b does not apply"));
}

TEST_CASE("a rule for every party is one rule a party") {
  check_scenarios(
      kCase + R"(
law l {
  rule all for every Entity e { when e.seat is IE or demand.hit  e must disclose }
  rule lift notwithstanding all { when demand.over  parent may disclose }
  rule stop notwithstanding all { when demand.over and demand.on < 2005-01-01 }
})" + scenario("one", "demand { on: 2010-01-01 }", "expect child must disclose by only l.all  expect parent disclose is silent") +
      scenario("both", "demand { on: 2010-01-01, hit: true }", "expect child must disclose  expect parent must disclose") +
      scenario("lifted for the parent alone", "demand { on: 2010-01-01, hit: true, over: true }",
               "expect child must disclose  expect parent may disclose") +
      scenario("lifted for all", "demand { on: 2004-01-01, hit: true, over: true }",
               "expect child disclose is silent  expect parent may disclose"));
}

TEST_CASE("an instance defeats for its party alone") {
  check_scenarios(kCase + R"(
law l {
  rule base { child must disclose }
  rule mine { parent must preserve }
  rule all for every Entity e notwithstanding base, mine { when e.seat is IE  e may disclose }
})" +
                  scenario("the child's", "demand { on: 2010-01-01 }",
                           "expect l.base does not apply  expect l.mine applies  expect child may disclose"));
}

TEST_CASE("naming a law means its rules on the same party, action and argument") {
  check_scenarios(kCase + R"(
law old {
  jurisdiction US
  rule a { parent must disclose }
  rule b { parent must preserve }
  rule c { parent must keep(US) }
  rule d for every Entity e { e must keep(IE) }
}
law new notwithstanding old {
  jurisdiction US
  rule x { when demand.hit  parent may disclose }
  rule y { when demand.over  child need not keep(IE)  parent may keep(GB) }
})" +
                  scenario("x", "demand { on: 2010-01-01, hit: true }",
                           "expect old.a does not apply  expect old.b applies  expect parent must keep(US)") +
                  scenario("y", "demand { on: 2010-01-01, over: true }",
                           "expect parent must keep(IE)  expect child need not keep(IE)  expect old.c applies"));
}

TEST_CASE("chains of any depth") {
  std::string text = kCase + "law l {\n  rule r0 { parent must disclose }\n";
  for (int i = 1; i < 2000; ++i) {
    text += "  rule r" + std::to_string(i) + " notwithstanding r" + std::to_string(i - 1) + " { }\n";
  }
  check_scenarios(text + "}\n" +
                  scenario("deep", "demand { on: 2010-01-01 }", "expect l.r0 does not apply  expect l.r1 applies"));
}
