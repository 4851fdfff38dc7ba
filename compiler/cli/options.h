// What the verbs share: streams, formats, and how a command ends.
#pragma once
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/App.hpp>

#include "driver/session.h"

namespace jur::cli {

struct Streams {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  StepPlace* step;  // what the command is at
};

enum class Format : std::uint8_t { Human, Json, Junit, Sarif, Github };

// Options of every verb that reads a program.
struct Common {
  std::vector<std::string> paths;
  Format format = Format::Human;
  std::string colour = "auto";  // auto, always, never
  std::string today;            // "" for the clock's day, or SOURCE_DATE_EPOCH
  bool deny_warnings = false;
  std::size_t limit = 20;
};

void add_paths(CLI::App& verb, Common& common, bool several);
// `findings`: the forms that build services read besides.
void add_format(CLI::App& verb, Common& common, bool findings = false);
void add_today(CLI::App& verb, Common& common);

[[nodiscard]] SessionOptions session_options(const Common& common, const Streams& io);
[[nodiscard]] bool coloured(const Common& common);

// 2 where something could not be run, else 1 where there are errors (or warnings that are denied), else 0.
[[nodiscard]] int exit_status(const Sink& sink, bool deny_warnings = false);

// Findings as junit, sarif or github; `name` is the verb, as "jur check", and `status` how it ends.
[[nodiscard]] std::string for_machines(Format format, const Sources& sources, std::span<const Diagnostic> findings,
                                       std::string_view name, int status);

// Prints what the sink holds for a verb that could not go on: text to `err`, or the JSON object to `out`. Returns the exit
// status.
[[nodiscard]] int give_up(Session& session, const Common& common, Streams& io);
// The same for findings that are sorted already; `name` as in for_machines.
[[nodiscard]] int give_up(const Sources& sources, const Sink& sink, const Common& common, Streams& io, std::string_view name);

// Each verb adds its subcommand; the returned function runs it.
struct Verb {
  CLI::App* app = nullptr;
  std::function<int(Streams&)> run;
};
[[nodiscard]] Verb check_verb(CLI::App& app);
[[nodiscard]] Verb lint_verb(CLI::App& app);
[[nodiscard]] Verb test_verb(CLI::App& app);
[[nodiscard]] Verb run_verb(CLI::App& app);
[[nodiscard]] Verb build_verb(CLI::App& app);
[[nodiscard]] Verb explain_verb(CLI::App& app);
[[nodiscard]] Verb inspect_verb(CLI::App& app);
[[nodiscard]] Verb fmt_verb(CLI::App& app);
[[nodiscard]] Verb new_verb(CLI::App& app);
[[nodiscard]] Verb diff_verb(CLI::App& app);

}  // namespace jur::cli
