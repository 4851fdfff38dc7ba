// docs/law/instruments.md is what the law library holds; with JUR_ACCEPT set the page is written anew.
#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "blocks.h"
#include "driver/session.h"
#include "model/program.h"

namespace fs = std::filesystem;
using namespace jur;
using namespace jur::docs;

namespace {

const std::string kPage = "docs/law/instruments.md";

std::vector<std::string> library_files() {
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(JUR_SOURCE_DIR) / "stdlib/std")) {
    if (entry.path().extension() == ".jur") files.push_back(entry.path().string());
  }
  std::ranges::sort(files);
  return files;
}

std::string cell(std::string text) {
  for (std::size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2) text.replace(at, 1, "\\|");
  return text;
}

std::string days(const std::optional<IntervalSet>& in_force) {
  if (!in_force) return "always";
  std::string text;
  for (const Interval& part : in_force->parts()) {
    if (!text.empty()) text += ", ";
    const auto day = [](std::int64_t n) { return to_string(Date{static_cast<std::int32_t>(n)}); };
    if (part.lo > IntervalSet::kMin) text += "from " + day(part.lo);
    if (part.hi < IntervalSet::kMax) text += (part.lo > IntervalSet::kMin ? " until " : "until ") + day(part.hi);
  }
  return text;
}

std::string unchecked(const model::Unverified& mark) {
  return mark.marked ? "not checked" + (mark.why.empty() ? "" : ": " + cell(mark.why)) : "";
}

// Also of its exceptions.
std::string unchecked(const model::Rule& rule) {
  std::string text = unchecked(rule.unverified);
  for (const model::Unless& exception : rule.exceptions) {
    if (!exception.unverified.marked) continue;
    text += fmt::format("{}exception “{}” {}", text.empty() ? "" : "; ", exception.name, unchecked(exception.unverified));
  }
  return text;
}

struct Tables {
  std::string text;
  std::size_t instruments = 0;
  std::size_t rules = 0;
  std::size_t orders = 0;
};

void add_order(const model::Program& program, model::ModuleId module, Tables& tables) {
  std::string instruments;
  std::string rules;
  for (const model::LawId id : program.laws.ids()) {
    const model::Law& law = program.laws[id];
    if (law.module != module) continue;
    ++tables.instruments;
    instruments += fmt::format("| `{}` | {} | {} | {} | {} |\n", law.name, cell(law.title), cell(law.cite), days(law.in_force),
                               unchecked(law.unverified));
    for (const model::RuleId rule_id : law.rules) {
      const model::Rule& rule = program.rules[rule_id];
      ++tables.rules;
      INFO(law.name, ".", rule.name);
      CHECK(!rule.cite.empty());
      CHECK(!rule.title.empty());
      rules += fmt::format("| `{}.{}` | {} | {} | {} | {} |\n", law.name, rule.name, cell(rule.title), cell(rule.cite),
                           rule.in_force ? days(rule.in_force) : "", unchecked(rule));
    }
  }
  if (instruments.empty()) return;
  ++tables.orders;
  tables.text += fmt::format("\n## `{}`\n\n| law | instrument | citation | in force | |\n|---|---|---|---|---|\n{}",
                             program.modules[module].name, instruments);
  tables.text += fmt::format("\n| rule | says | citation | in force, if not as its law | |\n|---|---|---|---|---|\n{}", rules);
}

}  // namespace

TEST_CASE("the page of instruments is what the library holds") {
  Session session(library_files(), SessionOptions{.today = Date{0}});
  const model::Program& program = session.model();
  Tables tables;
  for (const model::ModuleId module : program.modules.ids()) add_order(program, module, tables);
  CHECK(tables.orders >= 17);
  CHECK(tables.instruments >= 60);
  CHECK(tables.rules >= 150);
  const std::string page = fmt::format(
      "# Instruments\n\nWhat `stdlib/std` holds: {} legal orders, {} instruments, {} rules. The page is written by the test "
      "`docs.instruments` from the\nmodules themselves; after a change run "
      "`JUR_ACCEPT=1 ctest --test-dir build/release -R docs.instruments`. *Not checked* means that\nthe date, the text or what "
      "is named was not held against its source; a verdict that rests on it says so.\nModelling material, not legal advice.\n{}",
      tables.orders, tables.instruments, tables.rules, tables.text);
  if (::getenv("JUR_ACCEPT") != nullptr) {
    std::ofstream(fs::path(JUR_SOURCE_DIR) / kPage, std::ios::binary) << page;
  } else {
    CHECK(read(kPage) == page);
  }
}

TEST_CASE("each file of the library says what it is, and that it is no legal advice") {
  for (const std::string& path : library_files()) {
    std::ifstream in(path, std::ios::binary);
    std::string head;
    for (std::string line; std::getline(in, line) && line.starts_with('#');)
      head += line.substr(std::min<std::size_t>(2, line.size())) + " ";
    INFO(path);
    CHECK(head.find("not legal advice") != std::string::npos);
  }
}

// Rows name titles in typographic quotes, and in the last cell the file.
TEST_CASE("each trap that the page of coverage names has its scenarios") {
  std::istringstream page(read("docs/law/coverage.md"));
  std::size_t titles = 0;
  for (std::string line; std::getline(page, line);) {
    if (!line.starts_with("| ") || line.find("“") == std::string::npos) continue;
    const std::size_t end = line.rfind('`');
    const std::size_t begin = line.rfind('`', end - 1) + 1;
    const std::string tests = read("stdlib/tests/" + line.substr(begin, end - begin) + ".jur");
    for (std::size_t at = 0; (at = line.find("“", at)) != std::string::npos;) {
      at += std::string_view("“").size();
      const std::string title = '"' + line.substr(at, line.find("”", at) - at) + "\" ";
      INFO(line);
      CHECK((tests.find("scenario " + title) != std::string::npos || tests.find("property " + title) != std::string::npos));
      ++titles;
    }
  }
  CHECK(titles >= 20);
}
