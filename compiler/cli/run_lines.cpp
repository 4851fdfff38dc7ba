#include "cli/run_lines.h"

#include <algorithm>
#include <deque>
#include <future>
#include <ostream>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "cli/last_words.h"
#include "cli/progress.h"
#include "diagnostics/render.h"

namespace jur::cli {
namespace {

constexpr std::size_t kWorthCompiling = std::size_t{512} << 10U;  // bytes of input, for each kRules rules begun
constexpr std::size_t kRules = 200;

// Native code, made beside the work once there is enough of it.
class Compiler {
 public:
  explicit Compiler(const core::Program& program)
      : program_(program), worth_(kWorthCompiling * (1 + program.rules.size() / kRules)) {}
  ~Compiler() {
    if (making_.valid()) making_.wait();
  }
  Compiler(const Compiler&) = delete;
  Compiler& operator=(const Compiler&) = delete;

  void seen(std::size_t bytes) {
    seen_ += bytes;
    if (seen_ < worth_ || making_.valid()) return;
    making_ = std::async(std::launch::async, [this] {
      const AlternateStack stack;
      made_ = NativeLines::make(program_);
      ready_.store(made_.get(), std::memory_order_release);
    });
  }
  [[nodiscard]] const NativeLines* native() const { return ready_.load(std::memory_order_acquire); }

 private:
  const core::Program& program_;
  std::size_t worth_;
  std::size_t seen_ = 0;
  std::unique_ptr<NativeLines> made_;
  std::atomic<const NativeLines*> ready_ = nullptr;
  std::future<void> making_;
};

// The answers so far, as they go out.
class Output {
 public:
  Output(Session& session, const RunOptions& o, std::size_t whole, std::size_t errors, Streams& io)
      : session_(session), options_(o), whole_(whole), errors_(errors), io_(io), progress_(io.err, Progress::Output::Flows) {}

  bool take(const DecidedLines& lines, std::size_t bytes) {
    io_.out.write(lines.out.data(), static_cast<std::streamsize>(lines.out.size()));
    io_.out.flush();
    for (std::size_t i = 0; i < lines.errors.size() && failed_ + i < errors_; ++i)
      io_.err << render_text(session_.sources(), lines.errors[i], coloured(options_.common));
    cases_ += lines.cases;
    failed_ += lines.failed;
    done_ += bytes;
    progress_.show(cases_, done_, whole_, "cases");
    return io_.out.good();
  }
  [[nodiscard]] std::size_t cases() const { return cases_; }
  [[nodiscard]] std::size_t failed() const { return failed_; }

 private:
  Session& session_;
  const RunOptions& options_;
  std::size_t whole_;
  std::size_t errors_;
  Streams& io_;
  std::size_t cases_ = 0;
  std::size_t failed_ = 0;
  std::size_t done_ = 0;
  Progress progress_;
};

}  // namespace

int run_lines(Session& session, const core::Program& program, const RunOptions& o, const ByteSource& source, LineReader& reader,
              Streams& io) {
  const OutcomeJson json(program);
  LineOptions options;
  options.source = o.case_file == "-" ? "standard input" : o.case_file;
  options.explanation = o.explanation;
  Compiler compiler(program);
  bool written = true;
  std::size_t failed = 0;
  {
    Output output(session, o, source.size(), options.errors, io);
    const std::size_t threads = std::max(1U, std::thread::hardware_concurrency());
    std::deque<std::pair<std::size_t, std::future<DecidedLines>>> under_way;
    const auto take_first = [&] {
      const DecidedLines lines = under_way.front().second.get();
      written = output.take(lines, under_way.front().first);
      under_way.pop_front();
    };
    for (Stretch stretch; written && reader.next(stretch);) {
      if (!o.explanation) compiler.seen(stretch.bytes);
      const std::size_t bytes = stretch.bytes;
      under_way.emplace_back(bytes, std::async(std::launch::async, [&, stretch = std::move(stretch)] {
                               const AlternateStack stack;
                               if (!stretch.too_long)
                                 return decide_lines(program, json, compiler.native(), stretch.lines, stretch.first, options);
                               return refuse_line(stretch.first,
                                                  fmt::format("the line is longer than {} MB", kLongestLine >> 20U), options);
                             }));
      while (written && !under_way.empty() && (under_way.size() > threads || reader.would_wait())) take_first();
    }
    while (written && !under_way.empty()) take_first();
    failed = output.failed();
    if (failed > options.errors) {
      io.err << fmt::format("{} of {} lines could not be decided; the output says of each why\n", grouped(failed),
                            grouped(output.cases()));
    }
  }
  if (!written)
    session.sink()
        .report(Code::CannotWrite, {}, "standard output", "writing failed")
        .help("see that what reads it stays open and has room");
  if (reader.failed())
    session.sink().report(Code::FileUnreadable, {}, o.case_file, "reading failed").help("see that it can be read to its end");
  if (session.sink().has_errors()) return give_up(session, o.common, io);
  return failed > 0 ? 1 : 0;
}

}  // namespace jur::cli
