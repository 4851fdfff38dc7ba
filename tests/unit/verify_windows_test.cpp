#include <doctest/doctest.h>

#include "verify_lab.h"

using namespace jur;
using namespace jur::test;

namespace {

struct Pair : Lab {
  core::ActId disclose = act("disclose");
  // US requires it, IE forbids it; each when its condition holds.
  Finding clash(core::CondId duty, core::CondId ban, core::Period duty_period = {}, core::Period ban_period = {}) {
    must("US.must", disclose, duty, std::move(duty_period));
    must_not("IE.not", disclose, ban, std::move(ban_period));
    Findings findings = run();
    CHECK_FALSE(sink.has_errors());
    REQUIRE(findings.all.size() == 1);
    return findings.all[0];
  }
};

using Windows = std::vector<std::string>;

}  // namespace

TEST_CASE("windows are maximal runs of days") {
  Pair p;
  const auto ban = p.build.any({p.asked(day(2000, 1, 1), day(2001, 12, 31)), p.asked(day(2002, 1, 1), day(2002, 6, 30)),
                                p.asked(day(2010, 1, 1), kLastDate)});
  CHECK(windows(p.clash(p.asked(day(1999, 1, 1), kLastDate), ban)) ==
        Windows{"2000-01-01..2002-06-30", "2010-01-01..2199-12-31"});
}

TEST_CASE("windows unite over the cases") {
  Pair p;
  const auto x = p.build.is_true(p.yes_no("x"));
  const auto ban = p.build.any({p.build.all({x, p.asked(day(2000, 1, 1), day(2005, 12, 31))}),
                                p.build.all({p.build.not_(x), p.asked(day(2004, 1, 1), day(2008, 12, 31))})});
  CHECK(windows(p.clash(p.always(), ban)) == Windows{"2000-01-01..2008-12-31"});
}

TEST_CASE("windows are exact where other dates hang on the as-of date") {
  SUBCASE("days") {
    Pair p;
    const auto due = p.date("due");
    const auto ban = p.build.all({p.build.not_after(p.after(p.program.as_of, 10), p.after(due, 0)),
                                  p.build.not_after(p.after(due, 0), Lab::fixed(day(2011, 3, 5)))});
    CHECK(windows(p.clash(p.always(), ban)) == Windows{"1800-01-01..2011-02-23"});
  }
  SUBCASE("months") {
    Pair p;
    const auto due = p.date("due");
    core::DateTerm month = p.after(p.program.as_of, 0);
    month.steps.push_back({true, 1});
    const auto ban = p.build.all({p.build.not_after(month, p.after(due, 0)), p.build.not_after(p.after(due, 0), month),
                                  p.build.not_after(p.after(due, 0), Lab::fixed(day(2012, 2, 29))),
                                  p.build.not_after(Lab::fixed(day(2012, 2, 1)), p.after(due, 0))});
    CHECK(windows(p.clash(p.always(), ban)) == Windows{"2012-01-01..2012-01-31"});
  }
  SUBCASE("a ban that lasts as long as the order says") {
    Pair p;
    const auto order = p.date("order");
    const auto force = p.asked(day(1990, 1, 1), day(1999, 12, 31));
    const Finding f = p.clash(force, p.build.not_after(p.after(p.program.as_of, 0), p.after(order, 30)),
                              {{}, p.after(p.program.as_of, 14)}, {{}, p.after(order, 30)});
    CHECK(windows(f) == Windows{"1990-01-01..1999-12-31"});
    CHECK(f.kind == core::Clash::Kind::Time);
  }
}

// says: (past 100 windows the list is cut and says so).
TEST_CASE("past a hundred windows the list is cut") {
  Pair p;
  std::vector<core::CondId> parts;
  for (int year = 1900; year < 2050; ++year) parts.push_back(p.asked(day(year, 1, 1), day(year, 1, 31)));
  const Finding f = p.clash(p.always(), p.build.any(parts));
  CHECK(f.cut);
  CHECK(f.days.parts().size() == 100);
  CHECK(windows(f).front() == "1900-01-01..1900-01-31");
}
