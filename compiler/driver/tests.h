// Runs scenarios and proves properties, several at a time.
#pragma once
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "driver/session.h"

namespace jur {

struct TestResult {
  bool property = false;  // else a scenario
  std::string name;
  Span span;
  bool passed = false;
  double seconds = 0;
  std::vector<Diagnostic> failures;  // what was expected, what came, and why
};

// A name holds the pattern; `*` in it stands for any text.
[[nodiscard]] bool matches(std::string_view name, std::string_view pattern);

struct TestRun {
  std::string filter = {};  // of the names; "" for all
  // Called on this thread now and then with how many are done, and how many there are.
  std::function<void(std::size_t, std::size_t)> done = {};
  // Called once on each thread, to do what it is given; absent: that is done as it is.
  std::function<void(const std::function<void()>&)> on_thread = {};
};

// The tests whose names match, by their place in the sources, whatever the order in which they are done.
[[nodiscard]] std::vector<TestResult> run_tests(const std::vector<core::Program>& programs, const SessionOptions& options,
                                                const Sources& sources, const TestRun& run);
// The names of all tests, in the order of the programs.
[[nodiscard]] std::vector<std::string> test_names(const std::vector<core::Program>& programs);

}  // namespace jur
