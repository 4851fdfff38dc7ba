#include "elaborate_lab.h"

using namespace jur;
using jur::test::Compiled;

namespace {

const std::string kCase = R"(
enum Country { US, IE, GB, FR, DE }
record Demand {
  from: Country  to: Country or none = none
  on: date  due: date or none = none
  n: int 0..9 = 0  m: int 0..9 or none = none
}
record Entity { places: set of Country = {}  others: set of Country = {} }
case Request as of demand.on { demand: Demand  party one: Entity }
action help
group EU of Country = { GB from 1973-01-01 until 2020-01-31, IE from 1973-01-01, FR, DE }
relation mlat(Country, Country) symmetric { (US, IE) from 2009-08-11  (US, EU) from 2010-02-01 }
define near(a: Country, b: Country) = a is b or mlat(a, b)
)";

// The condition holds in a case with these facts.
bool holds(const std::string& condition, const std::string& facts = "") {
  const Compiled c(kCase + "scenario \"one\" for Request { demand { from: US, on: 2014-01-01 } " + facts + " expect " +
                   condition + " }");
  CHECK(c.complaints().empty());
  REQUIRE(c.programs.size() == 1);
  return jur::test::unmet(c).empty();
}

// How many conditions a rule with this `when` needs.
std::size_t size(const std::string& condition) {
  const Compiled c(kCase + "law l { rule r { when " + condition + " one must help } }");
  REQUIRE(c.programs.size() == 1);
  return c.programs[0].conds.size();
}

}  // namespace

TEST_CASE("groups at the as-of date and at another") {
  CHECK(holds("GB in EU"));
  CHECK(holds("GB not in EU on 2020-02-01"));
  CHECK(holds("demand.from not in EU"));
  CHECK(holds("GB in EU on demand.on + 6 years"));
  CHECK(holds("GB not in EU on demand.on + 7 years"));
  CHECK_FALSE(holds("FR in EU on demand.due"));
  CHECK(holds("demand.from in (EU or {US from 2014-01-01})"));
}

TEST_CASE("sets and their members") {
  const std::string both = "one { places: {IE, FR}, others: {IE, FR, US} }";
  CHECK(holds("any of one.places in EU", both));
  CHECK(holds("all of one.places in EU", both));
  CHECK_FALSE(holds("all of one.others in EU", both));
  CHECK(holds("none of one.places in {US, GB}", both));
  CHECK(holds("all of one.places in one.others", both));
  CHECK_FALSE(holds("all of one.others in one.places", both));
  CHECK(holds("any of one.others in one.places", both));
  CHECK(holds("all of one.places in EU and one.places is empty"));
  CHECK_FALSE(holds("any of one.places in EU"));
  CHECK(holds("one.places is {IE, FR}", both));
  CHECK(holds("one.places is not one.others", both));
  CHECK(holds("one.others has demand.from", both));
}

TEST_CASE("none compares as false, its negation as true") {
  CHECK_FALSE(holds("demand.to is US"));
  CHECK(holds("demand.to is not US"));
  CHECK_FALSE(holds("demand.to is demand.to"));
  CHECK(holds("demand.to not in EU"));
  CHECK_FALSE(holds("demand.due < 2099-01-01"));
  CHECK_FALSE(holds("demand.m >= 0"));
  CHECK_FALSE(holds("demand.m + 1 = demand.m + 1"));
  CHECK(holds("demand.m != demand.n"));
  CHECK(holds("demand.to is none and demand.due is none"));
}

TEST_CASE("relations and defines, with quantified arguments from the left") {
  const std::string both = "one { places: {IE, FR}, others: {US, DE} }";
  CHECK(holds("mlat(demand.from, any of one.places)", both));
  CHECK(holds("mlat(all of one.places, demand.from)", both));
  CHECK_FALSE(holds("mlat(demand.from, any of one.places) on 2009-08-10", both));
  CHECK_FALSE(holds("mlat(all of one.places, US) on 2009-08-11", both));
  CHECK(holds("near(any of one.places, US)", both));
  CHECK(holds("near(all of one.places, any of one.others)", both));
  CHECK(holds("near(any of one.others, all of one.places)", both));
  CHECK_FALSE(holds("near(any of {GB, DE}, FR)", both));
}

TEST_CASE("numbers and dates") {
  CHECK(holds("demand.n + 3 - demand.n = 3"));
  CHECK(holds("demand.on + 1 month < 2014-02-02"));
  CHECK(holds("demand.on - 1 day is 2013-12-31"));
  CHECK(holds("2014-01-31 + 1 month is 2014-02-28"));
  CHECK(holds("at least 2 of (demand.n = 0, demand.n < 1, demand.n > 1)"));
}

TEST_CASE("members that a condition cannot tell apart are tested at once") {
  CHECK(size("demand.from in EU") <= 10);
  CHECK(size("all of one.places in EU") <= 13);
  CHECK(size("mlat(demand.from, any of one.places)") <= 22);
}

TEST_CASE("a long chain of defines needs no deep stack") {
  std::string text = kCase + "define d0 = demand.n > 0\n";
  for (int i = 1; i < 1000; ++i) text += "define d" + std::to_string(i) + " = d" + std::to_string(i - 1) + " or demand.n > 1\n";
  const Compiled c(text + "law l { rule r { when d999 one must help } }");
  CHECK(c.complaints().empty());
  CHECK(c.programs.size() == 1);
}

TEST_CASE("defines that double do not") {
  std::string text = kCase + "define d0(a: Country) = demand.from is a\n";
  for (int i = 1; i < 60; ++i) {
    const std::string d = "d" + std::to_string(i - 1);
    text += "define d" + std::to_string(i) + "(a: Country) = " + d + "(a) or " + d + "(IE)\n";
  }
  const Compiled c(text + "law l { rule r { when d59(US) one must help } }");
  CHECK(c.complaints().empty());
  REQUIRE(c.programs.size() == 1);
  CHECK(c.programs[0].conds.size() < 100);
}
