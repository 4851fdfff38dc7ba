// What `jur diff` prints.
#pragma once
#include <string>

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

// A rule that made the difference in a witness, by name, with how it fared in each version; "" where that version lacks it.
struct ChangedRule {
  std::string name;
  core::RuleId before;
  core::RuleId after;
  std::string was;    // "applied"
  std::string is;     // "is defeated by `sca.located_abroad`"
  std::string asked;  // "must disclose within 14 days of demand.received"
  std::string asks;
};
[[nodiscard]] std::vector<ChangedRule> changed_rules(const ComparedDecision& c, const Difference& d);

// "required before, forbidden now"; "required as before, by another deadline"
[[nodiscard]] std::string change_text(const Difference& d);

}  // namespace jur::cli
