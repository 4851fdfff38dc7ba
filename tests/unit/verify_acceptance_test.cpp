#include <doctest/doctest.h>

#include "verify_lab.h"

using namespace jur;
using namespace jur::test;

namespace {

struct Accepted : Lab {
  core::ActId disclose = act("disclose");
  core::FactId grave = yes_no("grave");
  Accepted() {
    must("US.must", disclose, asked(day(2000, 1, 1), day(2009, 12, 31)));
    must_not("IE.not", disclose, always());
  }
};

}  // namespace

TEST_CASE("an acceptance covers a finding whose rules it names on its sides") {
  Accepted lab;
  SUBCASE("two sides") { lab.accept({{"US.must"}, {"IE.not"}}, lab.always()); }
  SUBCASE("one side") { lab.accept({{"US.must", "IE.not"}}, lab.always()); }
  SUBCASE("its last day is today") { lab.accept({{"US.must"}, {"IE.not"}}, lab.always(), day(2020, 1, 1)); }
  const Findings findings = lab.run();
  REQUIRE(findings.all.size() == 1);
  CHECK(findings.all[0].accepted.valid());
  CHECK(windows(findings.all[0]) == std::vector<std::string>{"2000-01-01..2009-12-31"});
  CHECK(findings.acceptances[0] == AcceptanceState::Covers);
}

TEST_CASE("an acceptance that has expired, or names other rules, covers nothing") {
  Accepted lab;
  AcceptanceState expected = AcceptanceState::Idle;
  SUBCASE("expired") {
    lab.accept({{"US.must"}, {"IE.not"}}, lab.always(), day(2019, 12, 31));
    expected = AcceptanceState::Expired;
  }
  SUBCASE("a rule is missing") { lab.accept({{"US.must"}}, lab.always()); }
  SUBCASE("both on one side of two") { lab.accept({{"US.must", "IE.not"}, {}}, lab.always()); }
  SUBCASE("cases that do not occur") { lab.accept({{"US.must"}, {"IE.not"}}, lab.asked(day(2010, 1, 1), kLastDate)); }
  const Findings findings = lab.run();
  REQUIRE(findings.all.size() == 1);
  CHECK_FALSE(findings.all[0].accepted.valid());
  CHECK(findings.acceptances[0] == expected);
}

TEST_CASE("what acceptances leave stays a finding with the rest's windows") {
  Accepted lab;
  lab.accept({{"US.must"}, {"IE.not"}}, lab.asked(kFirstDate, day(2004, 12, 31)));
  const auto grave = lab.build.is_true(lab.grave);
  SUBCASE("some cases") {
    const Findings findings = lab.run();
    REQUIRE(findings.all.size() == 1);
    CHECK_FALSE(findings.all[0].accepted.valid());
    CHECK(windows(findings.all[0]) == std::vector<std::string>{"2005-01-01..2009-12-31"});
  }
  SUBCASE("a second acceptance takes more") {
    lab.accept({{"US.must"}, {"IE.not"}}, grave);
    const Findings findings = lab.run();
    REQUIRE(findings.all.size() == 1);
    CHECK_FALSE(findings.all[0].accepted.valid());
    CHECK(findings.all[0].witness[lab.grave].number == 0);
    CHECK(findings.acceptances == std::vector{AcceptanceState::Covers, AcceptanceState::Covers});
  }
  SUBCASE("two together cover it") {
    lab.accept({{"US.must"}, {"IE.not"}}, lab.asked(day(2004, 1, 1), kLastDate));
    CHECK(lab.run().all[0].accepted.valid());
  }
}
