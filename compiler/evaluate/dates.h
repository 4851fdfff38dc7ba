// Days that stand for all days of unknown date facts, and the order of periods' ends. Private to this room.
#pragma once
#include <optional>
#include <vector>

#include "evaluate/representatives.h"

namespace jur {

// The dates part of keep_representatives. Where months are added to two unknown dates the days may be too many to list: then
// their choices are left as they are.
void keep_days(const core::Program& program, const Questions& questions, core::FactId twice, Box& box);

// The different terms at which periods of these norms begin or end.
[[nodiscard]] std::vector<core::DateTerm> terms_of(const core::Program& program, const std::vector<core::NormId>& norms);

// A split that helps to order two of the terms, day after day told apart; nothing where their order is the same throughout
// the box, or hangs on `except` alone.
[[nodiscard]] std::optional<Split> split_terms(const std::vector<core::DateTerm>& terms, const Box& box,
                                               core::FactId except = {});

}  // namespace jur
