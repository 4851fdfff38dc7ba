#include "cli/test_output.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/xml_text.h"
#include "diagnostics/render.h"

namespace jur::cli {
namespace {

using Json = nlohmann::ordered_json;

std::size_t passed(const std::vector<TestResult>& results) {
  return static_cast<std::size_t>(std::count_if(results.begin(), results.end(), [](const TestResult& r) { return r.passed; }));
}

std::string gates_suite(const Sources& sources, const Sink& gates) {
  const auto all = gates.all();
  if (all.empty()) return {};
  std::string out = fmt::format("  <testsuite name=\"coverage\" tests=\"{0}\" failures=\"{0}\">\n", all.size());
  for (const Diagnostic& d : all) {
    out += fmt::format(
        "    <testcase name=\"{0}\" classname=\"coverage\">\n      <failure message=\"{0}\">{1}</failure>\n    </testcase>\n",
        xml_text(d.message), xml_text(render_text(sources, std::span(&d, 1), false)));
  }
  return out + "  </testsuite>\n";
}

}  // namespace

std::string tests_text(const Sources& sources, const std::vector<TestResult>& results, const Sink& failures, bool times,
                       bool colour) {
  std::string out;
  for (const TestResult& r : results) {
    const Position at = sources.position(r.span.file, r.span.begin);
    out += fmt::format("{:6} {}{}  ({}:{}){}\n", r.passed ? "ok" : "FAILED", r.property ? "property " : "", r.name,
                       sources[r.span.file].path, at.line, times ? fmt::format("  {:.1f} ms", r.seconds * 1000) : "");
  }
  const std::size_t good = passed(results);
  const bool failed = good < results.size();
  if (failed) out += "\n" + render_text(sources, failures.all(), colour);
  return out + fmt::format("{}{} passed, {} failed\n", failed ? "" : "\n", good, results.size() - good);
}

std::string tests_json(const Sources& sources, const std::vector<TestResult>& results, const Sink& failures, bool times,
                       const std::string& coverage) {
  Json tests = Json::array();
  for (const TestResult& r : results) {
    tests.push_back({{"name", r.name},
                     {"kind", r.property ? "property" : "scenario"},
                     {"file", sources[r.span.file].path},
                     {"line", sources.position(r.span.file, r.span.begin).line},
                     {"passed", r.passed}});
    if (times) tests.back()["seconds"] = r.seconds;
  }
  Json out = Json::parse(render_json(sources, failures.all(), summarize(failures.all())));
  out["tests"] = std::move(tests);
  if (!coverage.empty()) out["coverage"] = Json::parse(coverage);
  out["summary"]["passed"] = passed(results);
  out["summary"]["failed"] = results.size() - passed(results);
  return out.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string tests_junit(const Sources& sources, const std::vector<TestResult>& results, const Sink& gates, bool times) {
  const auto totals = [&](std::size_t begin, std::size_t end, std::size_t more) {
    double seconds = 0;
    std::size_t failed = 0;
    for (std::size_t i = begin; i < end; ++i) {
      seconds += results[i].seconds;
      if (!results[i].passed) ++failed;
    }
    return fmt::format("tests=\"{}\" failures=\"{}\"{}", end - begin + more, failed + more,
                       times ? fmt::format(" time=\"{:.3f}\"", seconds) : "");
  };
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  out += fmt::format("<testsuites name=\"jur test\" {}>\n", totals(0, results.size(), gates.all().size()));
  for (std::size_t begin = 0, end = 0; begin < results.size(); begin = end) {
    const FileId file = results[begin].span.file;
    while (end < results.size() && results[end].span.file == file) ++end;
    const std::string path = xml_text(sources[file].path);
    out += fmt::format("  <testsuite name=\"{}\" {}>\n", path, totals(begin, end, 0));
    for (std::size_t i = begin; i < end; ++i) {
      const TestResult& r = results[i];
      out += fmt::format("    <testcase name=\"{}\" classname=\"{}\" file=\"{}\" line=\"{}\"{}", xml_text(r.name),
                         r.property ? "property" : "scenario", path, sources.position(file, r.span.begin).line,
                         times ? fmt::format(" time=\"{:.3f}\"", r.seconds) : "");
      if (r.passed) {
        out += "/>\n";
        continue;
      }
      const std::string why = r.failures.empty() ? "failed" : r.failures.front().message;
      out += fmt::format(">\n      <failure message=\"{}\">{}</failure>\n    </testcase>\n", xml_text(why),
                         xml_text(render_text(sources, r.failures, false)));
    }
    out += "  </testsuite>\n";
  }
  return out + gates_suite(sources, gates) + "</testsuites>\n";
}

}  // namespace jur::cli
