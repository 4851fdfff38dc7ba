#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <vector>

#include "command.h"

using namespace jur::test;
using Json = nlohmann::json;

namespace {

// The scenarios that refuted properties show, as text.
std::vector<std::string> shown(const std::string& checked) {
  std::vector<std::string> out;
  const Json report = Json::parse(checked);
  for (const Json& f : report.at("findings")) {
    if (f.at("code") != "property-refuted") continue;
    CHECK(f.at("witness").is_object());
    for (const std::string note : f.at("notes")) {
      const std::size_t at = note.find("\nscenario ");
      if (at != std::string::npos) out.push_back(note.substr(at));
    }
  }
  return out;
}

}  // namespace

TEST_CASE("the scenario that a refuted property shows can be pasted into its file, and passes there") {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(JUR_SOURCE_DIR "/tests/cases/properties")) {
    if (entry.path().extension() == ".jur") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::size_t pasted = 0;
  for (const auto& file : files) {
    INFO(file.string());
    const Scratch scratch;
    const std::string program = text_of(file);
    const auto scenarios = shown(run_jur({"check", scratch.write("before.jur", program), "--format", "json"}).out);
    std::string all = program + "\n";
    for (const std::string& s : scenarios) all += s;
    const Ran ran = run_jur({"test", scratch.write("after.jur", all), "--format", "json"});
    INFO(ran.out, ran.err);
    const Json tests = Json::parse(ran.out).value("tests", Json::array());
    const auto passed = std::count_if(tests.begin(), tests.end(), [](const Json& t) {
      return t.at("kind") == "scenario" && t.at("passed") && t.at("name").get<std::string>().starts_with("against: ");
    });
    const bool had_one = program.find("\nscenario \"against: ") != std::string::npos;
    CHECK(static_cast<std::size_t>(passed) == scenarios.size() + (had_one && !scenarios.empty() ? 1 : 0));
    pasted += scenarios.size();
  }
  CHECK(pasted > 20);
}
