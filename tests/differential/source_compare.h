// Holds what the compiler makes of a form's source text equal to what the form means.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/program.h"
#include "source_form.h"

namespace jur::test::form {

// The program of the form's decision; null where there is none.
[[nodiscard]] const core::Program* decided(const std::vector<core::Program>& programs);
// The case's facts under the program's own names; facts that the program does not have are left out.
[[nodiscard]] core::Case facts_of(const core::Program& program, const Form& form, const Case& facts);
// What differs in this case between the evaluator on the program and the form's meaning; nothing where they agree. Of a
// complete case also which rules apply and which norms have effect on which days.
[[nodiscard]] std::optional<std::string> difference(const core::Program& program, const Form& form, const Case& facts);
// The form printed and compiled, and the difference; also that printing it gives diagnostics.
[[nodiscard]] std::optional<std::string> difference(const Form& form, const Case& facts);
// The smallest form that still differs in this case: rules, norms, conditions and the like are left out as long as it does.
[[nodiscard]] Form shrink(Form form, const Case& facts);

}  // namespace jur::test::form
