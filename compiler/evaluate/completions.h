// The completions of a partial case, as few as show every answer. Private to this room.
#pragma once
#include <functional>
#include <vector>

#include "core/program.h"

namespace jur {

// Calls `visit` with valid completions of `given` until it returns false. Whatever a valid completion answers to the questions
// (`roots` of conditions; the order of the ends of those norms' periods whose effect holds, as far as clashes hang on it), one
// that is visited answers too. A norm's effect must be among the roots.
using Visit = std::function<bool(const core::Case&)>;
void visit_completions(const core::Program& program, const core::Case& given, const std::vector<core::CondId>& roots,
                       const std::vector<core::NormId>& norms, const Visit& visit);

// For each of the answers, which may use the answers to the questions and nothing else: whether two completions that differ in
// `fact` alone are told apart by it. `valid`: of valid completions; else of all ways to fill in what is unknown.
using Answers = std::function<std::vector<int>(const core::Case&)>;
[[nodiscard]] std::vector<bool> depends_on(const core::Program& program, const core::Case& given,
                                           const std::vector<core::CondId>& roots, const std::vector<core::NormId>& norms,
                                           core::FactId fact, bool valid, std::size_t count, const Answers& answers);

}  // namespace jur
