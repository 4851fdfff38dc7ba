// A cheap outline of a condition: per fact, the values that it leaves. Two conditions whose outlines are disjoint never
// hold together; that settles most pairs of rules without the solver.
#pragma once
#include <span>
#include <utility>
#include <vector>

#include "core/program.h"

namespace jur::proof {

class Outline {
 public:
  // Holds at least where `c` holds.
  static Outline around(const core::Program& program, core::CondId c);
  // The same of all of several conditions, each true or false.
  static Outline around(const core::Program& program, std::span<const std::pair<core::CondId, bool>> all);
  // To what lies in the other one, too.
  void narrow(const Outline& other);
  // Some case lies in the outline, and in each such case the condition holds (assumptions aside).
  [[nodiscard]] bool exact() const { return exact_ && !empty_; }
  [[nodiscard]] bool empty() const { return empty_; }
  // It leaves values of this fact out.
  [[nodiscard]] bool narrows(core::FactId fact) const;
  // False: the two never hold together.
  [[nodiscard]] bool meets(const Outline& other) const;

  // Every case in the other outline lies in this one.
  [[nodiscard]] bool covers(const Outline& other) const;

  struct Side {
    core::FactId fact;
    ValueSet values;      // Bool, Enum: none comes last
    IntervalSet numbers;  // Int, Date: none is kMin
  };
  // What it leaves of the facts that it narrows, by fact.
  [[nodiscard]] std::span<const Side> sides() const { return sides_; }

 private:
  bool narrow(const core::Program& program, const core::Cond& c, bool positive);
  void narrow(Side side);

  std::vector<Side> sides_;  // by fact
  bool empty_ = false;
  bool exact_ = true;
};

}  // namespace jur::proof
