// Coverage as text for a terminal.
#pragma once
#include <cstddef>
#include <string>

#include "cover/report.h"

namespace jur::cover {

// A table by law and in total, then what is not covered, `limit` lines at most (0: all), then what cannot be covered.
[[nodiscard]] std::string report_text(const Sources& sources, const Report& report, std::size_t limit);

// What is missing of an item, in words: "never applies", "never decides where it is true". "" where nothing is.
[[nodiscard]] std::string missing_text(const Item& item);
// Why it cannot be covered, in words.
[[nodiscard]] std::string impossible_text(const Item& item);
// The words of the source that the item stands for, on one line, at most `width` code points.
[[nodiscard]] std::string item_text(const Sources& sources, const Item& item, std::size_t width);

}  // namespace jur::cover
