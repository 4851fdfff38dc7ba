#include <istream>
#include <iterator>
#include <memory>
#include <ostream>
#include <sstream>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "cli/options.h"
#include "core/case_json.h"
#include "diagnostics/render.h"
#include "driver/read_file.h"
#include "evaluate/box.h"
#include "evaluate/evaluate.h"
#include "explain/run_report.h"

namespace jur::cli {
namespace {

constexpr std::size_t kLargestInput = std::size_t{4} << 30U;

struct RunOptions {
  Common common;
  std::string case_file;
  std::string decision;
};

std::optional<std::string> read_input(const RunOptions& o, Streams& io, Sink& sink) {
  if (o.case_file == "-") return std::string(std::istreambuf_iterator<char>(io.in), {});
  FileText file = read_file(o.case_file, kLargestInput);
  if (file.text) return std::move(file.text);
  if (file.too_large) {
    sink.report(Code::FileTooLarge, {}, o.case_file, kLargestInput >> 20U);
  } else {
    sink.report(Code::FileUnreadable, {}, o.case_file, file.why);
  }
  return std::nullopt;
}

// JSON Lines: the first line that is not blank is a whole object, and more follows.
bool is_json_lines(const std::string& text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  const std::size_t end = begin == std::string::npos ? std::string::npos : text.find('\n', begin);
  if (end == std::string::npos || text.find_first_not_of(" \t\r\n", end) == std::string::npos) return false;
  return nlohmann::json::accept(text.begin() + static_cast<std::ptrdiff_t>(begin),
                                text.begin() + static_cast<std::ptrdiff_t>(end));
}

std::optional<core::Outcome> decide(const core::Program& program, const core::Case& c, const std::string& where, Sink& sink) {
  core::Outcome outcome = evaluate(program, c);
  if (outcome.possible) return outcome;
  const std::vector<Tri> known = truths(program, c);
  Span broken;
  for (std::size_t i = 0; i < program.assumptions.size() && !broken.valid(); ++i) {
    if (known[program.assumptions[i].index] == Tri::False) broken = program.assumption_spans[i];
  }
  sink.report(Code::CaseAgainstAssumption, broken, where).help("every case must keep this; correct the case");
  return std::nullopt;
}

int run_one(Session& session, const core::Program& program, const RunOptions& o, const std::string& text, Streams& io) {
  const std::string where = o.case_file == "-" ? "standard input" : o.case_file;
  const auto c = core::read_case(program, text, where, session.sink());
  const auto outcome = c ? decide(program, *c, where, session.sink()) : std::nullopt;
  if (!outcome) return give_up(session, o.common, io);
  const Explanation explanation = explain(program, *c, *outcome);
  if (o.common.format == Format::Json) {
    std::string line;
    OutcomeJson(program).write(line, *c, *outcome, explanation);
    io.out << line << "\n";
  } else {
    io.out << explain_text(program, *c, *outcome, explanation);
  }
  return 0;
}

int run_lines(Session& session, const core::Program& program, const RunOptions& o, const std::string& text, Streams& io) {
  std::istringstream lines(text);
  int status = 0;
  std::size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    const std::string where = fmt::format("{}:{}", o.case_file, number);
    Sink sink;
    const auto c = core::read_case(program, line, where, sink);
    const auto outcome = c ? decide(program, *c, where, sink) : std::nullopt;
    if (outcome) {
      std::string out;
      OutcomeJson(program).write(out, outcome->verdicts);
      io.out << out << "\n";
      continue;
    }
    status = 2;
    io.err << render_text(session.sources(), sink.all(), coloured(o.common));
    nlohmann::ordered_json error{{"line", number}, {"error", sink.all().front().message}};
    io.out << error.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << "\n";
  }
  return status;
}

int run(const RunOptions& o, Streams& io) {
  Session session(o.common.paths, session_options(o.common));
  const core::Program* program = session.choose(o.decision);
  if (program == nullptr) return give_up(session, o.common, io);
  const auto text = read_input(o, io, session.sink());
  if (!text) return give_up(session, o.common, io);
  return is_json_lines(*text) ? run_lines(session, *program, o, *text, io) : run_one(session, *program, o, *text, io);
}

}  // namespace

Verb run_verb(CLI::App& app) {
  auto o = std::make_shared<RunOptions>();
  CLI::App* verb = app.add_subcommand("run", "decides a case, or one a line, and explains it");
  add_paths(*verb, o->common, false);
  verb->add_option("--case", o->case_file, "a JSON case, or JSON Lines; - reads standard input")->required()->option_text("FILE");
  verb->add_option("--decision", o->decision, "which decision, where there are several")->option_text("NAME");
  add_format(*verb, o->common);
  return {verb, [o](Streams& io) { return run(*o, io); }};
}

}  // namespace jur::cli
