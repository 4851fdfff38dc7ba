// Private to lint/: periods as written, and the groups that names stand for.
#pragma once
#include <optional>
#include <string>

#include "base/date.h"
#include "lint/lint.h"
#include "model/program.h"
#include "syntax/tree.h"

namespace jur::lint_rules {

struct Days {
  std::optional<Date> from;  // nothing: since the calendar began
  std::optional<Date> until;
};
// Of a `period`.
[[nodiscard]] Days days_of(syntax::NodeRef period);

// The days on which the set has a member.
[[nodiscard]] IntervalSet any_day(const model::DatedSet& set);

// "EU" of `places.EU`.
[[nodiscard]] std::string last_name(syntax::NodeRef path);

// The only group of that name in sight of the module; null where there is none, or several.
[[nodiscard]] const model::Group* group_named(const LintInput& in, model::ModuleId from, const std::string& name);

// "from 2003-07-01 until 2018-05-24, from 2020-01-01 on"; days are those of the calendar.
[[nodiscard]] std::string days_text(const IntervalSet& days);

}  // namespace jur::lint_rules
