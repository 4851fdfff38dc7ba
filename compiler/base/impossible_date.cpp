#include "base/impossible_date.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/date.h"

namespace jur {
namespace {

// The digits that the text begins with, taken off it.
std::string_view digits(std::string_view& text) {
  const std::string_view out = text.substr(0, std::min(text.find_first_not_of("0123456789"), text.size()));
  text.remove_prefix(out.size());
  return out;
}

int number(std::string_view text) {
  int out = 0;
  for (const char c : text) out = out * 10 + (c - '0');
  return out;
}

}  // namespace

std::string why_no_date(std::string_view text) {
  std::string_view rest = text;
  const auto dash = [&] {
    const bool found = rest.starts_with('-');
    if (found) rest.remove_prefix(1);
    return found;
  };
  const std::string_view year = digits(rest);
  const bool first = dash();
  const std::string_view month = digits(rest);
  const bool second = dash();
  const std::string_view day = digits(rest);
  if (parse_date(text) || year.size() != 4 || !first || month.empty() || !second || day.empty() || !rest.empty()) return "";
  if (month.size() != 2 || day.size() != 2)
    return "a date is written with two digits for the month and two for the day: `2014-09-01`";
  if (number(year) < to_civil(kFirstDate).year || number(year) > to_civil(kLastDate).year)
    return "dates run from 1800-01-01 to 2199-12-31";
  if (number(month) < 1 || number(month) > 12) return "months run from 01 to 12: a date is written year-month-day";
  return fmt::format("{} has {} days", text.substr(0, 7), days_in_month(number(year), number(month)));
}

}  // namespace jur
