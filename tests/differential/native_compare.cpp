#include "native_compare.h"

#include <fmt/format.h>

#include "verdict_text.h"

namespace jur::test {

std::string line(const core::Verdict& v) {
  const std::int64_t hours = v.hours ? v.hours->count : 0;
  return fmt::format(
      "{} possible {} deadline {} hours {} not before {} until {} accepted {} unverified {} rules {} missing {} open {}",
      core::word_name(v.word), show(v.possible), show(v.deadline), hours, show(v.not_before), show(v.until),
      v.accepted.valid() ? static_cast<int>(v.accepted.index) : -1, v.unverified, show(v.rules), show(v.missing),
      show(facts_of(v.open)));
}

std::string line(const emit::NativeVerdict& v) {
  return fmt::format(
      "{} possible {} deadline {} hours {} not before {} until {} accepted {} unverified {} rules {} missing {} open {}",
      core::word_name(v.word), show(v.possible), show(v.deadline), v.hours, show(v.not_before), show(v.until),
      v.accepted.valid() ? static_cast<int>(v.accepted.index) : -1, v.unverified, show(v.rules), show(v.missing), show(v.opens));
}

}  // namespace jur::test
