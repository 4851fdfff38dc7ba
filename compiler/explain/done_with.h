// What doing an act is doing as well. Private to explain/.
#pragma once
#include <vector>

#include "core/program.h"
#include "evaluate/box.h"

namespace jur {

// By act: it, and what it implies in some completion of the case. `known`: the truths of the conditions in the case.
[[nodiscard]] std::vector<bool> done_with(const core::Program& program, core::ActId act, const std::vector<Tri>& known);

}  // namespace jur
