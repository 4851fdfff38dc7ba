#include "native_compare.h"

#include <optional>
#include <vector>

#include <fmt/format.h>

namespace jur::test {
namespace {

std::string show(const std::vector<core::Word>& words) {
  std::string out;
  for (const core::Word w : words) out += std::string(out.empty() ? "" : ",") + core::word_name(w);
  return out;
}

std::string show(const std::optional<Date>& d) { return d ? to_string(*d) : "-"; }

template <class Tag>
std::string show(const std::vector<Id<Tag>>& ids) {
  std::string out;
  for (const auto id : ids) out += fmt::format("{}{}", out.empty() ? "" : ",", id.index);
  return out;
}

}  // namespace

std::string line(const core::Verdict& v) {
  std::vector<core::FactId> opens;
  for (const core::OpenQuestion& q : v.open) {
    if (opens.empty() || opens.back() != q.fact) opens.push_back(q.fact);
  }
  const std::int64_t hours = v.hours ? v.hours->count : 0;
  return fmt::format(
      "{} possible {} deadline {} hours {} not before {} until {} accepted {} unverified {} rules {} missing {} open {}",
      core::word_name(v.word), show(v.possible), show(v.deadline), hours, show(v.not_before), show(v.until),
      v.accepted.valid() ? static_cast<int>(v.accepted.index) : -1, v.unverified, show(v.rules), show(v.missing), show(opens));
}

std::string line(const emit::NativeVerdict& v) {
  return fmt::format(
      "{} possible {} deadline {} hours {} not before {} until {} accepted {} unverified {} rules {} missing {} open {}",
      core::word_name(v.word), show(v.possible), show(v.deadline), v.hours, show(v.not_before), show(v.until),
      v.accepted.valid() ? static_cast<int>(v.accepted.index) : -1, v.unverified, show(v.rules), show(v.missing), show(v.opens));
}

}  // namespace jur::test
