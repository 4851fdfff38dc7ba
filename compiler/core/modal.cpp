#include "core/modal.h"

#include <fmt/format.h>

namespace jur::core {

const char* modal_name(NormKind kind) {
  switch (kind) {
    case NormKind::Duty:
    case NormKind::Keep:
      return "must";
    case NormKind::Ban:
      return "must not";
    case NormKind::May:
      return "may";
    case NormKind::NeedNot:
      return "need not";
  }
  return "";
}

std::string norm_text(const Program& program, const Norm& norm) {
  const Act& act = program.acts[norm.act];
  const char* space = norm.time_text.empty() ? "" : " ";
  return fmt::format("{} {} {}{}{}", act.party, modal_name(norm.kind), act.action, space, norm.time_text);
}

}  // namespace jur::core
