// Few values that stand for all: which values of the unknown facts need to be tried. Private to this room.
#pragma once
#include <vector>

#include "evaluate/box.h"

namespace jur {

// What is asked of a box: the truth of conditions, and the order of the days at which norms' periods begin and end (also
// whether one is the day after another).
struct Questions {
  std::vector<core::CondId> conds;  // closed under arguments, ascending
  std::vector<core::NormId> norms;
};

// Narrows the choices so that every answer to the questions that some case of the box gives is still given by one.
// With `twice`, so that every pair of answers that two cases give which differ in that fact alone is still given by two such.
// - Enumerators that no condition tells apart are interchangeable; as many of a kind are kept as the facts can tell apart.
// - Dates that are compared with each other: every comparison of two of them bounds one from below by the other, so that the
//   cases with given answers, if any, have a least one; its days are first days of some condition's stretch, moved along a
//   chain of comparisons. Those days are kept.
void keep_representatives(const core::Program& program, const Questions& questions, core::FactId twice, Box& box);

}  // namespace jur
