#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "cli/options.h"
#include "diagnostics/render.h"

namespace jur::cli {
namespace {

int check(const Common& common, const std::string& certificate, Streams& io) {
  SessionOptions options = session_options(common, io);
  options.certificate = certificate;
  Session session(common.paths, options);
  const Summary summary = session.verify();
  session.sink().sort();
  const auto all = session.sink().all();
  if (common.format == Format::Json) {
    io.out << render_json(session.sources(), all, summary);
  } else if (common.format != Format::Human) {
    io.out << for_machines(common.format, session.sources(), all, "jur check", exit_status(session.sink()));
  } else {
    io.out << render_text(session.sources(), all, coloured(common)) << summary_line(summary) << "\n";
  }
  return exit_status(session.sink(), common.deny_warnings);
}

}  // namespace

Verb check_verb(CLI::App& app) {
  auto common = std::make_shared<Common>();
  CLI::App* verb = app.add_subcommand("check", "parses, types, proves: contradictions, stale acceptances");
  add_paths(*verb, *common, true);
  add_format(*verb, *common, true);
  add_today(*verb, *common);
  verb->add_option("--limit", common->limit, "how many contradictions are listed, and how many accepted ones; 0 lists all")
      ->capture_default_str();
  verb->add_option_function<std::string>(
          "--deny", [common](const std::string&) { common->deny_warnings = true; }, "treat warnings as findings that fail")
      ->check(CLI::IsMember({"warnings"}))
      ->option_text("warnings");
  auto certificate = std::make_shared<std::string>();
  verb->add_option("--certificate", *certificate, "write each question of the proof as an SMT-LIB script with its answer")
      ->option_text("DIR");
  return {verb, [common, certificate](Streams& io) { return check(*common, *certificate, io); }};
}

}  // namespace jur::cli
