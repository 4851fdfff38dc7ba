// syntax -> model
#pragma once
#include <span>
#include <string>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "model/program.h"
#include "syntax/tree.h"

namespace jur {

// One file to check. `uses` are indices of other units, one a `use` declaration of the tree that could be resolved, in order.
struct Unit {
  const syntax::Tree* tree = nullptr;
  std::string module;
  bool library = false;
  struct Use {
    std::size_t unit;
    Span span;
  };
  std::vector<Use> uses;
  std::size_t package = 0;  // the same for the files of a package; 0: none
};

// Names, types, cycles. Always returns a program: what is wrong is reported and left out, or is an Error in it. Nodes that the
// parser marked as broken are passed over in silence. Modules of the result have the units' indices; there are no import cycles.
[[nodiscard]] model::Program check(const Sources& sources, std::span<const Unit> units, Sink& sink);

}  // namespace jur
