// Where rules come from.
#include <fmt/format.h>

#include "lint/rules.h"

namespace jur::lint_rules {

void missing_citation(const LintInput& in, Findings& out) {
  for (const model::Rule& r : in.model.rules.all()) {
    const model::Law& law = in.model.laws[r.law];
    if (!r.cite.empty() || !law.cite.empty()) continue;
    out.add(r.span, fmt::format("rule `{}` cites no provision, nor does its law", r.name))
        .help("add `cite \"…\"` to the rule, or to the law for all its rules");
  }
}

}  // namespace jur::lint_rules
