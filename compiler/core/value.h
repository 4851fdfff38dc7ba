// Values of facts, and cases made of them.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/ids.h"
#include "base/value_set.h"

namespace jur::core {

struct Fact;
using FactId = Id<Fact>;

enum class ValueKind : std::uint8_t { Unknown, None, Bool, Enum, Int, Date, Set };

// `number` holds a bool (0, 1), an enumerator's ordinal, an int, or a date's day number; `set` a set's members.
struct Value {
  ValueKind kind = ValueKind::Unknown;
  std::int64_t number = 0;
  ValueSet set;

  [[nodiscard]] static Value unknown() { return {}; }
  [[nodiscard]] static Value none() { return {ValueKind::None, 0, {}}; }
  [[nodiscard]] static Value of_bool(bool b) { return {ValueKind::Bool, b ? 1 : 0, {}}; }
  [[nodiscard]] static Value of_enum(std::size_t ordinal) { return {ValueKind::Enum, static_cast<std::int64_t>(ordinal), {}}; }
  [[nodiscard]] static Value of_int(std::int64_t n) { return {ValueKind::Int, n, {}}; }
  [[nodiscard]] static Value of_date(jur::Date d) { return {ValueKind::Date, d.days, {}}; }
  [[nodiscard]] static Value of_set(ValueSet s) { return {ValueKind::Set, 0, std::move(s)}; }

  [[nodiscard]] bool is_unknown() const { return kind == ValueKind::Unknown; }
  [[nodiscard]] bool is_none() const { return kind == ValueKind::None; }
  bool operator==(const Value&) const = default;
};

// One value a fact, indexed by FactId. Complete where none is unknown.
struct Case {
  std::vector<Value> values;
  [[nodiscard]] const Value& operator[](FactId f) const { return values[f.index]; }
  [[nodiscard]] Value& operator[](FactId f) { return values[f.index]; }
  bool operator==(const Case&) const = default;
};

}  // namespace jur::core
