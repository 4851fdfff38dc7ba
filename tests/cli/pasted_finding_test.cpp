// The scenario that a contradiction shows can be pasted into its file, and passes there.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <vector>

#include "command.h"

using namespace jur::test;
using Json = nlohmann::json;
namespace fs = std::filesystem;

namespace {

// The program before the commands of a golden test.
std::string program_of(const fs::path& path) {
  std::ifstream in(path);
  std::ostringstream out;
  out << in.rdbuf();
  const std::string text = out.str();
  return text.substr(0, text.find("\n#!") + 1);
}

bool clashes(const Json& finding) {
  const std::string code = finding.at("code");
  return code == "contradiction-between-orders" || code == "contradiction-within-order" || code == "permission-against-ban";
}

// One for each finding, accepted or not.
std::vector<std::string> shown(const Json& report, const std::string& own_place) {
  std::vector<std::string> out;
  for (const Json& f : report.at("findings")) {
    if (!clashes(f)) continue;
    std::string scenario;
    for (const std::string note : f.at("notes")) {
      const std::size_t at = note.find(own_place);
      if (at != std::string::npos) scenario = note.substr(at + own_place.size());
    }
    INFO(f.dump(1));
    CHECK(scenario.starts_with("\nscenario "));
    out.push_back(scenario);
  }
  return out;
}

std::vector<fs::path> golden_files(const std::vector<std::string>& folders) {
  std::vector<fs::path> out;
  for (const std::string& folder : folders) {
    for (const auto& entry : fs::directory_iterator(JUR_SOURCE_DIR "/tests/cases/" + folder)) {
      if (entry.path().extension() == ".jur") out.push_back(entry.path());
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::size_t passed(const Json& report) {
  const Json tests = report.value("tests", Json::array());
  return static_cast<std::size_t>(std::count_if(tests.begin(), tests.end(), [](const Json& t) {
    const std::string name = t.at("name");
    return t.at("passed") && (name.starts_with("contradiction: ") || name.starts_with("permission against ban: "));
  }));
}

}  // namespace

TEST_CASE("each contradiction shows a scenario that can be pasted into its file, and passes there") {
  std::size_t pasted = 0;
  for (const fs::path& file : golden_files({"contradictions", "language/acceptances", "language/conduct", "language/decisions",
                                            "language/time", "language/by_example", "routes"})) {
    INFO(file.string());
    const Scratch scratch;
    const std::string program = program_of(file);
    const Ran before =
        run_jur({"check", scratch.write("p.jur", program), "--format", "json", "--limit", "0", "--today", "2026-01-01"});
    const auto scenarios = shown(Json::parse(before.out), "; a scenario to paste:");
    if (scenarios.empty()) continue;
    std::string all = program;
    for (const std::string& s : scenarios) all += s + "\n";
    const Ran after = run_jur({"test", scratch.write("p.jur", all), "--format", "json"});
    INFO(after.out, after.err);
    CHECK(passed(Json::parse(after.out)) == scenarios.size());
    pasted += scenarios.size();
  }
  CHECK(pasted > 40);
}

TEST_CASE("where a decision stands in another file than the rule, the scenario is for the decision's file") {
  const Scratch s;
  const std::string at = kProgram.substr(0, kProgram.find("decision "));
  s.write("facts.jur", at);
  s.write("laws.jur",
          "use facts\n"
          "law b { jurisdiction IE  rule ban { custodian must not disclose } }\n");
  const std::string main = "use facts\nuse laws\ndecision d for Request { custodian: disclose }\n";
  const std::string file = s.write("main.jur", main);
  const auto scenarios = shown(Json::parse(run_jur({"check", file, "--format", "json"}).out), "; a scenario for " + file + ":");
  REQUIRE(scenarios.size() == 1);
  const Ran after = run_jur({"test", s.write("main.jur", main + scenarios[0] + "\n"), "--format", "json"});
  INFO(after.out, after.err);
  CHECK(passed(Json::parse(after.out)) == 1);
}
