// What `jur test` says of coverage.
#pragma once
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "cli/options.h"
#include "cover/report.h"
#include "driver/tests.h"

namespace jur::cli {

struct CoverageOptions {
  bool coverage = false;
  std::vector<std::string> minimum;  // "90", "conditions=95"
  std::string json;                  // files to write; "" for none
  std::string lcov;
  std::string html;
  bool suggest = false;
  std::string suggest_file;
  std::size_t limit = 20;

  [[nodiscard]] bool wanted() const {
    return coverage || !minimum.empty() || !json.empty() || !lcov.empty() || !html.empty() || suggest || !suggest_file.empty();
  }
  [[nodiscard]] bool suggests_here() const { return suggest && suggest_file.empty(); }
};
void add_coverage(CLI::App& verb, CoverageOptions& options);

struct CoverageResult {
  std::string text;
  std::string json;  // an object, with "suggestions" where they are asked for
  std::string lcov;
  std::string html;
  std::string suggestions;  // source text; "" for none
};

// `coverage-below-minimum` for each kind that does not reach what it should.
[[nodiscard]] CoverageResult measure_coverage(Session& session, const std::vector<TestResult>& results, const CoverageOptions& o,
                                              const SessionOptions& options, Sink& sink);
// False after an error was reported to the session's sink.
[[nodiscard]] bool write_coverage(Session& session, const CoverageResult& result, const CoverageOptions& o);

}  // namespace jur::cli
