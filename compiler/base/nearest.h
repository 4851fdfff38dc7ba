// "did you mean": the candidate nearest to a misspelt name.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace jur {

// Nothing where no candidate is near (edit distance above a third of the word). Ties: the first candidate.
[[nodiscard]] std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates);

}  // namespace jur
