#include <iostream>
#include <istream>
#include <memory>
#include <ostream>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "cli/options.h"
#include "cli/run_lines.h"
#include "core/case_json.h"
#include "diagnostics/render.h"
#include "driver/read_file.h"
#include "explain/run_report.h"

namespace jur::cli {
namespace {

std::unique_ptr<ByteSource> open_input(const RunOptions& o, Streams& io, Sink& sink) {
  if (o.case_file == "-") return io.in.rdbuf() == std::cin.rdbuf() ? standard_input() : from_stream(io.in);
  std::string why;
  auto source = open_file(o.case_file, why);
  if (!source) report_unreadable(sink, {}, o.case_file, why);
  return source;
}

// One JSON value is complete, is broken, or goes on after this text.
enum class Shape { Complete, Broken, GoesOn };

class Prober : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit Prober(std::size_t size) : size_(size) {}
  Shape shape = Shape::Complete;

  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool start_object(std::size_t) override { return true; }
  bool key(string_t&) override { return true; }
  bool end_object() override { return true; }
  bool start_array(std::size_t) override { return true; }
  bool end_array() override { return true; }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception&) override {
    shape = position > size_ ? Shape::GoesOn : Shape::Broken;
    return false;
  }

 private:
  std::size_t size_;
};

Shape shape_of(std::string_view text) {
  Prober prober(text.size());
  nlohmann::json::sax_parse(text.begin(), text.end(), &prober);
  return prober.shape;
}

// JSON Lines: more follows the first line that is not blank, and that line is not the beginning of a value that goes on.
bool is_json_lines(const std::string& file, std::string_view text) {
  if (file.ends_with(".jsonl") || file.ends_with(".ndjson")) return true;
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  const std::size_t end = begin == std::string_view::npos ? begin : text.find('\n', begin);
  if (end == std::string_view::npos || text.find_first_not_of(" \t\r\n", end) == std::string_view::npos) return false;
  return shape_of(text.substr(begin, end - begin)) != Shape::GoesOn;
}

int run_one(Session& session, const core::Program& program, const RunOptions& o, const std::string& text, Streams& io) {
  const std::string where = o.case_file == "-" ? "standard input" : o.case_file;
  const auto c = core::read_case(program, text, where, session.sink());
  const auto outcome = c ? decide_case(program, *c, where, session.sink()) : std::nullopt;
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

int run(const RunOptions& o, Streams& io) {
  Session session(o.common.paths, session_options(o.common, io));
  const core::Program* program = session.choose(o.decision);
  if (program == nullptr) return give_up(session, o.common, io);
  const auto source = open_input(o, io, session.sink());
  if (!source) return give_up(session, o.common, io);
  LineReader reader(*source);
  const AtStep at(io.step, Step::Decide);
  if (o.lines || is_json_lines(o.case_file, reader.peek())) return run_lines(session, *program, o, *source, reader, io);
  std::string text;
  if (!reader.rest(text, kLongestLine)) {
    session.sink()
        .report(Code::FileTooLarge, {}, o.case_file, kLongestLine >> 20U)
        .help("write one case a line, and add `--lines`");
    return give_up(session, o.common, io);
  }
  if (reader.failed()) {
    session.sink().report(Code::FileUnreadable, {}, o.case_file, "reading failed").help("see that it can be read to its end");
    return give_up(session, o.common, io);
  }
  return run_one(session, *program, o, text, io);
}

}  // namespace

Verb run_verb(CLI::App& app) {
  auto o = std::make_shared<RunOptions>();
  CLI::App* verb = app.add_subcommand("run", "decides a case, or one a line, and explains it");
  add_paths(*verb, o->common, false);
  verb->add_option("--case", o->case_file, "a JSON case, or JSON Lines; - reads standard input")->required()->option_text("FILE");
  verb->add_option("--decision", o->decision, "which decision, where there are several")->option_text("NAME");
  verb->add_flag("--lines", o->lines, "the input is JSON Lines, also where it has one line");
  verb->add_flag("--explain", o->explanation, "JSON Lines with reasons and routes, as for one case");
  add_format(*verb, o->common);
  return {verb, [o](Streams& io) { return run(*o, io); }};
}

}  // namespace jur::cli
