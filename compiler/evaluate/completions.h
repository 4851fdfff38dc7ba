// The completions of a partial case, as few as show every answer. Private to this room.
#pragma once
#include <functional>
#include <vector>

#include "evaluate/representatives.h"

namespace jur {

// Calls `visit` with valid completions of `given` until it returns false. Whatever a valid completion answers to the questions
// (`roots` of conditions; the order of the ends of those norms' periods whose effect holds), one that is visited answers too.
// A norm's effect must be among the roots.
using Visit = std::function<bool(const core::Case&)>;
void visit_completions(const core::Program& program, const core::Case& given, const std::vector<core::CondId>& roots,
                       const std::vector<core::NormId>& norms, const Visit& visit);

// True where two completions that differ in `fact` alone are told apart by `answer`, which may use the answers to the questions
// and nothing else. `valid`: of valid completions; else of all ways to fill in what is unknown.
using Answer = std::function<int(const core::Case&)>;
[[nodiscard]] bool depends_on(const core::Program& program, const core::Case& given, const std::vector<core::CondId>& roots,
                              const std::vector<core::NormId>& norms, core::FactId fact, bool valid, const Answer& answer);

}  // namespace jur
