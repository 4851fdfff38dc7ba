#include "cli/progress.h"

#include <unistd.h>

#include <ostream>

#include <fmt/format.h>

namespace jur::cli {

std::string grouped(std::size_t n) {
  std::string out = std::to_string(n);
  for (std::size_t at = out.size(); at > 3;) out.insert(at -= 3, ",");
  return out;
}

Progress::Progress(std::ostream& err, Output output)
    : err_(err),
      wanted_(::isatty(STDERR_FILENO) != 0 && (output == Output::Waits || ::isatty(STDOUT_FILENO) == 0)),
      begun_(Clock::now()),
      last_(begun_) {}

Progress::~Progress() {
  if (shown_) err_ << "\r\x1B[K" << std::flush;
}

void Progress::show(std::size_t cases, std::size_t done, std::size_t whole, const char* what) {
  if (!wanted_) return;
  const auto now = Clock::now();
  const double seconds = std::chrono::duration<double>(now - begun_).count();
  if (seconds < 1.0 || (shown_ && now - last_ < std::chrono::milliseconds(100))) return;
  shown_ = true;
  last_ = now;
  std::string text = fmt::format("{} {}", grouped(cases), what);
  if (whole > 0) text += fmt::format(", {} %", done >= whole ? 100 : done * 100 / whole);
  text += fmt::format(", {} a second", grouped(static_cast<std::size_t>(static_cast<double>(cases) / seconds)));
  err_ << "\r\x1B[K" << text << std::flush;
}

}  // namespace jur::cli
