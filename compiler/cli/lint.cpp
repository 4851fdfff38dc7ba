#include <filesystem>
#include <map>
#include <memory>
#include <ostream>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "base/line_diff.h"
#include "cli/options.h"
#include "driver/lint_run.h"
#include "lint/registry.h"

namespace jur::cli {
namespace {

struct LintCommand {
  Common common;
  LintRequest request;
  std::string fail_on = "error";
  bool dry_run = false;
  bool list = false;
  std::map<const CLI::Option*, LintLevel> level_options;
};

std::string name_with_level(const std::string& name) {
  if (has_level(name)) return {};
  const NoLevel why = no_level(name);
  return why.message + "; " + why.help;
}

void list_lints(std::ostream& out) {
  for (std::size_t g = 0; g < kLintGroups; ++g) {
    const auto group = static_cast<LintGroup>(g);
    out << fmt::format("{} ({})\n", group_name(group), level_name(default_level(group)));
    for (const LintEntry& e : lints()) {
      if (e.group == group) out << fmt::format("  {:<30} {}{}\n", e.name, e.summary, e.fix == LintFix::Safe ? " [--fix]" : "");
    }
  }
}

// The three options in the order in which they were given.
std::vector<LintSetting> levels_of(const CLI::App& verb, const LintCommand& o) {
  std::vector<LintSetting> out;
  std::map<const CLI::Option*, std::size_t> taken;
  for (const CLI::Option* option : verb.parse_order()) {
    const auto level = o.level_options.find(option);
    if (level != o.level_options.end()) out.push_back({option->results()[taken[option]++], level->second, {}});
  }
  return out;
}

bool apply_fixes(const LintCommand& o, LintOutcome& outcome, Streams& io) {
  for (const LintOutcome::Changed& c : outcome.changed) {
    if (o.dry_run) {
      if (o.common.format == Format::Human) io.out << line_diff(c.text.before, c.text.after, c.path);
    } else if (!replace_file(c.path, c.text.after, outcome.session->sink())) {
      return false;
    }
  }
  return true;
}

std::string tail(const LintCommand& o, const LintOutcome& outcome) {
  std::string out;
  const auto line = [&](std::size_t n, std::string_view one, std::string_view many) {
    if (n != 0) out += fmt::format("{} {}\n", n, n == 1 ? one : many);
  };
  if (!outcome.written.empty()) out += fmt::format("written: {}\n", outcome.written);
  if (o.dry_run) return out + fmt::format("{} finding{} would be mended\n", outcome.fixes, outcome.fixes == 1 ? "" : "s");
  line(outcome.fixes, "finding mended", "findings mended");
  line(outcome.fixable, "finding can be mended by `--fix`", "findings can be mended by `--fix`");
  line(outcome.known, "finding is in the baseline", "findings are in the baseline");
  line(outcome.gone, "finding of the baseline is gone: `--write-baseline` takes it out",
       "findings of the baseline are gone: `--write-baseline` takes them out");
  return out;
}

void tell(const LintCommand& o, LintOutcome& outcome, Streams& io) {
  const Session& session = *outcome.session;
  const auto all = outcome.session->sink().all();
  if (o.common.format == Format::Json) {
    auto json = nlohmann::ordered_json::parse(render_json(session.sources(), all, outcome.summary));
    auto& summary = json["summary"];
    summary["mended"] = outcome.fixes;
    summary["fixable"] = outcome.fixable;
    summary["baseline"] = outcome.known;
    summary["baseline_gone"] = outcome.gone;
    io.out << json.dump() << "\n";
    return;
  }
  if (o.common.format != Format::Human) {
    io.out << for_machines(o.common.format, session.sources(), all, "jur lint", exit_status(outcome.session->sink()));
    return;
  }
  if (!o.dry_run || !outcome.linted)
    io.out << render_text(session.sources(), all, coloured(o.common)) << summary_line(outcome.summary) << "\n";
  io.out << tail(o, outcome);
}

int run(const CLI::App& verb, LintCommand& o, Streams& io) {
  if (o.list) {
    list_lints(io.out);
    return 0;
  }
  o.request.paths = o.common.paths;
  o.request.session = session_options(o.common, io);
  o.request.levels = levels_of(verb, o);
  o.request.fix = o.request.fix || o.dry_run;
  LintOutcome outcome = run_lint(o.request);
  if (!apply_fixes(o, outcome, io)) return give_up(*outcome.session, o.common, io);
  tell(o, outcome, io);
  const int status = exit_status(outcome.session->sink(), o.fail_on == "warning");
  return status == 1 && (o.fail_on == "never" || (o.dry_run && outcome.linted)) ? 0 : status;
}

}  // namespace

Verb lint_verb(CLI::App& app) {
  auto o = std::make_shared<LintCommand>();
  CLI::App* verb = app.add_subcommand("lint", "what check finds, and what else a reviewer would ask about");
  add_paths(*verb, o->common, true);
  verb->get_option("path")->required(false);
  add_format(*verb, o->common, true);
  add_today(*verb, o->common);
  const auto level = [&](const char* name, LintLevel at, const char* what) {
    CLI::Option* option = verb->add_option(name)->description(what)->option_text("NAME|GROUP")->expected(1);
    option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)->check(CLI::Validator(name_with_level, ""));
    o->level_options.emplace(option, at);
  };
  level("--allow", LintLevel::Allow, "do not tell these");
  level("--warn", LintLevel::Warn, "tell these as warnings");
  level("--deny", LintLevel::Deny, "tell these as errors");
  verb->add_option("--fail-on", o->fail_on, "the least finding that makes it fail: error, warning or never")
      ->check(CLI::IsMember({"error", "warning", "never"}))
      ->option_text("error|warning|never");
  verb->add_option("--baseline", o->request.baseline, "a file of findings that are known")->option_text("FILE");
  verb->add_flag("--write-baseline", o->request.write_baseline, "write today's findings to the baseline");
  CLI::Option* fix = verb->add_flag("--fix", o->request.fix, "mend what can be mended without changing the meaning");
  verb->add_flag("--dry-run", o->dry_run, "with --fix: print what it would change")->needs(fix);
  verb->add_option("--limit", o->common.limit, "how many contradictions are listed, and how many accepted ones; 0 lists all")
      ->capture_default_str();
  verb->add_flag("--list", o->list, "print all lints with their groups and levels");
  const auto* weak = o.get();
  verb->parse_complete_callback([weak] {
    if (!weak->list && weak->common.paths.empty()) throw CLI::RequiredError("path");
  });
  return {verb, [o, verb](Streams& io) { return run(*verb, *o, io); }};
}

}  // namespace jur::cli
