#include "cli/options.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ostream>
#include <stdexcept>

#include <CLI/CLI.hpp>

#include "diagnostics/machine.h"
#include "diagnostics/render.h"
#include "driver/version.h"
#include "explain/sarif.h"

namespace jur::cli {
namespace {

// Diagnostics that say that the command could not do its work, rather than what is wrong with the rules.
bool could_not_run(Code code) {
  switch (code) {
    case Code::FileUnreadable:
    case Code::NoSources:
    case Code::FileTooLarge:
    case Code::BadPackage:
    case Code::BadBaseline:
    case Code::LibraryVersion:
    case Code::BadCase:
    case Code::CaseIncomplete:
    case Code::CaseAgainstAssumption:
    case Code::UnknownDecision:
    case Code::WhichDecision:
    case Code::NoDecision:
    case Code::NoTests:
    case Code::NothingToBuild:
    case Code::CannotWrite:
    case Code::LinkFailed:
    case Code::UnknownTarget:
    case Code::NoManifest:
    case Code::Internal:
    case Code::ReplayMismatch:
      return true;
    default:
      return false;
  }
}

std::string is_day(const std::string& text) {
  return parse_date(text) ? std::string() : "a day is written YYYY-MM-DD, between 1800-01-01 and 2199-12-31";
}

Date today_of(const std::string& text) {
  if (const auto day = parse_date(text)) return *day;
  if (const char* epoch = std::getenv("SOURCE_DATE_EPOCH"); epoch != nullptr && *epoch != '\0') {
    return Date{static_cast<std::int32_t>(std::strtoll(epoch, nullptr, 10) / 86400)};
  }
  const auto now = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  return Date{static_cast<std::int32_t>(now.time_since_epoch().count())};
}

}  // namespace

void add_paths(CLI::App& verb, Common& common, bool several) {
  CLI::Option* paths =
      verb.add_option("path", common.paths, several ? "`.jur` files and folders" : "a `.jur` file or a folder")->required();
  if (!several) paths->expected(1);
}

void add_format(CLI::App& verb, Common& common, bool findings) {
  std::map<std::string, Format> formats{{"human", Format::Human}, {"json", Format::Json}};
  if (findings) formats.insert({{"sarif", Format::Sarif}, {"github", Format::Github}, {"junit", Format::Junit}});
  verb.add_option("--format", common.format, findings ? "human, json, sarif, github or junit" : "human or json")
      ->transform(CLI::CheckedTransformer(formats))
      ->option_text(findings ? "human|json|sarif|github|junit" : "human|json");
  verb.add_option("--color,--colour", common.colour, "auto, always or never")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->option_text("WHEN");
}

void add_today(CLI::App& verb, Common& common) {
  verb.add_option("--today", common.today, "the day on which acceptances are judged (default: today, or SOURCE_DATE_EPOCH)")
      ->check(CLI::Validator(is_day, "DATE"));
}

SessionOptions session_options(const Common& common, const Streams& io) {
  SessionOptions o;
  o.today = today_of(common.today);
  o.limit = common.limit;
  o.step = io.step;
  return o;
}

bool coloured(const Common& common) {
  if (common.colour != "auto") return common.colour == "always";
  return std::getenv("NO_COLOR") == nullptr && ::isatty(STDOUT_FILENO) != 0 && ::isatty(STDERR_FILENO) != 0;
}

int exit_status(const Sink& sink, bool deny_warnings) {
  int status = 0;
  for (const Diagnostic& d : sink.all()) {
    if (d.code && could_not_run(*d.code)) return 2;
    if (d.severity == Severity::Error || (d.severity == Severity::Warning && deny_warnings)) status = 1;
  }
  return status;
}

std::string for_machines(Format format, const Sources& sources, std::span<const Diagnostic> findings, std::string_view name,
                         int status) {
  if (format == Format::Sarif) return render_sarif(sources, findings, kVersion, status != 2);
  if (format == Format::Github) return render_github(sources, findings);
  return render_junit(sources, findings, name);
}

int give_up(Session& session, const Common& common, Streams& io) {
  session.sink().sort();
  return give_up(session.sources(), session.sink(), common, io, "jur");
}

int give_up(const Sources& sources, const Sink& sink, const Common& common, Streams& io, std::string_view name) {
  const int status = exit_status(sink);
  if (common.format == Format::Json) {
    io.out << render_json(sources, sink.all(), summarize(sink.all()));
  } else if (common.format != Format::Human) {
    io.out << for_machines(common.format, sources, sink.all(), name, status);
  } else {
    io.err << render_text(sources, sink.all(), coloured(common));
  }
  return status;
}

}  // namespace jur::cli
