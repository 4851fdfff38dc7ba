// A cheap outline of a condition: per fact, the values that it leaves. Two conditions whose outlines are disjoint never
// hold together; that settles most pairs of rules without the solver.
#pragma once
#include <optional>
#include <utility>
#include <vector>

#include "core/program.h"

namespace jur::proof {

class Outline {
 public:
  // Holds at least where `c` holds.
  static Outline around(const core::Program& program, core::CondId c);
  [[nodiscard]] bool empty() const { return empty_; }
  // False: the two never hold together.
  [[nodiscard]] bool meets(const Outline& other) const;

 private:
  struct Side {
    core::FactId fact;
    ValueSet values;      // Bool, Enum: none comes last
    IntervalSet numbers;  // Int, Date: none is kMin
  };
  void narrow(const core::Program& program, const core::Cond& c, bool positive);
  void narrow(Side side);

  std::vector<Side> sides_;  // by fact
  bool empty_ = false;
};

}  // namespace jur::proof
