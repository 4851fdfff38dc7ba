// Calendar days and spans of time. The day is the only grain of the language.
#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace jur {

// A day of the proleptic Gregorian calendar; `days` counts from 1970-01-01 (may be negative).
struct Date {
  std::int32_t days = 0;
  constexpr auto operator<=>(const Date&) const = default;
};

struct CivilDate {
  int year;   // 1800..2199 for dates that a program may write; sums may leave this range
  int month;  // 1..12
  int day;    // 1..31
};

// First and last day that a program or a case may name.
inline constexpr Date kFirstDate{-62091};  // 1800-01-01
inline constexpr Date kLastDate{84005};    // 2199-12-31

[[nodiscard]] Date from_civil(CivilDate c);
[[nodiscard]] CivilDate to_civil(Date d);
[[nodiscard]] int days_in_month(int year, int month);

// Same day of the month `months` later (earlier if negative), or that month's last day.
[[nodiscard]] Date add_months(Date d, std::int64_t months);
[[nodiscard]] inline Date add_days(Date d, std::int64_t n) { return Date{static_cast<std::int32_t>(d.days + n)}; }

// Reads "YYYY-MM-DD"; nothing where the text has another shape, the day does not exist
// or the year is outside 1800..2199.
[[nodiscard]] std::optional<Date> parse_date(std::string_view text);
[[nodiscard]] std::string to_string(Date d);  // "2014-09-01"

enum class TimeUnit : std::uint8_t { Hour, Day, Week, Month, Year };

// A length of time as written: `14 days`, `8 hours`. `count` is not negative.
struct Duration {
  std::int64_t count = 0;
  TimeUnit unit = TimeUnit::Day;
  auto operator<=>(const Duration&) const = default;
};
[[nodiscard]] std::string to_string(Duration d);  // "14 days", "1 month"

// `d + t`. Hours count as days begun, the first day included: 1..24 hours add no day, 25 add one.
[[nodiscard]] Date add(Date d, Duration t, int sign = +1);

}  // namespace jur
