#include "driver/decide_lines.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/case_json.h"
#include "evaluate/box.h"
#include "evaluate/evaluate.h"
#include "explain/explanation.h"

namespace jur {
namespace {

void refuse(DecidedLines& to, std::size_t number, const Sink& sink, const LineOptions& options) {
  const Diagnostic& first = sink.all().front();
  nlohmann::ordered_json error{{"line", number}, {"error", first.message}};
  if (!first.helps.empty()) error["help"] = first.helps.front();
  to.out += error.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  to.out += '\n';
  if (to.failed < options.errors) to.errors.emplace_back(sink.all().begin(), sink.all().end());
  ++to.failed;
}

}  // namespace

std::optional<core::Outcome> decide_case(const core::Program& program, const core::Case& c, const std::string& where,
                                         Sink& sink) {
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

DecidedLines decide_lines(const core::Program& program, const OutcomeJson& json, const NativeLines* native,
                          std::string_view lines, std::size_t first, const LineOptions& options) {
  DecidedLines out;
  NativeLines::Scratch scratch;
  for (std::size_t number = first; !lines.empty(); ++number) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    const std::string_view line = lines.substr(0, end);
    lines.remove_prefix(std::min(end + 1, lines.size()));
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    ++out.cases;
    if (native != nullptr && !options.explanation && native->decide(line, scratch)) {
      json.write(out.out, scratch.verdicts);
      out.out += '\n';
      continue;
    }
    const std::string where = fmt::format("{}:{}", options.source, number);
    Sink sink;
    const auto c = core::read_case(program, line, where, sink, true);
    const auto outcome = c ? decide_case(program, *c, where, sink) : std::nullopt;
    if (!outcome) {
      refuse(out, number, sink, options);
      continue;
    }
    if (options.explanation) {
      json.write(out.out, *c, *outcome, explain(program, *c, *outcome));
    } else {
      json.write(out.out, outcome->verdicts);
    }
    out.out += '\n';
  }
  return out;
}

DecidedLines refuse_line(std::size_t number, const std::string& why, const LineOptions& options) {
  DecidedLines out;
  Sink sink;
  sink.report(Code::BadCase, {}, fmt::format("{}:{}: {}", options.source, number, why))
      .help("leave out facts that no rule asks for");
  ++out.cases;
  refuse(out, number, sink, options);
  return out;
}

}  // namespace jur
