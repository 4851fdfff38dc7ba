#include <filesystem>
#include <memory>
#include <optional>
#include <ostream>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "base/nearest.h"
#include "cli/last_words.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "cli/test_coverage.h"
#include "cli/test_output.h"
#include "diagnostics/render.h"
#include "driver/tests.h"
#include "emit/files.h"

namespace jur::cli {
namespace {

struct TestOptions {
  Common common;
  std::string filter;
  std::string report;
  bool times = false;
  CoverageOptions coverage;
};

int nothing_to_test(Session& session, const TestOptions& o, Streams& io) {
  const std::vector<std::string> names = test_names(session.programs());
  if (names.empty()) {
    session.sink()
        .report(Code::NoTests, {}, "there is no scenario and no property to test")
        .help("write a `scenario`, or name the folder that holds them");
  } else {
    Diagnostic& d = session.sink().report(Code::NoTests, {}, fmt::format("no test has a name that matches `{}`", o.filter));
    if (const auto near = nearest(o.filter, names)) d.help(fmt::format("did you mean `{}`?", *near));
  }
  return give_up(session, o.common, io);
}

bool write_report(Session& session, const TestOptions& o, const std::string& text) {
  const std::filesystem::path path(o.report);
  const std::string folder = path.has_parent_path() ? path.parent_path().string() : ".";
  return emit::write_files(folder, {{path.filename().string(), text}}, session.sink());
}

int test(const TestOptions& o, Streams& io) {
  SessionOptions options = session_options(o.common, io);
  options.written = o.coverage.wanted();
  Session session(o.common.paths, options);
  const auto& programs = session.programs();
  if (session.sink().has_errors()) return give_up(session, o.common, io);
  std::vector<TestResult> results;
  {
    Progress progress(io.err, Progress::Output::Waits);
    SessionOptions each = options;
    each.step = nullptr;  // several are at work
    const AtStep at(io.step, Step::Test);
    const TestRun run{o.filter, [&](std::size_t done, std::size_t all) { progress.show(done, done, all, "tests"); },
                      [](const std::function<void()>& work) {
                        const AlternateStack stack;
                        work();
                      }};
    results = run_tests(programs, each, session.sources(), run);
  }
  if (results.empty()) return nothing_to_test(session, o, io);
  Sink failures;
  for (const TestResult& r : results) {
    for (const Diagnostic& d : r.failures) failures.append(d);
  }
  failures.sort();
  Sink gates;
  std::optional<CoverageResult> coverage;
  if (o.coverage.wanted()) {
    coverage = measure_coverage(session, results, o.coverage, options, gates);
    if (!write_coverage(session, *coverage, o.coverage)) return give_up(session, o.common, io);
  }
  Sink all = failures;
  for (const Diagnostic& d : gates.all()) all.append(d);
  const std::string junit = tests_junit(session.sources(), results, gates, o.times);
  if (!o.report.empty() && !write_report(session, o, junit)) return give_up(session, o.common, io);
  // Scenarios to be kept stand alone in what may go to a file.
  std::ostream& out = coverage && o.coverage.suggests_here() && o.common.format == Format::Human ? io.err : io.out;
  switch (o.common.format) {
    case Format::Json:
      out << tests_json(session.sources(), results, all, o.times, coverage ? coverage->json : "");
      break;
    case Format::Junit:
      out << junit;
      break;
    case Format::Sarif:
    case Format::Github:
      io.out << for_machines(o.common.format, session.sources(), all.all(), "jur test", exit_status(all));
      break;
    case Format::Human:
      out << tests_text(session.sources(), results, failures, o.times, coloured(o.common));
      if (coverage) out << "\n" << coverage->text;
      if (!gates.all().empty()) out << "\n" << render_text(session.sources(), gates.all(), coloured(o.common));
      if (coverage && o.coverage.suggests_here()) io.out << coverage->suggestions;
      break;
  }
  return exit_status(all);
}

}  // namespace

Verb test_verb(CLI::App& app) {
  auto o = std::make_shared<TestOptions>();
  CLI::App* verb = app.add_subcommand("test", "runs scenarios and properties");
  add_paths(*verb, o->common, true);
  verb->add_option("--filter", o->filter, "only tests whose names hold this; `*` stands for any text")->option_text("PATTERN");
  verb->add_flag("--times", o->times, "how long each test took");
  add_coverage(*verb, o->coverage);
  verb->add_option("--report", o->report, "writes a JUnit report besides what is printed")->option_text("FILE");
  add_format(*verb, o->common, true);
  return {verb, [o](Streams& io) { return test(*o, io); }};
}

}  // namespace jur::cli
