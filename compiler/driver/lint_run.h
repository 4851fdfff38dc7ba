// Lints files and packages: what `check` finds and what the lints find, without what a baseline knows; mends what is safe to
// mend.
#pragma once
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "driver/rewrite.h"
#include "driver/session.h"

namespace jur {

struct LintRequest {
  std::vector<std::string> paths;
  SessionOptions session;
  std::vector<LintSetting> levels;  // of the command line
  std::string baseline;             // of the command line; "": that of each package's settings
  bool write_baseline = false;      // the findings become the baseline
  bool fix = false;                 // apply safe fixes to the texts; writing them is the caller's business
};

struct LintOutcome {
  std::unique_ptr<Session> session;  // its sink holds the findings, sorted
  Summary summary;
  bool linted = false;  // nothing stood in the way
  struct Changed {
    std::string path;  // as shown
    Rewritten text;
  };
  std::vector<Changed> changed;  // by fixes; ascending by path
  std::size_t fixes = 0;         // applied
  std::size_t fixable = 0;       // findings left that `fix` would mend
  std::size_t known = 0;         // findings left out because a baseline has them
  std::size_t gone = 0;          // findings of a baseline that are no more
  std::string written;           // the baseline that was written; "" for none
};

// What stands in the way (errors in files or settings) is in the session's sink, and nothing else then.
[[nodiscard]] LintOutcome run_lint(const LintRequest& request);

}  // namespace jur
