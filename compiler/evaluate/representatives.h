// Few values that stand for all: which values of the unknown facts need to be tried. Private to this room.
#pragma once
#include <vector>

#include "evaluate/box.h"

namespace jur {

// Narrows the choices so that the conditions (closed under arguments, ascending) still have every combination of truth values
// that some case of the box gives them: enumerators that no condition tells apart are interchangeable, and as many of a kind are
// kept as the facts can tell apart. With `twice`, so that this holds of pairs of cases that differ in that fact alone.
void keep_representatives(const core::Program& program, const std::vector<core::CondId>& conds, core::FactId twice, Box& box);

}  // namespace jur
