// Native code in this process: for replaying witnesses and for tests that hold it equal to evaluate.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/verdict.h"
#include "lower/lower.h"

namespace jur::emit {

struct NativeVerdict {
  core::Word word = core::Word::Undetermined;
  std::vector<core::Word> possible;  // ascending
  std::optional<Date> deadline;
  std::optional<Date> not_before;
  std::optional<Date> until;
  std::uint32_t hours = 0;  // of the deadline's duty; 0 where not counted in hours
  core::AcceptanceId accepted;
  bool unverified = false;
  bool open = false;     // some presumed fact matters
  bool bounded = false;  // undetermined because of too many combinations
  // By NAME_reasons.
  std::vector<core::RuleId> rules;    // ascending
  std::vector<core::FactId> missing;  // ascending
  std::vector<core::FactId> opens;    // ascending
};

enum class NativeStatus : std::uint8_t { Ok, Invalid, Incomplete, Impossible };

struct NativeOutcome {
  NativeStatus status = NativeStatus::Ok;
  std::vector<NativeVerdict> verdicts;  // one an output, in order; empty unless Ok
};

// Room that deciding needs; one a thread, good for many cases.
struct NativeScratch {
  std::vector<std::uint32_t> verdict;
  std::vector<std::uint64_t> reasons;
};

// By NAME_decide_columns.
struct NativeColumns {
  NativeStatus status = NativeStatus::Ok;        // the first that is not Ok
  std::vector<std::uint8_t> statuses;            // by case: NativeStatus
  std::vector<std::vector<std::uint8_t>> words;  // by output, by case: core::Word
};

struct JitOptions {
  bool optimise = false;  // the code that ships, instead of code that is soon there
  // Code that is used a few times is made soonest without tables.
  lower::Strategy strategy = lower::Strategy::StraightLine;
  lower::ClashCode clashes = lower::ClashCode::Automatic;
  std::string cpu = {};  // as of emit.h
  bool columns = false;  // with what NativeCode::columns needs
};

class NativeCode {
 public:
  // Programs must be lowerable (lower/lower.h) and outlive the code. Nothing and a text in `error` where LLVM fails.
  [[nodiscard]] static std::unique_ptr<NativeCode> compile(std::span<const core::Program* const> programs, std::string& error,
                                                           const JitOptions& options = {});
  ~NativeCode();
  NativeCode(const NativeCode&) = delete;
  NativeCode& operator=(const NativeCode&) = delete;

  // `program`: its place in the span given to compile. Facts have the right kinds; what they say is checked.
  [[nodiscard]] NativeOutcome decide(std::size_t program, const core::Case& c) const;
  // Of any bytes, `case_size` many: the case as the host would hand it in.
  [[nodiscard]] NativeOutcome decide(std::size_t program, std::span<const std::byte> bytes) const;
  // The same without allocation once `scratch` and `out` have grown. `aligned`: case_size bytes, at the start of whole words.
  void decide(std::size_t program, std::span<const std::uint64_t> aligned, NativeScratch& scratch, NativeOutcome& out) const;
  // The words alone, one an output; nothing unless the status is Ok.
  [[nodiscard]] NativeStatus words(std::size_t program, std::span<const std::uint64_t> aligned, NativeScratch& scratch,
                                   std::vector<core::Word>& out, bool& bounded) const;
  // Of cases of any bytes, one behind the other. Precondition: compiled with `columns`.
  [[nodiscard]] NativeColumns columns(std::size_t program, std::span<const std::byte> cases) const;
  // Whether NAME_decide_many says of them, to the bit, what NAME_decide says of each.
  [[nodiscard]] bool many_agrees(std::size_t program, std::span<const std::byte> cases) const;
  [[nodiscard]] std::size_t case_size(std::size_t program) const;
  [[nodiscard]] lower::Strategy strategy(std::size_t program) const;
  [[nodiscard]] bool clashes_searched(std::size_t program) const;
  // Outputs that may be `bounded`; ascending.
  [[nodiscard]] const std::vector<std::uint32_t>& bounded(std::size_t program) const;
  // Facts of which assumptions ask too much: where some are unknown, a case may be impossible although the status is Ok.
  [[nodiscard]] const std::vector<core::FactId>& assumed(std::size_t program) const;

 private:
  struct Impl;
  explicit NativeCode(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace jur::emit
