// Random programs of the language in abstract form, and random cases of them. The same seed gives the same on every platform.
#pragma once
#include "diagnostics/diagnostic.h"
#include "random_program.h"
#include "source_form.h"

namespace jur::test::form {

// What a program may be made of. Numbers are upper bounds, at least 1 unless said otherwise.
struct Kit {
  std::size_t parties = 2;
  std::size_t facts = 7;    // of the case; besides the as-of date
  std::size_t fields = 3;   // of the parties' record
  std::size_t members = 4;  // of an enum, at least 2
  std::size_t laws = 3;
  std::size_t rules = 3;  // a law
  std::size_t norms = 2;  // a rule
  std::size_t actions = 4;
  std::size_t depth = 2;  // of conditions
  bool whole = true;      // the whole language; else the first version's part of it
  // Not 0: all dates lie among so many days, which assumptions say, and domains are small: all cases can be looked at.
  std::int64_t window = 0;
  std::uint32_t covers = 0;  // per cent of the norms that are duties of a few days, or bans from one fixed day to another
};
[[nodiscard]] Kit first_kit();
[[nodiscard]] Kit small_kit();  // with a window

// A program may say that of two rules one defeats the other though they share no day.
inline constexpr Code kDrawnToo = Code::PrecedenceNeverMeets;

[[nodiscard]] Form random_form(std::uint64_t seed, const Kit& kit = {});
// Every fact has a value, or some of those that may be unknown are (not dates; at most 64 fillings).
[[nodiscard]] Case random_case(const Form& form, Random& random, bool partial);

}  // namespace jur::test::form
