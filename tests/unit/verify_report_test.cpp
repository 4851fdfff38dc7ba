#include <doctest/doctest.h>

#include "verify_lab.h"

using namespace jur;
using namespace jur::test;

namespace {

struct Ireland : Lab {
  core::ActId disclose = act("disclose");
  core::NormId duty = must("US.contents", disclose, asked(day(1986, 10, 21), kLastDate));
  core::NormId ban = must_not("IE.processor", disclose, asked(day(2003, 7, 1), day(2018, 5, 24)));
  Ireland() {
    program.rules[program.norms[ban].rule].breach = "a fine";
    program.rules[program.norms[ban].rule].cite = "s. 21(2)";
    program.rules[program.norms[ban].rule].in_force = program.rules[program.norms[ban].rule].applies;
  }
  std::vector<Diagnostic> reported() {
    const Findings findings = run();
    const std::array verified{Verified{&program, &findings}};
    report(verified, 0, sink);
    return {sink.all().begin(), sink.all().end()};
  }
};

bool any_contains(const std::vector<std::string>& lines, const std::string& text) {
  return std::any_of(lines.begin(), lines.end(), [&](const std::string& l) { return l.find(text) != std::string::npos; });
}

}  // namespace

TEST_CASE("a contradiction is told with both norms, its dates, a case, what breach costs and what to do") {
  Ireland lab;
  const auto ds = lab.reported();
  REQUIRE(ds.size() == 1);
  const Diagnostic& d = ds[0];
  CHECK(d.code == Code::ContradictionBetweenOrders);
  CHECK(d.severity == Severity::Error);
  CHECK(d.message == "`custodian` must disclose under US law (`US.contents`) and must not under IE law (`IE.processor`)");
  CHECK(d.primary == lab.program.norms[lab.duty].span);
  CHECK(d.primary_label == "required by US law");
  REQUIRE(d.labels.size() == 1);
  CHECK(d.labels[0].span == lab.program.norms[lab.ban].span);
  CHECK(d.labels[0].text == "forbidden by IE law");
  CHECK(d.notes[0] ==
        "There are cases dated from 2003-07-01 until 2018-05-24 (`asked`) in which `custodian` cannot comply with both.\n"
        "US law (`US.contents`) requires `custodian` to disclose.\n"
        "IE law (`IE.processor`) forbids `custodian` to disclose: s. 21(2), in force from 2003-07-01 until 2018-05-24. "
        "A breach means a fine.");
  CHECK(any_contains(d.notes, "asked: 2003-07-01"));
  CHECK(any_contains(d.helps, "accept contradiction US.contents with IE.processor {"));
  REQUIRE(d.clash);
  CHECK(d.clash->rules == std::vector<std::string>{"IE.processor", "US.contents"});
  CHECK(d.clash->acts == std::vector<ClashDetails::Act>{{"custodian", "disclose"}});
  REQUIRE(d.clash->windows.size() == 1);
  CHECK(d.clash->windows[0].from == "2003-07-01");
  CHECK(d.clash->windows[0].until == "2018-05-24");
  CHECK_FALSE(d.clash->accepted);
}

TEST_CASE("a window's end is open where it reaches the calendar's") {
  Lab lab;
  const auto disclose = lab.act("disclose");
  lab.must("US.a", disclose, lab.asked(day(2000, 1, 1), kLastDate));
  lab.must_not("US.b", disclose, lab.always());
  const Findings findings = lab.run();
  const std::array verified{Verified{&lab.program, &findings}};
  report(verified, 0, lab.sink);
  REQUIRE(lab.sink.all().size() == 1);
  const Diagnostic& d = lab.sink.all()[0];
  CHECK(d.code == Code::ContradictionWithinOrder);
  CHECK(d.message == "`custodian` must disclose (`US.a`) and must not (`US.b`), both under US law");
  CHECK(d.clash->windows[0].from == "2000-01-01");
  CHECK_FALSE(d.clash->windows[0].until);
}

TEST_CASE("an accepted contradiction is a note that names its acceptance") {
  Ireland lab;
  const auto acceptance = lab.accept({{"US.contents"}, {"IE.processor"}}, lab.always());
  lab.program.acceptances[acceptance].refer = "counsel";
  const auto ds = lab.reported();
  REQUIRE(ds.size() == 1);
  CHECK(ds[0].severity == Severity::Note);
  CHECK(ds[0].primary == lab.program.acceptances[acceptance].span);
  CHECK(ds[0].clash->accepted);
  CHECK(ds[0].primary_label == "accepted here, referred to counsel");
  CHECK_FALSE(lab.sink.has_errors());
}

TEST_CASE("stale acceptances are errors at their place") {
  Ireland lab;
  SUBCASE("expired") {
    const auto a = lab.accept({{"US.contents"}, {"IE.processor"}}, lab.always(), day(2015, 1, 1));
    const auto ds = lab.reported();
    REQUIRE(ds.size() == 2);
    CHECK(ds[0].severity == Severity::Error);
    CHECK(ds[1].code == Code::AcceptanceExpired);
    CHECK(ds[1].primary == lab.program.acceptances[a].span);
  }
  SUBCASE("idle") {
    lab.accept({{"US.contents"}}, lab.always());
    const auto ds = lab.reported();
    REQUIRE(ds.size() == 2);
    CHECK(ds[1].code == Code::AcceptanceIdle);
  }
  // says: silent when it comes from a library.
  SUBCASE("idle in a library") {
    const auto a = lab.accept({{"US.contents"}}, lab.always());
    lab.program.acceptances[a].library = true;
    CHECK(lab.reported().size() == 1);
  }
}

TEST_CASE("one set of rules in two programs is one finding; accepted only where it is so in both") {
  Ireland first;
  Ireland second;
  first.accept({{"US.contents"}, {"IE.processor"}}, first.always());
  const Findings a = first.run();
  const Findings b = second.run();
  const std::array verified{Verified{&first.program, &a}, Verified{&second.program, &b}};
  Sink sink;
  report(verified, 0, sink);
  REQUIRE(sink.all().size() == 1);
  CHECK_FALSE(sink.all()[0].clash->accepted);
}

TEST_CASE("through time: what is to be done when, and what stands in the way") {
  Lab lab;
  const auto preserve = lab.act("preserve");
  const auto erase = lab.act("delete");
  lab.excludes(preserve, erase);
  const auto received = lab.program.as_of;
  const auto keep = lab.keep("EU.keep", preserve, lab.always(), {lab.after(received, 0), lab.after(received, 90)});
  const auto must = lab.must("FR.erase", erase, lab.always(), {lab.after(received, 0), lab.after(received, 30)});
  lab.program.norms[keep].time_text = "for 90 days from asked";
  lab.program.norms[must].time_text = "within 30 days of asked";
  const Findings findings = lab.run();
  const std::array verified{Verified{&lab.program, &findings}};
  report(verified, 0, lab.sink);
  REQUIRE(lab.sink.all().size() == 1);
  const Diagnostic& d = lab.sink.all()[0];
  CHECK(d.message ==
        "`custodian` must delete within 30 days of asked under FR law (`FR.erase`) and must preserve for 90 days from asked "
        "under EU law "
        "(`EU.keep`)");
  CHECK(any_contains(d.notes, "`preserve` excludes `delete`"));
  CHECK(any_contains(
      d.notes,
      "In the case below `FR.erase` is to be met from 2000-01-01 until 2000-01-31, and `EU.keep` stands in the way from "
      "2000-01-01 until 2000-03-31"));
}
