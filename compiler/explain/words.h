// Words for parts of a program, shared by the reports of this room.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "core/verdict.h"
#include "evaluate/box.h"

namespace jur {

// Qualified names, sorted, each once (the instances of a `for every` rule share theirs).
[[nodiscard]] std::vector<std::string> rule_names(const core::Program& p, std::span<const core::RuleId> rules);

// "18 U.S.C. §§ 2701–2713, § 2703(a)": the law's citation, then the rule's; "" where neither has one.
[[nodiscard]] std::string citation(const core::Program& p, core::RuleId rule);

// "sca.contents (US), 18 U.S.C. §§ 2701–2713, § 2703(a), “Contents of communications”"; a rule made by `for every`: "sca.keep for
// custodian (US)"
[[nodiscard]] std::string rule_line(const core::Program& p, core::RuleId rule);

// What a verdict rests on that is marked unverified.
struct Unverified {
  const char* kind = "rule";  // "rule", "law", "exception", "member", "tuple"
  std::string what;
  std::string why;  // "" for none
  std::string cite;
};
// Each once: of the verdict's `rests_on` the marked rules and laws, and the doubts of the others that this case reads or, where
// facts are unknown, may read. `known`: every condition in the case as given (Kleene).
[[nodiscard]] std::vector<Unverified> rests_on(const core::Program& program, const core::Verdict& verdict,
                                               const std::vector<Tri>& known);

}  // namespace jur
