// Tells the outcome of a decision: as a careful colleague would, and as JSON.
#pragma once
#include <string>

#include "core/verdict.h"

namespace jur {

// For people: each verdict, the rules that led to it with citation and legal order, rules that were defeated or excepted and by
// what, what is unknown, what is presumed and who decides it. Ends with a newline.
[[nodiscard]] std::string explain_text(const core::Program& program, const core::Case& c, const core::Outcome& outcome);

// {"decision","verdicts":{PARTY:{ACTION:{"verdict","rules","deadline",…}}}} as language.md fixes it, one line without a newline.
[[nodiscard]] std::string explain_json(const core::Program& program, const core::Outcome& outcome);

}  // namespace jur
