// Syntax errors of one file, up to a limit.
#pragma once
#include <set>
#include <string>
#include <vector>

#include "diagnostics/diagnostic.h"

namespace jur::parsing {

class Reporter {
 public:
  Reporter(FileId file, std::size_t max_errors, Sink& sink) : file_(file), max_errors_(max_errors), sink_(&sink) {}

  // Nothing past the limit. The pointer stays good until the next report.
  Diagnostic* report(std::uint32_t begin, std::uint32_t end, const std::string& message) {
    const bool told = !reported_.insert(begin).second;
    if (told) {
      pass_over();
      return nullptr;
    }
    for (const Span& s : explained_) {
      if (s.begin <= begin && begin < s.end) {
        pass_over();
        return nullptr;
      }
    }
    if (++errors_ > max_errors_) {
      if (errors_ == max_errors_ + 1) sink_->report(Code::TooManyErrors, Span{file_, begin, end}, max_errors_);
      return nullptr;
    }
    return &sink_->report(Code::SyntaxError, Span{file_, begin, end}, message);
  }
  // What else is wrong in [begin, end) follows from a mistake already reported.
  void explain(std::uint32_t begin, std::uint32_t end) { explained_.push_back({file_, begin, end}); }
  // A mistake that follows from another one and is not reported.
  void pass_over() { ++passed_over_; }
  // Reading on makes no sense.
  [[nodiscard]] bool exhausted() const { return errors_ > max_errors_ || passed_over_ > kMaxPassedOver; }
  [[nodiscard]] std::size_t errors() const { return errors_; }
  [[nodiscard]] FileId file() const { return file_; }

 private:
  static constexpr std::size_t kMaxPassedOver = 2000;
  FileId file_;
  std::size_t max_errors_;
  Sink* sink_;
  std::size_t errors_ = 0;
  std::size_t passed_over_ = 0;
  std::vector<Span> explained_;
  std::set<std::uint32_t> reported_;  // where mistakes were told: one a place
};

}  // namespace jur::parsing
