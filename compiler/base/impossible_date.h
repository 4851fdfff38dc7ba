// Why a text that has the shape of a date is none.
#pragma once
#include <string>
#include <string_view>

namespace jur {

// A sentence for a help line: "2020-02 has 29 days". Empty where the text is a date, or is not four digits and twice one digit or
// more, with `-` between.
[[nodiscard]] std::string why_no_date(std::string_view text);

}  // namespace jur
