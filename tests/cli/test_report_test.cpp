// `jur test` writes reports, times and the same text each time.
#include <string>

#include <doctest/doctest.h>

#include "command.h"

using jur::test::has;
using jur::test::kProgram;
using jur::test::run_jur;
using jur::test::Scratch;
using jur::test::text_of;

namespace {

std::string many_scenarios(int n) {
  std::string out = kProgram;
  for (int i = 0; i < n; ++i) {
    out += "scenario \"s" + std::to_string(i) +
           "\" for Request { demand { from: US, received: 2014-09-01 }  custodian { home: " + (i % 5 == 0 ? "IE" : "US") +
           " }\n  expect custodian must disclose }\n";
  }
  return out;
}

}  // namespace

TEST_CASE("tests run side by side and are told in the order of the file") {
  const Scratch s;
  const std::string file = s.write("p.jur", many_scenarios(60));
  const auto first = run_jur({"test", file});
  CHECK(first.status == 1);
  std::size_t at = 0;
  for (int i = 0; i < 60; ++i) {
    const std::size_t next = first.out.find((i % 5 == 0 ? "FAILED s" : "ok     s") + std::to_string(i) + "  (", at);
    REQUIRE(next != std::string::npos);
    at = next;
  }
  CHECK(has(first.out, "48 passed, 12 failed"));
  for (int i = 0; i < 3; ++i) CHECK(run_jur({"test", file}).out == first.out);
}

TEST_CASE("times are told where they are asked for") {
  const Scratch s;
  const std::string file = s.write("p.jur", many_scenarios(2));
  CHECK_FALSE(has(run_jur({"test", file}).out, " ms"));
  CHECK(has(run_jur({"test", file, "--times"}).out, " ms"));
  CHECK(has(run_jur({"test", file, "--times", "--format", "json"}).out, "\"seconds\":"));
  CHECK(has(run_jur({"test", file, "--times", "--format", "junit"}).out, " time=\""));
}

TEST_CASE("a JUnit report besides what is printed") {
  const Scratch s;
  const std::string file = s.write("p.jur", many_scenarios(3));
  const auto r = run_jur({"test", file, "--report", s.path("junit.xml")});
  CHECK(r.status == 1);
  CHECK(has(r.out, "2 passed, 1 failed"));
  CHECK(text_of(s.path("junit.xml")) == run_jur({"test", file, "--format", "junit"}).out);
}

TEST_CASE("a report that cannot be written") {
  const Scratch s;
  const std::string file = s.write("p.jur", many_scenarios(3));
  s.write("file", "");
  const auto r = run_jur({"test", file, "--report", s.path("file/junit.xml")});
  CHECK(r.status == 2);
  CHECK(has(r.err, "error[cannot-write]"));
}

TEST_CASE("nothing to test is an error") {
  const Scratch s;
  const auto r = run_jur({"test", s.write("p.jur", kProgram)});
  CHECK(r.status == 2);
  CHECK(has(r.err, "error[no-tests]: there is no scenario and no property to test"));
}
