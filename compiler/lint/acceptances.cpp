// Accepted contradictions.
#include <algorithm>

#include <fmt/format.h>

#include "lint/rules.h"

namespace jur::lint_rules {

namespace {

constexpr int kSoonDays = 60;

}  // namespace

void acceptance_leads_nowhere(const LintInput& in, Findings& out) {
  for (const model::Acceptance& a : in.model.acceptances) {
    if (!a.refer.empty() || !a.routes.empty()) continue;
    out.add(a.span, "this acceptance names no way out and nobody to ask")
        .help("add `route …` or `refer to \"…\"`: the host program must know what to do with the case");
  }
}

void acceptance_without_end(const LintInput& in, Findings& out) {
  for (const model::Acceptance& a : in.model.acceptances) {
    if (!a.until) out.add(a.span, "this acceptance has no end").help("add `until …`: somebody then looks at it again");
  }
}

void acceptance_without_citation(const LintInput& in, Findings& out) {
  for (const model::Acceptance& a : in.model.acceptances) {
    if (a.cite.empty())
      out.add(a.span, "this acceptance cites nothing").help("add `cite \"…\"`: the opinion or decision that it rests on");
  }
}

void acceptance_ends_soon(const LintInput& in, Findings& out) {
  for (const model::Acceptance& a : in.model.acceptances) {
    if (!a.until || *a.until < in.today || a.until->days - in.today.days > kSoonDays) continue;
    out.add(a.span, fmt::format("this acceptance ends on {}", to_string(*a.until)))
        .help("renew it with a new reason, or mend the rules: after that day the contradiction is an error");
  }
}

void blanket_acceptance(const LintInput& in, Findings& out) {
  for (const model::Acceptance& a : in.model.acceptances) {
    const bool laws_alone = std::all_of(a.sides.begin(), a.sides.end(), [](const auto& side) {
      return std::all_of(side.begin(), side.end(), [](const model::RuleRef& r) { return !r.rule.valid(); });
    });
    if (!laws_alone || a.when.valid()) continue;
    out.add(a.span, "this acceptance names whole laws: it accepts also what their rules will contradict one day")
        .help("name the rules that clash");
  }
}

}  // namespace jur::lint_rules
