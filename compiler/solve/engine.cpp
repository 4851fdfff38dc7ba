#include "solve/engine.h"

#include <algorithm>

#include <cadical.hpp>

namespace jur::solve {
namespace {

constexpr int kSatisfiable = 10;
constexpr int kUnsatisfiable = 20;

}  // namespace

struct Engine::Backend {
  CaDiCaL::Solver solver;
};

Engine::Engine(std::uint32_t effort, StepPlace* step) : backend_(std::make_unique<Backend>()), effort_(effort), step_(step) {
  backend_->solver.configure("plain");
  backend_->solver.set("quiet", 1);
}
Engine::~Engine() = default;

void Engine::clause(std::span<const std::int32_t> literals) {
  const AtStep at(step_, Step::Solve);
  for (const std::int32_t l : literals) backend_->solver.add(l);
  backend_->solver.add(0);
}

Engine::Status Engine::check(std::span<const std::int32_t> assumptions) {
  const AtStep at(step_, Step::Solve);
  CaDiCaL::Solver& s = backend_->solver;
  core_.clear();
  for (const std::int32_t l : assumptions) s.assume(l);
  if (effort_ != 0) s.limit("conflicts", static_cast<int>(std::min<std::uint32_t>(effort_, 0x7fffffff)));
  switch (s.solve()) {
    case kSatisfiable:
      return Status::Sat;
    case kUnsatisfiable:
      for (const std::int32_t l : assumptions) {
        if (s.failed(l)) core_.push_back(l);
      }
      return Status::Unsat;
    default:
      reason_ = "the question takes more work than it is given";
      return Status::Unknown;
  }
}

bool Engine::value(std::int32_t variable) const { return backend_->solver.val(variable) > 0; }

}  // namespace jur::solve
