// Findings for build services: SARIF, GitHub's workflow commands, JUnit.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "command.h"

using namespace jur::test;
using Json = nlohmann::json;

namespace {

// says: and `sarif|github|junit` where findings or tests are printed.
const std::string kClash =
    "record Demand { received: date }\n"
    "record Entity { }\n"
    "case Request as of demand.received { demand: Demand  party custodian: Entity }\n"
    "action disclose\n"
    "law us { jurisdiction \"US\" rule warrant { custodian must disclose } }\n"
    "law ie { jurisdiction \"IE\" in force from 2003-07-01 rule secrecy { custodian must not disclose } }\n";
const std::string kAccepted = "accept contradiction us.warrant, ie.secrecy { reason \"known\" }\n";

bool has_only(const Json& object, const std::set<std::string>& keys) {
  for (const auto& [key, value] : object.items()) {
    if (!keys.contains(key)) return false;
  }
  return object.is_object();
}

// The parts of the SARIF 2.1.0 standard that `jur` uses, and nothing else: the types of §3, required properties, enumerations.
void check_location(const Json& l) {
  CHECK(has_only(l, {"id", "physicalLocation", "message"}));
  const Json& place = l.at("physicalLocation");
  CHECK(has_only(place, {"artifactLocation", "region"}));
  const Json& artifact = place.at("artifactLocation");
  CHECK(has_only(artifact, {"uri", "uriBaseId"}));
  CHECK(artifact.at("uri").get<std::string>().find_first_of(" \\\"<>") == std::string::npos);
  const Json& region = place.at("region");
  for (const char* key : {"startLine", "startColumn", "endLine", "endColumn"}) CHECK(region.at(key).get<int>() >= 1);
  CHECK(region.at("startLine").get<int>() <= region.at("endLine").get<int>());
  if (l.contains("message")) CHECK(l.at("message").at("text").is_string());
}

void check_result(const Json& r, const Json& rules) {
  CHECK(has_only(r, {"ruleId", "ruleIndex", "level", "message", "locations", "relatedLocations", "codeFlows",
                     "partialFingerprints", "suppressions", "properties"}));
  CHECK(rules.at(r.at("ruleIndex").get<std::size_t>()).at("id") == r.at("ruleId"));
  CHECK(std::set<std::string>{"error", "warning", "note"}.contains(r.at("level").get<std::string>()));
  CHECK_FALSE(r.at("message").at("text").get<std::string>().empty());
  for (const char* key : {"locations", "relatedLocations"}) {
    for (const Json& l : r.value(key, Json::array())) check_location(l);
  }
  for (const Json& flow : r.value("codeFlows", Json::array())) {
    REQUIRE_FALSE(flow.at("threadFlows").empty());
    for (const Json& thread : flow.at("threadFlows")) {
      REQUIRE_FALSE(thread.at("locations").empty());
      for (const Json& step : thread.at("locations")) check_location(step.at("location"));
    }
  }
  for (const auto& [name, value] : r.at("partialFingerprints").items()) CHECK(value.get<std::string>().size() == 16);
  for (const Json& s : r.value("suppressions", Json::array())) CHECK(s.at("kind") == "inSource");
}

Json sarif(const std::string& text) {
  Json log = Json::parse(text);
  CHECK(has_only(log, {"$schema", "version", "runs"}));
  CHECK(log.at("version") == "2.1.0");
  REQUIRE(log.at("runs").size() == 1);
  Json run = log.at("runs").at(0);
  CHECK(has_only(run, {"tool", "invocations", "columnKind", "results"}));
  CHECK(run.at("columnKind") == "unicodeCodePoints");
  CHECK(run.at("invocations").at(0).at("executionSuccessful").is_boolean());
  const Json& driver = run.at("tool").at("driver");
  CHECK(driver.at("name") == "jur");
  std::set<std::string> ids;
  for (const Json& rule : driver.at("rules")) {
    CHECK(has_only(rule, {"id", "shortDescription", "fullDescription", "help", "defaultConfiguration"}));
    CHECK(ids.insert(rule.at("id")).second);
    for (const char* key : {"shortDescription", "fullDescription", "help"})
      CHECK_FALSE(rule.at(key).at("text").get<std::string>().empty());
    CHECK(rule.at("help").at("markdown").get<std::string>().starts_with("# "));
  }
  for (const Json& r : run.at("results")) check_result(r, driver.at("rules"));
  return run;
}

}  // namespace

TEST_CASE("SARIF: a contradiction with its provisions in order and their dates") {
  const Scratch s;
  const Ran ran = run_jur({"check", s.write("a law.jur", kClash), "--format", "sarif"});
  CHECK(ran.status == 1);
  CHECK(ran.err.empty());
  const Json run = sarif(ran.out);
  REQUIRE(run.at("results").size() == 1);
  const Json& r = run.at("results").at(0);
  CHECK(r.at("ruleId") == "contradiction-between-orders");
  CHECK(r.at("level") == "error");
  CHECK(has(r.at("locations").at(0).at("physicalLocation").at("artifactLocation").at("uri"), "a%20law.jur"));
  const Json& steps = r.at("codeFlows").at(0).at("threadFlows").at(0).at("locations");
  REQUIRE(steps.size() >= 2);
  CHECK(has(steps.at(1).at("location").at("message").at("text"), "forbidden by IE law"));
  CHECK(has(r.at("message").at("text"), "IE law (`ie.secrecy`) forbids `custodian` to disclose, in force from 2003-07-01 on."));
  CHECK(has(r.at("message").at("text"), "demand { received: 2003-07-01 }"));
  CHECK(r.at("relatedLocations").size() + 1 == steps.size());
  CHECK(r.at("properties").at("rules") == Json::array({"ie.secrecy", "us.warrant"}));
  CHECK(r.at("properties").at("windows").at(0).at("from") == "2003-07-01");
}

TEST_CASE("SARIF: an accepted contradiction is suppressed; a file that cannot be read is no success") {
  const Scratch s;
  const Json run = sarif(run_jur({"check", s.write("a.jur", kClash + kAccepted), "--format", "sarif"}).out);
  REQUIRE(run.at("results").size() == 1);
  CHECK(run.at("results").at(0).at("level") == "note");
  CHECK(run.at("results").at(0).at("suppressions").at(0).at("status") == "accepted");
  CHECK(run.at("invocations").at(0).at("executionSuccessful") == true);
  const Ran broken = run_jur({"check", s.path("none.jur"), "--format", "sarif"});
  CHECK(broken.status == 2);
  CHECK(sarif(broken.out).at("invocations").at(0).at("executionSuccessful") == false);
  CHECK(sarif(run_jur({"check", s.write("b.jur", kProgram), "--format", "sarif"}).out).at("results").empty());
}

TEST_CASE("SARIF: a finding keeps its fingerprint when lines move, and two alike have two") {
  const Scratch s;
  const auto prints = [&](const std::string& text) {
    std::vector<std::string> out;
    const Json run = sarif(run_jur({"check", s.write("a.jur", text), "--format", "sarif"}).out);
    for (const Json& r : run.at("results")) out.push_back(r.at("partialFingerprints").at("jurFinding/v1"));
    return out;
  };
  CHECK(prints(kClash) == prints("# a line\n\n" + kClash));
  const std::string twice =
      "enum E { a }\nrecord R { x: int 5..1 }\nrecord S { x: int 4..1 }\nrecord T {\n  x: int 5..1\n}\nrecord U {\n  x: int "
      "5..1\n}\n";
  const auto before = prints(twice);
  CHECK(before.size() == 4);
  CHECK(std::set(before.begin(), before.end()).size() == 4);
  CHECK(before == prints("# moved\n\n" + twice));
}

TEST_CASE("GitHub: one command a finding, escaped") {
  const Scratch s;
  const Ran ran = run_jur({"check", s.write("50%, a:b.jur", kClash), "--format", "github"});
  CHECK(ran.status == 1);
  CHECK(count(ran.out, "\n") == 1);
  CHECK(ran.out.starts_with("::error file="));
  CHECK(has(ran.out, "50%25%2C a%3Ab.jur,line=5,endLine=5,col="));
  CHECK(has(ran.out, ",title=contradiction-between-orders::`custodian` must disclose"));
  CHECK(has(ran.out, "%0A"));
  CHECK(run_jur({"check", s.write("b.jur", kProgram), "--format", "github"}).out.empty());
  CHECK(run_jur({"check", s.write("c.jur", kClash + kAccepted), "--format", "github"}).out.starts_with("::notice file="));
}

TEST_CASE("JUnit: a case a finding, and one that passes for a file without any") {
  const Scratch s;
  const Ran ran = run_jur({"check", s.write("a.jur", kClash), s.write("b.jur", kProgram), "--format", "junit"});
  CHECK(has(ran.out, "<testsuites name=\"jur check\" tests=\"2\" failures=\"1\">"));
  CHECK(count(ran.out, "<failure message=\"`custodian` must disclose") == 1);
  CHECK(count(ran.out, "<testcase name=\"no findings\" classname=\"jur check\"") == 1);
  CHECK(count(ran.out, "<testsuite ") == count(ran.out, "</testsuite>"));
}

TEST_CASE("coverage that is too low is told in each form") {
  const Scratch s;
  const std::string file =
      s.write("a.jur", kClash + kAccepted +
                           "scenario \"s\" for Request { demand { received: 2001-01-01 } expect custodian must disclose }\n");
  const auto told = [&](const char* format) {
    const Ran ran = run_jur({"test", file, "--min", "100", "--format", format});
    CHECK(ran.status == 1);
    return ran.out;
  };
  const Json run = sarif(told("sarif"));
  REQUIRE_FALSE(run.at("results").empty());
  CHECK(run.at("results").at(0).at("ruleId") == "coverage-below-minimum");
  CHECK(has(told("github"), "::error title=coverage-below-minimum::the coverage of rules is 50 %"));
  const std::string junit = told("junit");
  CHECK(has(junit, "<testsuite name=\"coverage\" tests=\"1\" failures=\"1\">"));
  CHECK(has(junit, "<testsuites name=\"jur test\" tests=\"2\" failures=\"1\">"));
}

TEST_CASE("a test that fails is told in each form") {
  const Scratch s;
  const std::string file =
      s.write("a.jur", kClash + kAccepted +
                           "scenario \"s\" for Request { demand { received: 2001-01-01 } expect custodian may disclose }\n");
  CHECK(sarif(run_jur({"test", file, "--format", "sarif"}).out).at("results").at(0).at("ruleId") == "scenario-failed");
  CHECK(has(run_jur({"test", file, "--format", "github"}).out, "title=scenario-failed::"));
  CHECK(run_jur({"test", file, "--format", "sarif"}).status == 1);
}
