#include "cli/test_coverage.h"

#include <algorithm>
#include <charconv>
#include <filesystem>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "cover/files.h"
#include "cover/text.h"
#include "driver/coverage.h"
#include "driver/rewrite.h"

namespace jur::cli {
namespace {

namespace fs = std::filesystem;
using cover::Kind;

struct Minimum {
  std::optional<Kind> kind;  // nothing: of every kind that has none of its own
  std::size_t percent = 0;
};

std::optional<Minimum> read_minimum(std::string_view text) {
  Minimum out;
  const std::size_t equals = text.find('=');
  if (equals != std::string_view::npos) {
    for (std::size_t k = 0; k < cover::kKinds; ++k) {
      if (text.substr(0, equals) == cover::kind_name(static_cast<Kind>(k))) out.kind = static_cast<Kind>(k);
    }
    if (!out.kind) return std::nullopt;
    text.remove_prefix(equals + 1);
  }
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out.percent);
  if (error != std::errc() || end != text.data() + text.size() || out.percent > 100) return std::nullopt;
  return out;
}

std::string is_minimum(const std::string& text) {
  return read_minimum(text)
             ? std::string()
             : "a minimum is a whole number up to 100, or one of rules, exceptions, precedence, conditions with it: "
               "`--min 90`, `--min conditions=95`";
}

void hold_against(const cover::Report& report, const std::vector<std::string>& minimum, Sink& sink) {
  std::array<std::optional<std::size_t>, cover::kKinds> least;
  for (const bool own : {false, true}) {
    for (const std::string& text : minimum) {
      const auto m = read_minimum(text);
      if (!m || m->kind.has_value() != own) continue;
      if (own) {
        least[static_cast<std::size_t>(*m->kind)] = m->percent;
      } else {
        least.fill(m->percent);
      }
    }
  }
  const cover::Tallies total = report.total();
  for (std::size_t k = 0; k < cover::kKinds; ++k) {
    const cover::Tally& t = total[k];
    if (!least[k] || t.reaches(*least[k])) continue;
    const std::string kind = cover::kind_name(static_cast<Kind>(k));
    sink.report(Code::CoverageBelowMinimum, {}, cover::percent(t), kind, *least[k])
        .note(fmt::format("{} of {} that can be covered", t.covered, t.of))
        .help("`jur test --coverage` lists what is not covered, and `jur test --suggest` writes the scenarios that are missing");
  }
}

std::string in_files(const Sources& sources, const std::vector<Suggestion>& all) {
  std::string out;
  FileId file;
  for (const Suggestion& s : all) {
    if (s.file != file) {
      if (!out.empty()) out += "\n";
      out += fmt::format("# For {}: what the rules give today. Confirm each before you keep it.\n\n", sources[s.file].path);
      file = s.file;
    }
    out += s.text;
  }
  return out;
}

std::string with_suggestions(const std::string& report, const Sources& sources, const std::vector<Suggestion>& all) {
  using Json = nlohmann::ordered_json;
  Json out = Json::parse(report);
  out["suggestions"] = Json::array();
  for (const Suggestion& s : all) {
    out["suggestions"].push_back({{"file", sources[s.file].path}, {"name", s.name}, {"text", s.text}});
  }
  return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

bool write(const std::string& path, const std::string& text, Sink& sink) {
  return path.empty() || replace_file(fs::path(path), text, sink);
}

// A folder gets an `index.html`.
std::string page(const std::string& path) {
  std::error_code error;
  const bool folder = path.ends_with('/') || fs::is_directory(path, error);
  return folder ? (fs::path(path) / "index.html").string() : path;
}

}  // namespace

void add_coverage(CLI::App& verb, CoverageOptions& o) {
  verb.add_flag("--coverage", o.coverage, "what the scenarios exercise: rules, exceptions, precedence, conditions (MC/DC)");
  verb.add_option("--min", o.minimum, "least percentage covered: `90`, or of one kind `conditions=95`")
      ->check(CLI::Validator(is_minimum, "N|KIND=N"))
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  verb.add_option("--limit", o.limit, "how much of what is not covered is listed (default 20; 0: all)")->option_text("N");
  verb.add_option("--coverage-json", o.json, "writes the coverage as JSON")->option_text("FILE");
  verb.add_option("--coverage-lcov", o.lcov, "writes the coverage in the format of lcov")->option_text("FILE");
  verb.add_option("--coverage-html", o.html, "writes a page with the sources and what is not covered")->option_text("FILE|DIR");
  verb.add_flag("--suggest", o.suggest, "prints the scenarios that are missing, with what the rules give today");
  verb.add_option("--suggest-file", o.suggest_file, "writes them to a file")->option_text("FILE");
}

CoverageResult measure_coverage(Session& session, const std::vector<TestResult>& results, const CoverageOptions& o,
                                const SessionOptions& options, Sink& sink) {
  Coverage coverage(session, results, options, sink);
  const cover::Report& report = coverage.report();
  const Sources& sources = session.sources();
  CoverageResult out;
  out.text = cover::report_text(sources, report, o.limit);
  out.json = cover::report_json(sources, report);
  if (!o.lcov.empty()) out.lcov = cover::report_lcov(sources, report);
  if (!o.html.empty()) out.html = cover::report_html(sources, report);
  if (o.suggest || !o.suggest_file.empty()) {
    const std::vector<Suggestion> suggestions = coverage.suggest(sources);
    out.suggestions = in_files(sources, suggestions);
    out.json = with_suggestions(out.json, sources, suggestions);
  }
  hold_against(report, o.minimum, sink);
  return out;
}

bool write_coverage(Session& session, const CoverageResult& r, const CoverageOptions& o) {
  Sink& sink = session.sink();
  return write(o.json, r.json + "\n", sink) && write(o.lcov, r.lcov, sink) &&
         (o.html.empty() || write(page(o.html), r.html, sink)) && write(o.suggest_file, r.suggestions, sink);
}

}  // namespace jur::cli
