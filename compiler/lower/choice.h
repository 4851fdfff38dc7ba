// Private to lower/: the choice between strategies, by estimated cost.
#pragma once
#include <memory>
#include <string>

#include "lower/groups.h"
#include "lower/index.h"
#include "lower/unit.h"

namespace jur::lower {

struct Choice {
  Strategy strategy = Strategy::StraightLine;
  std::string why;               // for the author: "10 rules: …"
  std::unique_ptr<Index> index;  // null for straight-line code
};

[[nodiscard]] Choice choose(Unit& unit, const Groups& groups, Strategy wanted);

}  // namespace jur::lower
