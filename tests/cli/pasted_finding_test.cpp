// The scenarios that contradictions, routes that are no way out, and gaps show can be pasted into their file, and pass there.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
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

bool shows(const Json& finding) {
  const std::string code = finding.at("code");
  return code == "contradiction-between-orders" || code == "contradiction-within-order" || code == "permission-against-ban" ||
         code == "route-leaves-clash" || code == "gap";
}

// Those of each finding, accepted or not; one at least.
std::vector<std::string> shown(const Json& report, const std::string& own_place) {
  std::vector<std::string> out;
  for (const Json& f : report.at("findings")) {
    if (!shows(f)) continue;
    std::string text;
    for (const std::string note : f.at("notes")) {
      const std::size_t at = note.find(own_place);
      if (at != std::string::npos) text = note.substr(at + own_place.size());
    }
    INFO(f.dump(1));
    CHECK(text.starts_with("\nscenario "));
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t next = std::min(text.find("\nscenario ", at + 1), text.size());
      out.push_back(text.substr(at, next - at));
      at = next;
    }
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

constexpr std::array kNames{"contradiction: ", "permission against ban: ", "before route ", "after route ", "gap in "};

std::size_t passed(const Json& report) {
  const Json tests = report.value("tests", Json::array());
  return static_cast<std::size_t>(std::count_if(tests.begin(), tests.end(), [](const Json& t) {
    const std::string name = t.at("name");
    return t.at("passed") && std::any_of(kNames.begin(), kNames.end(), [&](const char* n) { return name.starts_with(n); });
  }));
}

}  // namespace

TEST_CASE("each contradiction, idle route and gap shows a scenario that can be pasted into its file, and passes there") {
  std::size_t pasted = 0;
  for (const fs::path& file : golden_files({"contradictions", "language/acceptances", "language/conduct", "language/decisions",
                                            "language/time", "language/by_example", "routes"})) {
    INFO(file.string());
    const Scratch scratch;
    const std::string program = program_of(file);
    const Ran before =
        run_jur({"check", scratch.write("p.jur", program), "--format", "json", "--limit", "0", "--today", "2026-01-01"});
    const auto scenarios = shown(Json::parse(before.out), " to paste:");
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

// Two decisions on one case with other laws: what clashes in one is settled in the other, and all laws together say a third
// thing.
TEST_CASE("what one of several decisions shows passes for it, though not for the others") {
  const std::string program =
      "record D { day: date  secret: bool  loud: bool? }\n"
      "record E { known: bool }\n"
      "case R as of d.day { d: D  party p: E }\n"
      "action tell\n"
      "law a { jurisdiction \"A\"  rule duty { when d.secret p must tell } rule leave { when d.loud p may tell } }\n"
      "law b { jurisdiction \"B\"  rule ban { when p.known p must not tell } }\n"
      "law c { jurisdiction \"A\"  rule lift notwithstanding a.duty { when d.secret }"
      " rule hush { when d.loud p must not tell } }\n"
      "route shout { changes d.loud to yes }\n"
      "accept contradiction a.duty with b.ban { reason \"known\" route shout }\n"
      "decision narrow for R { laws a, b complete p: tell }\n"
      "decision wide for R { laws a, b, c complete p: tell }\n";
  const Scratch s;
  const Json report = Json::parse(run_jur({"check", s.write("p.jur", program), "--format", "json", "--limit", "0"}).out);
  const auto scenarios = shown(report, " to paste:");
  std::string all = program;
  std::size_t narrow = 0;
  for (const std::string& text : scenarios) {
    all += text + "\n";
    if (has(text, " for narrow {")) ++narrow;
  }
  CHECK(narrow == 3);            // the clash, the route's case before, the gap
  CHECK(scenarios.size() == 6);  // with the route's case after, and permission against ban and gap of the wide one
  const Ran after = run_jur({"test", s.write("p.jur", all), "--format", "json"});
  INFO(all, after.out, after.err);
  CHECK(passed(Json::parse(after.out)) == scenarios.size());
}

TEST_CASE("where a file sees laws beside the decision of another file, no scenario is told to be pasted") {
  const Scratch s;
  const std::string at = kProgram.substr(0, kProgram.find("decision "));
  s.write("facts.jur", at + "decision d for Request { custodian: disclose }\n");
  const std::string file =
      s.write("main.jur", "use facts\nlaw b { jurisdiction IE  rule ban { custodian must not disclose } }\n");
  const Ran ran = run_jur({"check", file});
  INFO(ran.out, ran.err);
  CHECK(has(ran.out + ran.err, "contradiction-between-orders"));
  CHECK(!has(ran.out + ran.err, "paste"));
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
