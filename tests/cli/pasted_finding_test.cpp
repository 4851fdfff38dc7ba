// The scenarios that contradictions, routes that are no way out, and gaps show can be pasted into their file, and pass there.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <vector>

#include "command.h"

using namespace jur::test;
using Json = nlohmann::json;
namespace fs = std::filesystem;

namespace {

// The program before the commands of a golden test.
std::string program_of(const fs::path& path) {
  const std::string text = text_of(path);
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

// Files of a package, and which of them is checked.
struct Layout {
  const char* name;
  std::vector<std::pair<std::string, std::string>> files;
  std::string asked;
};

const std::string kFacts =
    "enum Country { US, IE }\n"
    "record Demand { from: Country  received: date }\n"
    "record Entity { home: Country? }\n"
    "case Request as of demand.received { demand: Demand  party custodian: Entity }\n";
const std::string kAct = "action disclose\n";
const std::string kUs = "law us { jurisdiction US  rule duty { when custodian.home is US  custodian must disclose } }\n";
const std::string kIe = "law ie { jurisdiction IE  rule ban { custodian must not disclose } }\n";
const std::string kDecision = "decision d for Request { custodian: disclose }\n";
const std::string kRoute =
    "route r { changes demand.from to IE }\naccept contradiction us.duty with ie.ban { reason \"known\" route r }\n";

std::vector<Layout> layouts() {
  const std::string us = "use facts\n" + kUs;
  const std::string ie = "use facts\n" + kIe;
  const std::string all = "use facts\nuse us\nuse ie\n";
  return {
      {"laws in the file of the decision that is used", {{"facts", kFacts + kAct + kUs + kDecision}, {"main", ie}}, "main"},
      {"a decision that is used, with one law of two",
       {{"facts", kFacts + kAct},
        {"us", us},
        {"ie", ie},
        {"dec", "use facts\nuse us\n" + kDecision},
        {"main", all + "use dec\n"}},
       "main"},
      {"a law whose file uses that of the decision",
       {{"facts", kFacts + kAct}, {"us", us}, {"ie", "use us\nuse dec\n" + ie}, {"dec", "use facts\nuse us\n" + kDecision}},
       "ie"},
      {"a decision that uses the files of the laws",
       {{"facts", kFacts + kAct}, {"us", us}, {"ie", ie}, {"main", all + kDecision}},
       "main"},
      {"no decision, laws and case apart", {{"facts", kFacts + kAct}, {"us", us}, {"ie", ie}, {"main", all}}, "main"},
      {"no decision, the case out of sight",
       {{"facts", kFacts + kAct}, {"us", us}, {"ie", ie}, {"main", "use us\nuse ie\n"}},
       "main"},
      {"the case and a decision out of sight",
       {{"facts", kFacts + kAct + kDecision}, {"us", us}, {"ie", ie}, {"main", "use us\nuse ie\n"}},
       "main"},
      {"the action out of sight",
       {{"facts", kFacts},
        {"acts", kAct},
        {"us", "use acts\n" + us},
        {"ie", "use acts\n" + ie},
        {"main", all + "decision d for Request { laws us, ie }\n"}},
       "main"},
      {"two laws of one name",
       {{"facts", kFacts + kAct},
        {"x", us},
        {"y", "use facts\nlaw us { jurisdiction IE  rule ban { custodian must not disclose } }\n"},
        {"main", "use facts\nuse x\nuse y\n" + kDecision}},
       "main"},
      {"two actions of one name",
       {{"facts", kFacts},
        {"x", kAct + us},
        {"y", "use facts\n" + kAct + "law ie { jurisdiction IE  rule also { custodian must disclose } }\n"},
        {"main",
         "use facts\nuse x\nuse y\nrelate x.disclose excludes y.disclose\n"
         "decision d for Request { custodian: x.disclose, y.disclose }\n"}},
       "main"},
      {"two decisions that are used, each with one law",
       {{"facts", kFacts + kAct},
        {"us", us},
        {"ie", ie},
        {"one", "use facts\nuse us\n" + kDecision},
        {"two", "use facts\nuse ie\ndecision e for Request { custodian: disclose }\n"},
        {"main", all + "use one\nuse two\n"}},
       "main"},
      {"an acceptance and its route beside the decision that is used",
       {{"facts", kFacts + kAct + kUs + kDecision}, {"main", ie + kRoute}},
       "main"},
      {"an acceptance in a file that the decision uses",
       {{"facts", kFacts + kAct}, {"us", us}, {"ie", "use us\n" + ie + kRoute}, {"main", all + kDecision}},
       "main"},
      {"a gap of a decision elsewhere",
       {{"facts", kFacts + kAct + kUs + "decision d for Request { complete  custodian: disclose }\n"}, {"main", "use facts\n"}},
       "facts"},
  };
}

TEST_CASE("wherever case, actions, laws and decision stand, the scenario of a finding passes in the file that it names") {
  for (const Layout& layout : layouts()) {
    INFO(std::string(layout.name));
    const Scratch s;
    for (const auto& [name, text] : layout.files) s.write(name + ".jur", text);
    const Json report = Json::parse(run_jur({"check", s.path(layout.asked + ".jur"), "--format", "json"}).out);
    std::size_t pasted = 0;
    for (const Json& f : report.at("findings")) {
      if (!shows(f)) continue;
      INFO(f.dump(1));
      const auto notes = f.at("notes").get<std::vector<std::string>>();
      const auto note = std::find_if(notes.begin(), notes.end(), [](const std::string& n) { return has(n, "\nscenario \""); });
      REQUIRE(note != notes.end());
      const std::size_t text = note->find(":\n") + 2;
      const std::size_t elsewhere = note->find(" for /");
      const std::string file =
          elsewhere < text ? note->substr(elsewhere + 5, text - elsewhere - 7) : f.at("file").get<std::string>();
      const std::string scenarios = note->substr(text);
      const Scratch apart;
      for (const auto& [name, program] : layout.files) apart.write(name + ".jur", program);
      const std::string copy = apart.write(fs::path(file).filename().string(), text_of(file) + scenarios + "\n");
      const Ran after = run_jur({"test", copy, "--format", "json"});
      INFO(scenarios, after.out, after.err);
      CHECK(passed(Json::parse(after.out)) == count("\n" + scenarios, "\nscenario \""));
      ++pasted;
    }
    CHECK(pasted > 0);
  }
}

TEST_CASE("where the case type cannot be named without more laws coming into sight, the facts that matter are shown") {
  const Scratch s;
  s.write("facts.jur", kFacts + kAct + "law more { rule leave { custodian may disclose } }\n");
  s.write("us.jur", "use facts\n" + kUs);
  s.write("ie.jur", "use facts\n" + kIe);
  const Ran ran = run_jur({"check", s.write("main.jur", "use us\nuse ie\n")});
  INFO(ran.out, ran.err);
  CHECK(has(ran.out + ran.err, "contradiction-between-orders"));
  CHECK(has(ran.out + ran.err, "whatever its other facts:"));
  CHECK(!has(ran.out + ran.err, "paste"));
}

// What `check` says of a case without a scenario.
TEST_CASE("no golden test has a finding that shows facts alone") {
  for (const auto& entry : fs::recursive_directory_iterator(JUR_SOURCE_DIR "/tests/cases")) {
    if (entry.path().extension() != ".jur") continue;
    const std::string text = text_of(entry.path());
    INFO(entry.path().string());
    CHECK(!has(text, "whatever its other facts:"));
    CHECK(!has(text, "in which it is available:\n"));
    CHECK(!has(text, "any case shows it\n"));
  }
}

TEST_CASE("what a refuted property shows is for what the property is for") {
  const Scratch s;
  s.write("facts.jur", kFacts + kAct + kUs + kDecision);
  const std::string main =
      "use facts\n" + kIe +
      "decision e for Request { custodian: disclose }\n"
      "property \"of d\" for d { expect custodian disclose is not required }\n"
      "property \"of e\" for e { when custodian.home is not US expect custodian disclose is not forbidden }\n"
      "property \"of all\" under all laws { when custodian.home is US expect custodian disclose is not contradictory }\n";
  const Json report = Json::parse(run_jur({"check", s.write("main.jur", main), "--format", "json"}).out);
  std::string scenarios;
  for (const Json& f : report.at("findings")) {
    if (f.at("code") != "property-refuted") continue;
    for (const std::string note : f.at("notes")) {
      if (const std::size_t at = note.find("\nscenario "); at != std::string::npos) scenarios += note.substr(at);
    }
  }
  INFO(scenarios);
  CHECK(has(scenarios, "\"against: of d\" for d {"));
  CHECK(has(scenarios, "\"against: of e\" for e {"));
  CHECK(has(scenarios, "\"against: of all\" for Request {"));
  const Json after = Json::parse(run_jur({"test", s.write("main.jur", main + scenarios + "\n"), "--format", "json"}).out);
  const Json tests = after.at("tests");
  CHECK(std::count_if(tests.begin(), tests.end(), [](const Json& t) { return t.at("kind") == "scenario" && t.at("passed"); }) ==
        3);
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
