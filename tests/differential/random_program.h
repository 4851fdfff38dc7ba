// Random core programs and cases for the differential tests. The same seed gives the same program on every platform.
#pragma once
#include <cstdint>

#include "core/program.h"

namespace jur::test {

// splitmix64. JUR_SEED=N in the environment adds N to each seed: other programs and cases, for long runs by hand.
class Random {
 public:
  explicit Random(std::uint64_t seed);
  std::uint64_t next();
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(next() % n); }  // n > 0
  std::int64_t between(std::int64_t lo, std::int64_t hi) {
    return lo + static_cast<std::int64_t>(below(static_cast<std::size_t>(hi - lo + 1)));
  }
  bool chance(std::uint32_t percent) { return next() % 100 < percent; }

 private:
  std::uint64_t state_;
};

// JUR_SEED is set.
[[nodiscard]] bool other_seeds();

// What a program is made of. The numbers are upper bounds, each at least 1 unless said otherwise.
struct Shape {
  std::size_t facts = 6;     // besides the as-of date
  std::size_t members = 3;   // of a domain, at least 2
  std::int64_t numbers = 5;  // values of an int fact
  std::int64_t days = 8;     // values of a date fact (from 2020-01-28: months of different lengths are near)
  std::uint32_t dates = 0;   // per cent of the facts that are dates, besides a fifth of the rest
  std::size_t acts = 4;
  std::size_t orders = 2;
  std::size_t rules = 6;
  std::size_t norms = 2;        // a rule
  std::size_t depth = 2;        // of conditions
  std::size_t assumptions = 1;  // may be 0
  bool timed = true;            // periods on norms
  bool from = true;             // periods that begin: `from`, `for`, three-rule covers
  bool unknowns = true;         // optional facts
  bool none = true;             // facts that may be none
  bool presumed = true;         // presumptions
  bool linear = true;           // Linear, NotAfter, AtLeast
  bool relations = true;        // Same, Holds, Overlaps, Within
  bool implications = true;
  bool exclusions = true;
  bool conditional = true;  // implications and exclusions with conditions
  bool permissions = true;  // May, NeedNot
  bool precedence = true;   // exceptions and defeats
  bool acceptances = true;
  bool twins = false;  // rules much like an earlier one, further exceptions and defeats
};

// What the first version of the language can say: no implications, no `from`, unconditional exclusions, one meaning a fact.
[[nodiscard]] Shape first_fragment();
// Domains so small that all cases can be enumerated.
[[nodiscard]] Shape tiny();

// Places in one file, each its own.
class Places {
 public:
  Span next() {
    at_ += 2;
    return Span{FileId(0), at_, at_ + 1};
  }

 private:
  std::uint32_t at_ = 1;
};
// Gives all that proofs tell by its place a place: assumptions, rules with what is written in them, norms.
void give_places(core::Program& program, Places& places);

// The day around which acceptances end.
[[nodiscard]] Date today();

[[nodiscard]] core::Program random_program(std::uint64_t seed, const Shape& shape = {});

// A complete case in the facts' ranges; it may break assumptions. Half of the numbers and dates lie at a boundary of some
// condition.
[[nodiscard]] core::Case random_case(const core::Program& program, Random& random);
// Some optional facts are unknown.
[[nodiscard]] core::Case random_partial_case(const core::Program& program, Random& random);

}  // namespace jur::test
