// Conditions over complete cases: true or false. The reference meaning of op.def.
#pragma once
#include <vector>

#include "core/program.h"

namespace jur {

// The truth of every condition of a program in one complete case, by CondId.
class Truths {
 public:
  Truths(const core::Program& program, const core::Case& complete);
  [[nodiscard]] bool operator[](core::CondId c) const { return truths_[c.index] != 0; }

 private:
  std::vector<char> truths_;
};

// Every assumption of the program holds in this complete case.
[[nodiscard]] bool is_valid(const core::Program& program, const Truths& truths);

// One condition, without reckoning those that it does not use.
[[nodiscard]] bool holds(const core::Program& program, core::CondId c, const core::Case& complete);

// The same of one that has no arguments, at once.
[[nodiscard]] bool leaf_holds(const core::Program& program, core::CondId c, const core::Case& complete);

// The numbers n of the int or date fact's range (days of a date) for which the condition holds once the fact is n and all
// other facts are as in `complete`. What `complete` says of `fact` itself does not matter.
[[nodiscard]] IntervalSet holds_where(const core::Program& program, core::CondId c, const core::Case& complete,
                                      core::FactId fact);

// The conditions that `roots` use, themselves included, ascending: arguments come before users.
[[nodiscard]] std::vector<core::CondId> used_conds(const core::Program& program, const std::vector<core::CondId>& roots);
// The facts that one condition reads by itself, not through its arguments.
[[nodiscard]] std::vector<core::FactId> facts_of(const core::Program& program, const core::Cond& c);

// The days d of [lo, hi] with move(d, steps) <= bound: an initial part, as moving is monotone.
[[nodiscard]] IntervalSet days_not_after(std::int64_t lo, std::int64_t hi, const std::vector<core::DateStep>& steps, Date bound);

}  // namespace jur
