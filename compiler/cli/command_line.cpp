#include "cli/command_line.h"

#include <array>
#include <ostream>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "cli/last_words.h"
#include "cli/options.h"
#include "cli/usage.h"
#include "driver/version.h"

namespace jur {
namespace {

int parse_and_run(const std::vector<std::string>& args, cli::Streams& io) {
  CLI::App app("jur: a language for rules of jurisdiction", "jur");
  app.set_version_flag("--version", fmt::format("jur {}", kVersion));
  app.require_subcommand(1);
  app.get_formatter()->column_width(34);
  const std::array verbs{cli::check_verb(app), cli::lint_verb(app), cli::test_verb(app),    cli::run_verb(app),
                         cli::build_verb(app), cli::diff_verb(app), cli::explain_verb(app), cli::inspect_verb(app),
                         cli::new_verb(app),   cli::fmt_verb(app)};
  std::vector<std::string> reversed(args.rbegin(), args.rend());
  try {
    app.parse(reversed);
  } catch (const CLI::ParseError& e) {
    if (e.get_exit_code() == 0) return app.exit(e, io.out, io.err);
    cli::explain_usage(app, args, e, io.err);
    return 2;
  }
  for (const cli::Verb& v : verbs) {
    if (v.app->parsed()) return v.run(io);
  }
  return 2;
}

}  // namespace

int run_command_line(const std::vector<std::string>& args, std::istream& in, std::ostream& out, std::ostream& err,
                     StepPlace* step) {
  StepPlace own = Step::Begin;
  if (step == nullptr) step = &own;
  cli::Streams io{in, out, err, step};
  try {
    return parse_and_run(args, io);
  } catch (const std::bad_alloc&) {
    err << "error[internal-error]: out of memory: check fewer files at once, or have each decision name its `laws`\n";
  } catch (const std::exception& e) {
    err << cli::last_words(fmt::format("an exception (`{}`) ended `jur`", e.what()), *step);
  } catch (...) {
    err << cli::last_words("an exception ended `jur`", *step);
  }
  return 2;
}

}  // namespace jur
