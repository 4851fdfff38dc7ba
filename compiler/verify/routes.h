// Proves that the routes of accepted contradictions lead out of them: "Acceptances and routes" of the language.
#pragma once
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/program.h"
#include "diagnostics/diagnostic.h"
#include "verify/verify.h"

namespace jur {

// A case in which an accepted clash occurs and a route is available that does not end it.
struct RouteFailure {
  core::AcceptanceId acceptance;
  core::RouteId route;
  std::vector<std::string> rules;  // of the clash: names, sorted
  core::Case witness;              // before the route is taken
  std::vector<core::FactId> any;   // whatever their values (that keep the case valid), it is so; ascending
  bool impossible = false;         // the changed case breaks an assumption; else the clash is still there
  std::size_t assumption = 0;      // impossible: index into Program::assumptions
  // The witness as a scenario that passes; nothing where no scenario can say it. The same once the route is taken.
  std::optional<core::Scenario> shown;
  std::vector<core::FactId> omitted;  // facts that `shown` need not give; ascending
  std::optional<core::Scenario> changed;
};

struct RouteUse {
  core::AcceptanceId acceptance;
  core::RouteId route;
  bool available = false;  // in some case in which what the acceptance covers occurs
};

struct RouteFindings {
  std::vector<RouteFailure> failures;  // by acceptance, route and rules
  std::vector<RouteUse> uses;          // one for each route of an acceptance that covers something
  bool complete = true;                // false: a question stayed open and was reported
};

// Of acceptances that have not expired by `options.today`. Reports what hinders the proof itself (solver-gave-up,
// replay-mismatch).
[[nodiscard]] RouteFindings verify_routes(const core::Program& program, const VerifyOptions& options, Sink& sink);

// Both, from one search for clashes.
struct Judged {
  Findings findings;
  RouteFindings routes;
};
[[nodiscard]] Judged judge(const core::Program& program, const VerifyOptions& options, Sink& sink);

struct VerifiedRoutes {
  const core::Program* program = nullptr;
  const RouteFindings* findings = nullptr;
};

// The scenarios that a failure shows, with words before them that say where they belong; empty where there are none.
using WriteRouteScenarios = std::function<std::string(const core::Program& program, const RouteFailure& failure)>;

// The findings of several programs as one. A failure is told once (route-leaves-clash); a route is called never available
// (route-never-available, not of libraries) where it is so in each program and all proofs are complete.
void report_routes(std::span<const VerifiedRoutes> verified, Sink& sink, const WriteRouteScenarios& write = {});

}  // namespace jur
