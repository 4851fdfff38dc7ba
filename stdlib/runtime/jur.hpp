// What the C++17 wrappers of decisions share: verdicts with names, absent values, views of arrays. Includes jur.h.
//
// A wrapper adds types to the C interface and nothing else: no allocation but in what returns a vector, no exceptions.
#ifndef JUR_HPP
#define JUR_HPP
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <type_traits>
#include <utility>

#include "jur.h"

namespace jur {

enum class status : std::uint32_t {
  ok = JUR_OK,
  invalid_case = JUR_INVALID_CASE,        // a field holds a bit pattern that stands for no value
  incomplete_case = JUR_INCOMPLETE_CASE,  // a fact that must be known is unknown, or was never set
  impossible_case = JUR_IMPOSSIBLE_CASE   // however the unknown facts are filled in, an assumption of the rules is broken
};

// The first that fits is the verdict.
enum class word : std::uint8_t {
  undetermined = JUR_UNDETERMINED,
  contradictory = JUR_CONTRADICTORY,
  required = JUR_REQUIRED,
  forbidden = JUR_FORBIDDEN,
  permitted = JUR_PERMITTED,
  exempt = JUR_EXEMPT,
  silent = JUR_SILENT
};

// What a fact can be besides a value: there is none; it is not known.
struct none_t {
  explicit constexpr none_t() = default;
};
struct unknown_t {
  explicit constexpr unknown_t() = default;
};
inline constexpr none_t none{};
inline constexpr unknown_t unknown{};

// A day, counted from 1970-01-01.
class date {
 public:
  constexpr explicit date(jur_date days) noexcept : days_(days) {}
  date(std::int32_t year, std::int32_t month, std::int32_t day) noexcept : days_(jur_date_from_ymd(year, month, day)) {}
  [[nodiscard]] constexpr jur_date days() const noexcept { return days_; }
  friend constexpr bool operator==(date a, date b) noexcept { return a.days_ == b.days_; }
  friend constexpr bool operator!=(date a, date b) noexcept { return a.days_ != b.days_; }
  friend constexpr bool operator<(date a, date b) noexcept { return a.days_ < b.days_; }

 private:
  jur_date days_;
};

// What std::span is in C++20: the elements of an array, a vector, a std::span.
template <class T>
class view {
 public:
  constexpr view() noexcept = default;
  constexpr view(T* data, std::size_t size) noexcept : data_(data), size_(size) {}
  template <std::size_t N>
  constexpr view(T (&array)[N]) noexcept : data_(array), size_(N) {}
  template <class C, class = std::enable_if_t<!std::is_same_v<std::decay_t<C>, view> &&
                                              std::is_convertible_v<decltype(std::declval<C&>().data()), T*>>>
  constexpr view(C&& elements) noexcept : data_(elements.data()), size_(elements.size()) {}
  [[nodiscard]] constexpr T* data() const noexcept { return data_; }
  [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }
  [[nodiscard]] constexpr T* begin() const noexcept { return data_; }
  [[nodiscard]] constexpr T* end() const noexcept { return data_ + size_; }
  constexpr T& operator[](std::size_t i) const noexcept { return data_[i]; }

 private:
  T* data_ = nullptr;
  std::size_t size_ = 0;
};

// The verdict on one act.
class act_verdict {
 public:
  [[nodiscard]] jur::word word() const noexcept { return static_cast<jur::word>(raw.word); }
  // Where facts are unknown: whether the word is left.
  [[nodiscard]] bool possible(jur::word w) const noexcept { return (raw.possible >> static_cast<unsigned>(w) & 1U) != 0; }
  // Required: the last day of the duty that ends first, and the first day of it on which it is not forbidden.
  [[nodiscard]] std::optional<date> deadline() const noexcept { return day(raw.deadline); }
  [[nodiscard]] std::optional<date> not_before() const noexcept { return day(raw.not_before); }
  // The last day of keep-doing duties, bans or permissions.
  [[nodiscard]] std::optional<date> until() const noexcept { return day(raw.until); }
  // The duty's length where the law counts hours, else 0.
  [[nodiscard]] std::uint32_t hours() const noexcept { return raw.hours; }
  // Contradictory and accepted: the index of the acceptance in the manifest.
  [[nodiscard]] std::optional<std::size_t> accepted() const noexcept {
    return raw.accepted == 0 ? std::nullopt : std::optional<std::size_t>(raw.accepted - 1U);
  }
  [[nodiscard]] bool unverified() const noexcept { return (raw.flags & JUR_FLAG_UNVERIFIED) != 0; }
  [[nodiscard]] bool open() const noexcept { return (raw.flags & JUR_FLAG_OPEN) != 0; }
  [[nodiscard]] bool bounded() const noexcept { return (raw.flags & JUR_FLAG_BOUNDED) != 0; }

  jur_verdict raw;

 private:
  [[nodiscard]] static std::optional<date> day(jur_date days) noexcept {
    return days == JUR_NO_DATE ? std::nullopt : std::optional<date>(date(days));
  }
};

}  // namespace jur
#endif
