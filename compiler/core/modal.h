// The words of a norm.
#pragma once
#include <string>

#include "core/program.h"

namespace jur::core {

[[nodiscard]] const char* modal_name(NormKind kind);                            // "must", "must not", "may", "need not"
[[nodiscard]] std::string norm_text(const Program& program, const Norm& norm);  // "custodian must disclose until demand.due"

}  // namespace jur::core
