#include "elaborate_lab.h"

#include "evaluate/conduct.h"

using namespace jur;
using jur::test::check_scenarios;
using jur::test::Compiled;

namespace {

const std::string kCase = R"(
record Demand { on: date  due: date or none = none  last: date or none = none  there: bool = true  joint: bool = false }
record Entity { }
case Request as of demand.on { demand: Demand  party parent: Entity  party child: Entity }
action disclose possible when demand.there
action transfer
action help
relate parent transfer implies child disclose when demand.joint
)";

std::string scenario(const std::string& facts, const std::string& expectations = "") {
  return "scenario \"one\" for Request { demand { " + facts + " }\n" + expectations + " }\n";
}

// The norms with effect in the only scenario: "duty 2014-01-01..2014-01-15".
std::string effects(const std::string& norm, const std::string& facts) {
  const Compiled c(kCase + "law l { rule r { " + norm + " } }\n" + scenario(facts));
  CHECK(c.complaints().empty());
  REQUIRE(c.programs.size() == 1);
  const core::Program& p = c.programs[0];
  const core::Case& facts_given = p.scenarios[0].facts;
  const Truths truths(p, facts_given);
  const Conduct conduct(p, truths, facts_given);
  static constexpr const char* kNames[] = {"duty", "keep", "ban", "may", "need not"};
  const auto show = [](std::int64_t d) {
    return d == IntervalSet::kMin || d == IntervalSet::kMax ? std::string() : to_string(Date{static_cast<std::int32_t>(d)});
  };
  std::string out;
  for (const core::NormId n : conduct.norms()) {
    const Interval days = conduct.days(n);
    out += (out.empty() ? "" : "; ") + std::string(kNames[static_cast<std::size_t>(p.norms[n].kind)]) + " " + show(days.lo) +
           ".." + show(days.hi);
  }
  return out;
}

}  // namespace

TEST_CASE("the forms of time") {
  const std::string on = "on: 2014-01-31";
  CHECK(effects("parent must help", on) == "duty ..");
  CHECK(effects("parent must help by 2014-03-01", on) == "duty ..2014-03-01");
  CHECK(effects("parent must help before 2014-03-01", on) == "duty ..2014-02-28");
  CHECK(effects("parent must help within 14 days of demand.on", on) == "duty 2014-01-31..2014-02-14");
  CHECK(effects("parent must help within 1 month of demand.on", on) == "duty 2014-01-31..2014-02-28");
  CHECK(effects("parent must help within 24 hours of demand.on", on) == "duty 2014-01-31..2014-01-31");
  CHECK(effects("parent must help within 25 hours of demand.on", on) == "duty 2014-01-31..2014-02-01");
  CHECK(effects("parent must help until 2014-03-01", on) == "keep ..2014-03-01");
  CHECK(effects("parent must help from 2014-03-01", on) == "keep 2014-03-01..");
  CHECK(effects("parent must help for 2 weeks from demand.on", on) == "keep 2014-01-31..2014-02-14");
  CHECK(effects("parent must not help from 2014-03-01 until 2014-03-02", on) == "ban 2014-03-01..2014-03-02");
  CHECK(effects("parent need not help until demand.on + 1 year", on) == "need not ..2015-01-31");
}

TEST_CASE("a norm whose date is none") {
  const std::string on = "on: 2014-01-31";
  CHECK(effects("parent must help by demand.due", on) == "duty ..");
  CHECK(effects("parent must help within 3 days of demand.due", on) == "duty ..");
  CHECK(effects("parent must help before demand.due", on) == "duty ..");
  CHECK(effects("parent must help until demand.due", on) == "keep ..");
  CHECK(effects("parent must help from demand.due", on).empty());
  CHECK(effects("parent must help for 3 days from demand.due", on).empty());
  CHECK(effects("parent must not help from demand.on until demand.last", on).empty());
  CHECK(effects("parent must help by demand.due", on + ", due: 2014-02-01") == "duty ..2014-02-01");
}

TEST_CASE("reversed and past periods") {
  CHECK(effects("parent must not help from demand.due until demand.last", "on: 2014-01-31, due: 2014-03-02, last: 2014-03-01")
            .empty());
  CHECK(effects("parent must not help until demand.due", "on: 2014-01-31, due: 2014-01-30").empty());
  CHECK(effects("parent must not help until demand.due", "on: 2014-01-31, due: 2014-01-31") == "ban ..2014-01-31");
  CHECK(effects("parent may help until demand.due", "on: 2014-01-31, due: 2014-01-30").empty());
  CHECK(effects("parent must help until demand.due", "on: 2014-01-31, due: 2014-01-30").empty());
  CHECK(effects("parent must help by demand.due", "on: 2014-01-31, due: 2014-01-30") == "duty ..2014-01-30");
}

TEST_CASE("a permission on a condition forbids where the condition fails and says nothing else") {
  CHECK(effects("parent may help only if demand.there", "on: 2014-01-31").empty());
  CHECK(effects("parent may help only if demand.there", "on: 2014-01-31, there: false") == "ban ..");
  CHECK(effects("parent may help until demand.on only if demand.there", "on: 2014-01-31, there: false") == "ban ..2014-01-31");
}

TEST_CASE("what is impossible is no duty, nor what implies it; bans stand") {
  const std::string gone = "on: 2014-01-31, there: false";
  CHECK(effects("child must disclose", gone).empty());
  CHECK(effects("child must not disclose", gone) == "ban ..");
  CHECK(effects("child must disclose even if impossible", gone) == "duty ..");
  CHECK(effects("parent must transfer", gone) == "duty ..");
  CHECK(effects("parent must transfer", gone + ", joint: true").empty());
  CHECK(effects("child must transfer", gone + ", joint: true") == "duty ..");
}

TEST_CASE("acts that imply each other in a circle") {
  const std::string text = R"(
record Demand { on: date  x: bool  y: bool  z: bool }
record Entity { }
case Request as of demand.on { demand: Demand  party one: Entity }
action a
action b
action c
action d possible when false
relate a implies b when demand.x
relate b implies c when demand.y
relate c implies a
relate c implies d when demand.z
law l { rule r { one must a } }
)";
  const auto one = [&](const std::string& facts, const std::string& word) {
    check_scenarios(text + "scenario \"" + facts + "\" for Request { demand { on: 2014-01-01, " + facts + " } expect one a is " +
                    word + " }");
  };
  one("x: true, y: true, z: true", "silent");
  one("x: true, y: false, z: true", "required");
  one("x: false, y: true, z: true", "required");
  one("x: true, y: true, z: false", "required");
}

TEST_CASE("joint conduct: one party's duty requires another's act") {
  check_scenarios(
      kCase + "law l { rule r { parent must transfer } }\n" +
      scenario("on: 2014-01-01, joint: true", "expect child must disclose by only l.r  expect parent disclose is silent"));
}

TEST_CASE("variables run over the slots of their type") {
  check_scenarios(R"(
enum Country { US, IE, RU, CN }
record Demand { on: date }
record Entity { }
case Request as of demand.on { demand: Demand  party one: Entity }
action store_only(Country)
action localise(Country)
relate store_only(a) excludes localise(b) when a is not b
law l {
  rule r { one must store_only(RU) }
  rule s { one may localise(IE)  one may localise(RU) }
}
scenario "one" for Request {
  demand { on: 2014-01-01 }
  expect one must store_only(RU)
  expect one must not localise(IE)
  expect one may localise(RU)
})");
}
