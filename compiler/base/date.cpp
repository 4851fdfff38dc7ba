#include "base/date.h"

#include <array>
#include <chrono>

#include <fmt/format.h>

namespace jur {

Date from_civil(CivilDate c) {
  const std::chrono::year_month_day ymd{std::chrono::year{c.year}, std::chrono::month{static_cast<unsigned>(c.month)},
                                        std::chrono::day{static_cast<unsigned>(c.day)}};
  return Date{static_cast<std::int32_t>(std::chrono::sys_days{ymd}.time_since_epoch().count())};
}

CivilDate to_civil(Date d) {
  const std::chrono::year_month_day ymd{std::chrono::sys_days{std::chrono::days{d.days}}};
  return {static_cast<int>(ymd.year()), static_cast<int>(static_cast<unsigned>(ymd.month())),
          static_cast<int>(static_cast<unsigned>(ymd.day()))};
}

int days_in_month(int year, int month) {
  const auto last = std::chrono::year{year} / std::chrono::month{static_cast<unsigned>(month)} / std::chrono::last;
  return static_cast<int>(static_cast<unsigned>(last.day()));
}

Date add_months(Date d, std::int64_t months) {
  const CivilDate c = to_civil(d);
  const std::int64_t index = std::int64_t{c.year} * 12 + (c.month - 1) + months;
  const std::int64_t year = index >= 0 ? index / 12 : -((-index + 11) / 12);
  const int month = static_cast<int>(index - year * 12) + 1;
  const int day = std::min(c.day, days_in_month(static_cast<int>(year), month));
  return from_civil({static_cast<int>(year), month, day});
}

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto number = [&](std::size_t at, std::size_t n) {
    int v = 0;
    for (std::size_t i = at; i < at + n; ++i) {
      if (text[i] < '0' || text[i] > '9') return -1;
      v = v * 10 + (text[i] - '0');
    }
    return v;
  };
  const int year = number(0, 4);
  const int month = number(5, 2);
  const int day = number(8, 2);
  if (year < 1800 || year > 2199 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month)) return std::nullopt;
  return from_civil({year, month, day});
}

std::string to_string(Date d) {
  const CivilDate c = to_civil(d);
  return fmt::format("{:04}-{:02}-{:02}", c.year, c.month, c.day);
}

std::string to_string(Duration d) {
  static constexpr std::array<std::string_view, 5> kNames{"hour", "day", "week", "month", "year"};
  return fmt::format("{} {}{}", d.count, kNames[static_cast<std::size_t>(d.unit)], d.count == 1 ? "" : "s");
}

Date add(Date d, Duration t, int sign) {
  switch (t.unit) {
    case TimeUnit::Hour:
      return add_days(d, t.count == 0 ? 0 : sign * ((t.count - 1) / 24));
    case TimeUnit::Day:
      return add_days(d, sign * t.count);
    case TimeUnit::Week:
      return add_days(d, sign * t.count * 7);
    case TimeUnit::Month:
      return add_months(d, sign * t.count);
    case TimeUnit::Year:
      return add_months(d, sign * t.count * 12);
  }
  return d;
}

}  // namespace jur
