// `jur test` measures coverage, writes reports of it, and suggests the scenarios that are missing.
#include <algorithm>
#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "command.h"

using jur::test::count;
using jur::test::has;
using jur::test::run_jur;
using jur::test::Scratch;
using jur::test::text_of;
using nlohmann::json;

namespace {

const std::string kRules = R"jur(enum Country { US, IE, FR }
enum Kind { warrant, subpoena, letter }
record Demand { from: Country  kind: Kind  received: date  until: date or none = none  grave: bool = false  gag: bool? }
record Entity { home: Country  in: set of Country  staff: int 0..500 = 10 }
case Request as of demand.received { demand: Demand  party custodian: Entity  party parent: Entity
  assessment comity "comity" by "the court" presumed no }
assume custodian.in has custodian.home
action disclose
action preserve
action refuse excludes disclose
define serious = demand.grave or demand.kind is warrant
define present(c: Country) = custodian.in has c and demand.from is not c
law us { jurisdiction US
  in force from 2000-01-01
  when custodian.in has US
  rule a {
    when demand.from is US and serious and (demand.kind is warrant or demand.kind is subpoena)
    custodian must disclose within 3 days of demand.received
    unless "gag \"order\"" demand.gag or comity
    unless custodian.staff < 5 in force from 2010-01-01 until 2015-12-31
  }
  rule b notwithstanding a {
    when demand.kind is subpoena and demand.kind is not letter
    custodian may disclose only if demand.grave
  }
  rule each for every Entity e {
    when at least 2 of (e.home is US, e.in has IE, demand.until > demand.received)
    e must preserve
  }
}
law ie { jurisdiction IE
  when present(IE)
  rule never { when demand.received < 2001-01-01 and demand.received > 2002-01-01  custodian must refuse }
  rule constant { when 2 < 3  parent must preserve for 90 days from demand.received }
}
)jur";
const std::string kOne = R"jur(scenario "one" for Request {
  demand { from: US, kind: warrant, received: 2020-01-01 }
  custodian { home: US, in: {US} }
  parent { home: US, in: {} }
  expect custodian disclose is undetermined
}
)jur";

json coverage(const std::string& file) {
  return json::parse(run_jur({"test", file, "--suggest", "--format", "json"}).out).at("coverage");
}

}  // namespace

TEST_CASE("with the suggested scenarios all that can be covered is covered, and each of them passes") {
  const Scratch s;
  for (const std::string& scenarios : {kOne, std::string("scenario \"nothing\" for Request { demand { from: FR, kind: letter, "
                                                         "received: 1990-01-01 } custodian { home: FR, in: {FR} } parent { home: "
                                                         "FR, in: {} } }\n")}) {
    const std::string file = s.write("p.jur", kRules + scenarios);
    const json before = coverage(file);
    REQUIRE(before["suggestions"].size() > 5);
    CHECK(run_jur({"test", file, "--min", "100"}).status == 1);
    std::string text = kRules + scenarios;
    for (const json& one : before["suggestions"]) text += "\n" + one["text"].get<std::string>();
    s.write("p.jur", text);
    const auto after = run_jur({"test", file, "--min", "100", "--limit", "0"});
    INFO(after.out, after.err);
    CHECK(after.status == 0);
    CHECK_FALSE(has(after.out, "\nnot covered\n"));
    const json now = coverage(file);
    CHECK(now["suggestions"].empty());
    for (const char* kind : {"rules", "exceptions", "precedence", "conditions"}) {
      CHECK(now["total"][kind]["covered"] == now["total"][kind]["of"]);
      CHECK(now["total"][kind]["of"] == before["total"][kind]["of"]);
      CHECK(now["total"][kind]["impossible"] == before["total"][kind]["impossible"]);
      CHECK(now["total"][kind]["of"] > 0);
    }
    CHECK(now["total"]["rules"]["impossible"] == 1);
  }
}

TEST_CASE("suggestions stand alone on standard output, in the layout of `jur fmt`") {
  const Scratch s;
  const std::string file = s.write("p.jur", kRules + kOne);
  const auto r = run_jur({"test", file, "--suggest", "--suggest-file", s.path("more.jur")});
  const auto alone = run_jur({"test", file, "--suggest"});
  CHECK(has(alone.err, "1 passed, 0 failed"));
  CHECK_FALSE(has(alone.out, "passed"));
  CHECK(text_of(s.path("more.jur")) == alone.out);
  CHECK(has(r.out, "1 passed, 0 failed"));
  CHECK(run_jur({"fmt", "--check", s.path("more.jur")}).status == 0);
  CHECK(run_jur({"test", file, "--suggest"}).out == alone.out);
}

TEST_CASE("coverage is never rounded up") {
  const Scratch s;
  std::string text = "record D { received: date";
  for (int i = 0; i < 200; ++i) text += " f" + std::to_string(i) + ": bool = true";
  text += " }\nrecord E { }\ncase R as of d.received { d: D  party p: E }\naction go\nlaw l { rule r { when d.f0";
  for (int i = 1; i < 200; ++i) text += " and d.f" + std::to_string(i);
  text += "\n  p must go } }\nscenario \"all\" for R { d { received: 2020-01-01 }  expect p must go }\n";
  for (int i = 0; i < 199; ++i) {
    text += "scenario \"" + std::to_string(i) + "\" like \"all\" { d { f" + std::to_string(i) +
            ": false }  expect p go is silent }\n";
  }
  const std::string file = s.write("p.jur", text);
  CHECK(run_jur({"test", file, "--min", "99"}).status == 0);
  const auto r = run_jur({"test", file, "--min", "conditions=100"});
  CHECK(r.status == 1);
  CHECK(has(r.out, "199/200  99.5 %"));
  CHECK(has(r.out, "p.jur:5"));
  CHECK(run_jur({"test", file, "--min", "100", "--min", "conditions=99"}).status == 0);
  for (const char* bad : {"101", "-1", "ninety", "conditions=", "lines=90", "99.5"}) {
    INFO(bad);
    CHECK(run_jur({"test", file, "--min", bad}).status == 2);
  }
}

TEST_CASE("reports for other programs") {
  const Scratch s;
  const std::string file = s.write("p.jur", kRules + kOne);
  const auto r = run_jur({"test", file, "--coverage-json", s.path("c.json"), "--coverage-lcov", s.path("c.info"),
                          "--coverage-html", s.path("c.html")});
  CHECK(r.status == 0);
  const json c = json::parse(text_of(s.path("c.json")));
  std::size_t sides = 0;
  std::size_t taken = 0;
  for (const json& item : c["items"]) {
    if (!item["coverable"] || item["kind"] == "rule") continue;
    for (const json& side : item["sides"]) {
      if (side["impossible"]) continue;
      ++sides;
      if (!side["scenarios"].empty()) ++taken;
    }
  }
  const std::string lcov = text_of(s.path("c.info"));
  CHECK(has(lcov, "SF:" + file + "\n"));
  CHECK(has(lcov, "FN:16,us.a\n"));
  CHECK(count(lcov, "\nBRDA:") == sides);
  CHECK(has(lcov, "\nBRF:" + std::to_string(sides) + "\nBRH:" + std::to_string(taken) + "\n"));
  CHECK(lcov.ends_with("end_of_record\n"));
  const std::string html = text_of(s.path("c.html"));
  CHECK(has(html, "<mark class=miss title=\"`demand.grave`: never decides"));
  CHECK(has(html, "gag \\&quot;order\\&quot;"));
  CHECK_FALSE(has(html, "http"));
  CHECK(count(html, "<mark") == count(html, "</mark>"));
  CHECK(run_jur({"test", file, "--coverage-html", s.path("no/such/c.html")}).status == 2);
}

TEST_CASE("only what was asked about is counted, and only scenarios that were run") {
  const Scratch s;
  s.write("a/jur.toml", "name = \"a\"\nversion = \"1.0.0\"\n");
  s.write("a/rules.jur", kRules);
  const std::string tests =
      s.write("a/tests.jur", "use rules\n" + kOne + "scenario \"two\" like \"one\" { custodian { in: {} } }\n");
  const auto all = run_jur({"test", s.path("a"), "--coverage"});
  CHECK(run_jur({"test", tests, "--coverage"}).out == all.out);
  CHECK(has(all.out, "rules.jur:"));
  const auto none = run_jur({"test", tests, "--coverage", "--filter", "two", "--format", "json"});
  CHECK(json::parse(none.out)["coverage"]["total"]["rules"]["covered"] == 0);
}
