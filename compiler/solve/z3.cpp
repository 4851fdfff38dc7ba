#include <z3++.h>

#include <exception>
#include <optional>
#include <vector>

#include "solve/engine.h"

namespace jur::solve {

struct Engine::Impl {
  z3::context context;
  z3::solver solver;
  std::vector<z3::expr> variables;
  std::optional<z3::model> model;
  std::string reason;
  bool broken = false;

  explicit Impl(std::uint32_t effort) : solver(context, "QF_FD") {
    z3::params p(context);
    p.set("random_seed", 0U);
    if (effort != 0) p.set("rlimit", effort);
    solver.set(p);
  }
  z3::expr literal(std::int32_t l) const {
    const z3::expr& v = variables[static_cast<std::size_t>(l < 0 ? -l : l) - 1];
    return l < 0 ? !v : v;
  }
  z3::expr_vector list(std::span<const std::int32_t> literals) {
    z3::expr_vector out(context);
    for (const std::int32_t l : literals) out.push_back(literal(l));
    return out;
  }
  template <class F>
  void guarded(F f) {
    if (broken) return;
    try {
      f();
    } catch (const z3::exception& e) {
      broken = true;
      reason = e.msg();
    } catch (const std::exception& e) {
      broken = true;
      reason = e.what();
    }
  }
};

Engine::Engine(std::uint32_t effort) {
  try {
    impl_ = std::make_unique<Impl>(effort);
  } catch (...) {
    impl_ = nullptr;
  }
}
Engine::~Engine() = default;

std::size_t Engine::size() const { return impl_ ? impl_->variables.size() : 0; }

std::int32_t Engine::variable() {
  if (!impl_) return 1;
  impl_->guarded([&] {
    const auto name = impl_->context.int_symbol(static_cast<int>(impl_->variables.size()));
    impl_->variables.push_back(impl_->context.constant(name, impl_->context.bool_sort()));
  });
  return static_cast<std::int32_t>(impl_->variables.size());
}

void Engine::clause(std::span<const std::int32_t> literals) {
  if (!impl_) return;
  impl_->guarded([&] { impl_->solver.add(z3::mk_or(impl_->list(literals))); });
}

Engine::Status Engine::check(std::span<const std::int32_t> assumptions) {
  if (!impl_) return Status::Unknown;
  Status status = Status::Unknown;
  impl_->model.reset();
  impl_->guarded([&] {
    const z3::check_result r = impl_->solver.check(impl_->list(assumptions));
    if (r == z3::sat) {
      status = Status::Sat;
    } else if (r == z3::unsat) {
      status = Status::Unsat;
    } else {
      impl_->reason = impl_->solver.reason_unknown();
    }
  });
  return impl_->broken ? Status::Unknown : status;
}

bool Engine::value(std::int32_t variable) const {
  bool out = false;
  if (!impl_) return out;
  impl_->guarded([&] {
    if (!impl_->model) impl_->model = impl_->solver.get_model();
    const z3::expr v = impl_->model->get_const_interp(impl_->variables[static_cast<std::size_t>(variable) - 1].decl());
    out = static_cast<Z3_ast>(v) != nullptr && v.is_true();
  });
  return out;
}

std::vector<std::int32_t> Engine::core() const {
  std::vector<std::int32_t> out;
  if (!impl_) return out;
  impl_->guarded([&] {
    const z3::expr_vector core = impl_->solver.unsat_core();
    for (unsigned i = 0; i < core.size(); ++i) {
      const z3::expr e = core[static_cast<int>(i)];
      const bool negated = e.is_not();
      const z3::symbol name = (negated ? e.arg(0) : e).decl().name();
      out.push_back(negated ? -name.to_int() - 1 : name.to_int() + 1);
    }
  });
  return out;
}

const std::string& Engine::reason() const {
  static const std::string kMissing = "the solver could not be started";
  return impl_ ? impl_->reason : kMissing;
}

}  // namespace jur::solve
