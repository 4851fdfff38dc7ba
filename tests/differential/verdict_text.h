// Parts of verdicts as text, for lines that are compared. What is not there is "-".
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/ids.h"
#include "core/verdict.h"

namespace jur::test {

[[nodiscard]] inline std::string show(const std::vector<core::Word>& words) {
  std::string out;
  for (const core::Word w : words) out += std::string(out.empty() ? "" : ",") + core::word_name(w);
  return out;
}

[[nodiscard]] inline std::string show(const std::optional<Date>& d) { return d ? to_string(*d) : "-"; }

// By index.
template <class Tag>
[[nodiscard]] std::string show(const std::vector<Id<Tag>>& ids) {
  std::string out;
  for (const auto id : ids) out += (out.empty() ? "" : ",") + std::to_string(id.index);
  return out.empty() ? "-" : out;
}

// The facts of the open questions, each once.
[[nodiscard]] inline std::vector<core::FactId> facts_of(const std::vector<core::OpenQuestion>& open) {
  std::vector<core::FactId> out;
  for (const core::OpenQuestion& q : open) {
    if (out.empty() || out.back() != q.fact) out.push_back(q.fact);
  }
  return out;
}

}  // namespace jur::test
