// Three-valued truth: conditions of a case of which only some is known.
#pragma once
#include <optional>
#include <utility>
#include <vector>

#include "core/program.h"

namespace jur {

enum class Tri : std::uint8_t { False, True, Open };

// The values that a fact may still have; never none at all.
struct Choice {
  core::FactKind kind = core::FactKind::Bool;
  bool none = false;    // there may be no such thing
  IntervalSet numbers;  // Int, Date
  ValueSet may;         // Bool (0, 1), Enum: the values; Set: the members that it may have
  ValueSet must;        // Set: the members that it certainly has

  [[nodiscard]] bool has_values() const;  // apart from none
  [[nodiscard]] bool fixed() const;       // one value is left
  [[nodiscard]] core::Value sample() const;
};
[[nodiscard]] Choice all_values(const core::Program& program, core::FactId fact);
[[nodiscard]] Choice only(const core::Program& program, core::FactId fact, const core::Value& value);

// One choice a fact. Stands for all cases made of them.
using Box = std::vector<Choice>;
[[nodiscard]] Box box_of(const core::Program& program, const core::Case& given);
[[nodiscard]] core::Case sample(const Box& box);

// False, True: so in every case of the box. Open: not found to be so; of a single case never.
// Reckons the conditions `which`, which must be closed under arguments and ascending; the others stay Open. `pairs`, by
// DatePairId where given: what is known of comparisons of two dates besides.
[[nodiscard]] std::vector<Tri> truths(const core::Program& program, const std::vector<core::CondId>& which, const Box& box,
                                      const std::vector<Tri>& pairs = {});
// All conditions of a partial case (Kleene).
[[nodiscard]] std::vector<Tri> truths(const core::Program& program, const core::Case& given);

// The first and last day that a term can stand for; nothing where its fact can only be none.
[[nodiscard]] std::optional<Interval> days_of(const core::DateTerm& term, const Box& box);

// A fact, and its choice in two or three parts.
struct Split {
  core::FactId fact;
  std::vector<Choice> parts;
};
// Splits a choice of an Open condition without arguments so that the condition comes nearer to being decided; nothing for a
// condition with arguments.
[[nodiscard]] std::optional<Split> split(const core::Program& program, core::CondId c, const Box& box);
// Any two parts of a choice that is not fixed.
[[nodiscard]] std::vector<Choice> halves(const Choice& choice);

}  // namespace jur
