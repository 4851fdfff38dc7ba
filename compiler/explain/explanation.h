// What lies around an outcome: rules that did not take part, what unknown facts would decide, ways out that are open.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "explain/words.h"

namespace jur {

// A rule that would bear on an act but was set aside.
struct Bystander {
  core::RuleId rule;
  core::RuleId by;              // the rule that defeats it; invalid: an exception holds
  std::uint32_t exception = 0;  // then: index into Rule::exceptions
};

// What each value of an unknown fact, the rest as it is, makes of a verdict. Of yes/no facts and enums of few values.
struct Decider {
  core::FactId fact;
  std::vector<std::pair<core::Value, core::Word>> words;  // values that no completion allows are left out
};

struct VerdictBackground {
  std::vector<Bystander> bystanders;  // by rule
  std::vector<Decider> deciders;      // of the verdict's missing facts
  std::vector<Unverified> rests_on;
  std::vector<std::string> bearings;       // by rule of the verdict: see bearing.h
  std::vector<core::RuleId> held_back_by;  // that forbid the act on the day before Verdict::not_before
  std::vector<std::string> held_bearings;  // parallel to held_back_by
};

// A route that is available on these facts and makes another word of some verdict.
struct OpenRoute {
  core::RouteId route;
  bool certain = true;                                    // false: available in some completions only
  std::vector<std::pair<core::ActId, core::Word>> words;  // verdicts that change, in the order of the outputs
};

// What taking a route comes to.
struct RouteOutlook {
  enum class State : std::uint8_t {
    Closed,      // it is not available
    Unknown,     // it adds to a set that is unknown
    Taken,       // the facts are what it would make of them
    Impossible,  // the changed case breaks an assumption
    Open,
  };
  State state = State::Closed;
  bool certain = true;            // false: available in some completions only
  core::FactId fact;              // Unknown
  std::vector<core::Word> words;  // Open: of each verdict, parallel to Outcome::verdicts
};

struct Explanation {
  std::vector<VerdictBackground> verdicts;  // parallel to Outcome::verdicts
  std::vector<RouteOutlook> outlooks;       // by RouteId
  std::vector<OpenRoute> routes;            // by route
};

// `outcome` is what evaluate says of `given`, and is possible.
[[nodiscard]] Explanation explain(const core::Program& program, const core::Case& given, const core::Outcome& outcome);

// Rules that would bear on the act but took no part.
[[nodiscard]] std::vector<Bystander> bystanders(const core::Program& program, const core::Case& given,
                                                const core::Outcome& outcome, core::ActId act);

// "demand.kind becomes mlat_request; custodian.consents gains IE"
[[nodiscard]] std::string changes_text(const core::Program& program, const core::Route& route);

}  // namespace jur
