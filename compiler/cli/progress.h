// A line on the terminal that says how far a long command is.
#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <string>

namespace jur::cli {

// Written to `err` where standard error is a terminal, from the first second on, ten times a second at most; wiped out at the
// end. Otherwise nothing is written.
class Progress {
 public:
  // What the command prints while this lives. What flows must not share a terminal with the line: then nothing is written either.
  enum class Output : std::uint8_t { Waits, Flows };
  Progress(std::ostream& err, Output output);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // "1,250,000 cases, 52 %, 410,000 a second". `whole` 0: not known.
  void show(std::size_t cases, std::size_t done, std::size_t whole, const char* what);

 private:
  using Clock = std::chrono::steady_clock;
  std::ostream& err_;
  bool shown_ = false;
  bool wanted_;
  Clock::time_point begun_;
  Clock::time_point last_;
};

// 1250000 -> "1,250,000"
[[nodiscard]] std::string grouped(std::size_t n);

}  // namespace jur::cli
