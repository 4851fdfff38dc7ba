// What a value expression of the model stands for in one program, parameters replaced.
#pragma once
#include <cstdint>
#include <vector>

#include "base/value_set.h"
#include "core/program.h"

namespace jur::elaborating {

struct Value {
  enum class Kind : std::uint8_t {
    Error,    // reported by check, or here
    None,     // the literal `none`
    Truth,    // truth
    Number,   // number: its sum, not the comparison with 0
    Day,      // day
    Member,   // an enumerator: member
    Choice,   // an enum fact: fact
    Members,  // a fixed set: members
    Set,      // a set fact: fact
    Record,   // record: member of the case, then fields
  };
  Kind kind = Kind::Error;
  core::CondId truth;
  core::LinearForm number;
  core::DateTerm day;
  core::FactId fact;
  std::uint32_t member = 0;
  ValueSet members;
  std::vector<std::uint32_t> record;
  auto operator<=>(const Value&) const = default;

  [[nodiscard]] static Value error() { return {}; }
  [[nodiscard]] static Value of_member(std::uint32_t ordinal);
  [[nodiscard]] static Value of_record(std::vector<std::uint32_t> path);
};

// The values of parameters, by position.
using Environment = std::vector<Value>;

// d + length (or minus): a fixed day is moved at once, a fact's gets a step.
void add_steps(core::DateTerm& term, Duration length, bool later);

}  // namespace jur::elaborating
