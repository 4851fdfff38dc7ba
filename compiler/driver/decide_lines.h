// Decides many cases of one program, given as lines of JSON.
#pragma once
#include <atomic>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/verdict.h"
#include "diagnostics/diagnostic.h"
#include "driver/case_scanner.h"
#include "emit/jit.h"
#include "explain/run_report.h"

namespace jur {

// What evaluate says of a case; nothing (case-against-assumption, reported) where no completion is possible.
[[nodiscard]] std::optional<core::Outcome> decide_case(const core::Program& program, const core::Case& c,
                                                       const std::string& where, Sink& sink);

// The native code of a program and, for the verdicts of legal orders, of the program as each of them sees it.
class NativeLines {
 public:
  // Nothing where there is no such code, or where making it does not pay (many legal orders).
  [[nodiscard]] static std::unique_ptr<NativeLines> make(const core::Program& program);

  struct Scratch {
    CaseScanner::Scratch line;
    emit::NativeScratch room;
    emit::NativeOutcome outcome;
    std::vector<core::Verdict> verdicts;
    std::vector<core::Word> words;
    std::vector<std::uint64_t> other;
  };
  // The verdicts in scratch.verdicts, the same as evaluate's. False: the case must be read and decided in full, as where a norm's
  // period hangs on an unknown date.
  [[nodiscard]] bool decide(std::string_view line, Scratch& scratch) const;

 private:
  struct Presumption {
    core::FactId fact;
    std::vector<std::byte> unknown;
    std::vector<std::byte> presumed;
    std::vector<std::byte> other;  // of a yes/no fact; else empty
    core::Value other_value;
  };
  explicit NativeLines(const core::Program& program);
  [[nodiscard]] bool orders(Scratch& s) const;
  [[nodiscard]] bool open_questions(Scratch& s) const;

  const core::Program& program_;
  CaseScanner scanner_;
  std::vector<core::OrderId> order_ids_;  // that have norms
  std::vector<core::Program> seen_;       // by each of them; empty where there is only one
  std::vector<Presumption> presumptions_;
  std::vector<core::FactId> period_facts_;                                // optional dates that periods of norms hang on
  std::vector<std::pair<core::FactId, std::vector<std::byte>>> assumed_;  // NativeCode::assumed, and the bytes that say unknown
  std::unique_ptr<emit::NativeCode> code_;                                // 0: the program, then seen_
};

// The lines of one stretch of input, decided.
struct DecidedLines {
  std::string out;  // one line of JSON a case
  std::size_t cases = 0;
  std::size_t failed = 0;
  std::vector<std::vector<Diagnostic>> errors;  // of each of the first lines that failed
};

struct LineOptions {
  std::string source;        // for messages: the file
  bool explanation = false;  // each case as `jur run` explains one
  std::size_t errors = 20;   // lines whose diagnostics are kept
};

// Empty lines say nothing. A line that cannot be decided gives {"line":N,"error":"…"}. The first line is number `first`.
// `native` may be null; the answers are the same.
[[nodiscard]] DecidedLines decide_lines(const core::Program& program, const OutcomeJson& json, const NativeLines* native,
                                        std::string_view lines, std::size_t first, const LineOptions& options);
// The answer to a line of which only its number is known.
[[nodiscard]] DecidedLines refuse_line(std::size_t number, const std::string& why, const LineOptions& options);

}  // namespace jur
