#include "explain/done_with.h"

namespace jur {

std::vector<bool> done_with(const core::Program& program, core::ActId act, const std::vector<Tri>& known) {
  std::vector<bool> out(program.acts.size());
  out[act.index] = true;
  for (bool grown = true; grown;) {
    grown = false;
    for (const core::Implication& i : program.implications) {
      if (known[i.when.index] != Tri::False && out[i.from.index] && !out[i.to.index]) grown = out[i.to.index] = true;
    }
  }
  return out;
}

}  // namespace jur
