#include <algorithm>
#include <memory>
#include <ostream>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "cli/options.h"
#include "diagnostics/render.h"
#include "driver/findings.h"
#include "evaluate/judge.h"
#include "explain/test_report.h"

namespace jur::cli {
namespace {

using Json = nlohmann::ordered_json;

enum class Kind { Scenario, Property };

struct Result {
  Kind kind;
  const std::string* name;
  Span span;
  bool passed;
};

std::string place(const Sources& sources, Span span) {
  const Position at = sources.position(span.file, span.begin);
  return fmt::format("{}:{}", sources[span.file].path, at.line);
}

void print_json(const Session& session, const std::vector<Result>& results, const Sink& failures, Streams& io) {
  Json tests = Json::array();
  std::size_t passed = 0;
  for (const Result& r : results) {
    if (r.passed) ++passed;
    tests.push_back({{"name", *r.name},
                     {"kind", r.kind == Kind::Property ? "property" : "scenario"},
                     {"file", session.sources()[r.span.file].path},
                     {"line", session.sources().position(r.span.file, r.span.begin).line},
                     {"passed", r.passed}});
  }
  Json out = Json::parse(render_json(session.sources(), failures.all(), summarize(failures.all())));
  out["tests"] = std::move(tests);
  out["summary"]["passed"] = passed;
  out["summary"]["failed"] = results.size() - passed;
  io.out << out.dump(-1, ' ', false, Json::error_handler_t::replace) << "\n";
}

void print_text(const Session& session, const std::vector<Result>& results, const Sink& failures, bool colour, Streams& io) {
  std::size_t failed = 0;
  for (const Result& r : results) {
    if (!r.passed) ++failed;
    io.out << fmt::format("{:6} {}{}  ({})\n", r.passed ? "ok" : "FAILED", r.kind == Kind::Property ? "property " : "", *r.name,
                          place(session.sources(), r.span));
  }
  if (failed > 0) io.out << "\n" << render_text(session.sources(), failures.all(), colour);
  io.out << fmt::format("{}{} passed, {} failed\n", failed > 0 ? "" : "\n", results.size() - failed, failed);
}

int test(const Common& common, Streams& io) {
  Session session(common.paths, session_options(common));
  const auto& programs = session.programs();
  if (session.sink().has_errors()) return give_up(session, common, io);
  std::vector<Result> results;
  Sink failures;
  for (const core::Program& p : programs) {
    for (const core::Scenario& s : p.scenarios) {
      const std::size_t before = failures.all().size();
      report_judgment(p, s, judge(p, s), failures);
      results.push_back({Kind::Scenario, &s.name, s.span, failures.all().size() == before});
    }
  }
  for (const JudgedProperty& j : judge_properties(programs, session_options(common), session.sources(), failures)) {
    results.push_back({Kind::Property, &j.property->name, j.property->span, j.state == PropertyState::Holds});
  }
  std::stable_sort(results.begin(), results.end(), [](const Result& a, const Result& b) { return a.span < b.span; });
  failures.sort();
  if (common.format == Format::Json) {
    print_json(session, results, failures, io);
  } else {
    print_text(session, results, failures, coloured(common), io);
    if (results.empty()) io.err << "there is no scenario and no property in what was tested\n";
  }
  return exit_status(failures);
}

}  // namespace

Verb test_verb(CLI::App& app) {
  auto common = std::make_shared<Common>();
  CLI::App* verb = app.add_subcommand("test", "runs scenarios and properties");
  add_paths(*verb, *common, true);
  add_format(*verb, *common);
  return {verb, [common](Streams& io) { return test(*common, io); }};
}

}  // namespace jur::cli
