#include "verify/assumptions.h"

#include "verify/inquiry.h"

namespace jur::proof {

std::vector<std::size_t> contradictory_assumptions(const core::Program& program, const VerifyOptions& options, Sink& sink) {
  core::Program free = program;
  free.assumptions.clear();
  Conditions conditions(free);
  VerifyOptions quiet = options;
  quiet.certificate = {};
  Inquiry q(conditions, quiet, sink);
  q.about(program.span, "which assumptions leave no case");
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < program.assumptions.size(); ++i) out.push_back(i);
  for (std::size_t i = out.size(); i-- > 0;) {
    std::vector<core::CondId> others;
    for (const std::size_t kept : out) {
      if (kept != i) others.push_back(program.assumptions[kept]);
    }
    if (!q.find(others) && q.complete()) std::erase(out, i);
  }
  return out;
}

}  // namespace jur::proof
