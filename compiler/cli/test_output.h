// What `jur test` prints of its results.
#pragma once
#include <string>
#include <vector>

#include "driver/tests.h"

namespace jur::cli {

// `times`: each test says how long it took; without it the text is the same to the bit each time.
[[nodiscard]] std::string tests_text(const Sources& sources, const std::vector<TestResult>& results, const Sink& failures,
                                     bool times, bool colour);
// `coverage`: an object that becomes the member of that name; "" for none.
[[nodiscard]] std::string tests_json(const Sources& sources, const std::vector<TestResult>& results, const Sink& failures,
                                     bool times, const std::string& coverage);
// JUnit XML: one suite a file, and one for the coverage that was asked for and not reached (`gates`).
[[nodiscard]] std::string tests_junit(const Sources& sources, const std::vector<TestResult>& results, const Sink& gates,
                                      bool times);

}  // namespace jur::cli
