// Verdicts of the evaluator and of native code as lines that can be compared.
#pragma once
#include <string>

#include "core/verdict.h"
#include "emit/jit.h"

namespace jur::test {

// All of a verdict that both can say.
[[nodiscard]] std::string line(const core::Verdict& v);
[[nodiscard]] std::string line(const emit::NativeVerdict& v);

}  // namespace jur::test
