// Baselines: findings of an old rule set that are known and shall not be told again. A file of JSON:
//
//   {"jur-lint-baseline": 1, "findings": [
//     {"lint": "missing-citation", "file": "laws/old.jur", "message": "…", "count": 2}
//   ]}
//
// A finding is known by its lint, its file (from the baseline's folder) and its words, not by its line. Errors of the language
// are never in a baseline.
#pragma once
#include <cstddef>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "package/package.h"

namespace jur {

class Baselines {
 public:
  // `given`: the file of the command line, for all findings; "": each package's own.
  Baselines(std::span<const Package> packages, const std::string& given, const Sources& sources);

  // False after an error was reported (Code::BadBaseline).
  bool read(Sink& sink);
  // Takes known findings out, each as often as the baseline counts it; returns how many.
  std::size_t take_out(std::vector<Diagnostic>& findings);
  // What the baselines count and `take_out` did not meet.
  [[nodiscard]] std::size_t gone() const;
  // Writes the findings as the baseline and takes them out; what is no lint's finding stays. Returns the path, or "" after an
  // error was reported.
  std::string write(std::vector<Diagnostic>& findings, Sink& sink);

 private:
  struct One {
    std::filesystem::path path;  // absolute
    std::string shown;
    std::filesystem::path folder;                                                     // of the package; empty: all files
    Span span;                                                                        // of the setting
    std::map<std::tuple<std::string, std::string, std::string>, std::size_t> counts;  // file, lint, message
  };
  One* of(const Diagnostic& d);
  [[nodiscard]] std::tuple<std::string, std::string, std::string> key(const One& one, const Diagnostic& d) const;
  bool read_one(One& one, Sink& sink) const;

  const Sources& sources_;
  std::vector<One> all_;
};

}  // namespace jur
