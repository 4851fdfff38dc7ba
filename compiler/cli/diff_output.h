// What `jur diff` prints.
#pragma once
#include <string>

#include "diagnostics/diagnostic.h"
#include "driver/compare.h"

namespace jur::cli {

struct DiffOutput {
  const Comparison& comparison;
  const Sources& before;
  const Sources& after;
};

[[nodiscard]] std::string diff_text(const DiffOutput& d, bool colour);
// {"changes":[…],"cases":[…],"summary":{…}}, one line, ends with a newline.
[[nodiscard]] std::string diff_json(const DiffOutput& d);

// What `jur diff` says as findings, for build services: `verdict-changed` where a verdict did, at the first rule that made the
// difference, and `case-changed` where the versions differ in what a case is; a note where no case of the old version is touched.
// The sources are those of the new version, then those of the old one.
struct DiffFindings {
  Sources sources;
  Sink sink;
};
[[nodiscard]] DiffFindings diff_findings(const DiffOutput& d);
// What stands in the way of a comparison, in either version.
[[nodiscard]] DiffFindings diff_errors(Session& before, Session& after);

// "from 2014-09-01 on"; "required, by 2014-09-15, under sca.contents"
[[nodiscard]] std::string windows_text(const core::Program& p, const Difference& d);
[[nodiscard]] std::string verdict_text(const core::Program& p, const Difference::Side& side);

// A rule that made the difference in a witness, by name, with how it fared in each version; "" where that version lacks it.
struct ChangedRule {
  std::string name;
  core::RuleId before;
  core::RuleId after;
  std::string was;    // "applied"
  std::string is;     // "is defeated by `sca.located_abroad`"
  std::string asked;  // "must disclose within 14 days of demand.received"
  std::string asks;
  // Applies in both versions: "asked: …", "now asks: …"; where the words are the same, what became of their effect.
  [[nodiscard]] bool applies_in_both() const { return was == "applied" && is == "applies"; }
  std::string asked_text;
  std::string asks_text;
};
[[nodiscard]] std::vector<ChangedRule> changed_rules(const ComparedDecision& c, const Difference& d);

struct ShownScenario {
  bool old = false;        // passes in the old version alone: the new one has none
  std::string file;        // where it belongs
  bool elsewhere = false;  // no rule that made the difference is there
  std::string text;        // empty: no scenario can say it
};
// The same: empty where no scenario can say it.
[[nodiscard]] std::string scenario_of(const core::Program& p, const Difference::Side& side, const Sources& sources);
[[nodiscard]] ShownScenario shown_scenario(const DiffOutput& o, const ComparedDecision& c, const Difference& d);

// "required before, forbidden now"; "required as before, by another deadline"
[[nodiscard]] std::string change_text(const Difference& d);

}  // namespace jur::cli
