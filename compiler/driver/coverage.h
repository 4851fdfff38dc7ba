// What the scenarios of a session show of its rules, the solver's word on what no case shows, and scenarios that are missing.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "cover/report.h"
#include "driver/session.h"
#include "driver/tests.h"

namespace jur {

// A scenario that nobody has written, with what the rules give today.
struct Suggestion {
  FileId file;       // where it belongs: the file whose sight judges it
  std::string name;  // of the scenario
  std::string text;  // of the scenario, in the canonical layout, after a comment that says what it shows; ends in a line break
};

// The session's programs tell their conditions as written (SessionOptions::written). Scenarios count that were run, passed and
// expect something. A goal that none shows is put to the solver; what it gives up on is reported to the sink.
class Coverage {
 public:
  Coverage(Session& session, const std::vector<TestResult>& results, const SessionOptions& options, Sink& sink);
  ~Coverage();
  Coverage(const Coverage&) = delete;
  Coverage& operator=(const Coverage&) = delete;

  [[nodiscard]] const cover::Report& report() const;
  // Scenarios after which everything that can be covered is; they pass, and each shows something that those before it do not.
  // By file, in the order in which they may stand: one that is like another comes after it. The report stays as it is.
  [[nodiscard]] std::vector<Suggestion> suggest(const Sources& sources);
  struct State;

 private:
  std::unique_ptr<State> state_;
};

}  // namespace jur
