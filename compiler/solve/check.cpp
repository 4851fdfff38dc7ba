#include <algorithm>

#include "solve/engine.h"
#include "solve/solver.h"

namespace jur::solve {
namespace {

// The engine starts afresh where it knows so many times what a question is about, and so many terms more: old questions slow
// down new ones, but questions on the same terms come one after the other.
constexpr std::size_t kTimes = 2;
constexpr std::size_t kMore = 500;

}  // namespace

void Solver::require(Term t) {
  required_.push_back(t);
  if (engine_) engine_->clause({literal(t)});
}

std::size_t Solver::reach(std::span<const Term> roots) const {
  std::vector<char> seen(terms_.size());
  std::vector<Term> open(roots.begin(), roots.end());
  open.insert(open.end(), required_.begin(), required_.end());
  std::size_t out = 0;
  while (!open.empty()) {
    const Term t = open.back();
    open.pop_back();
    if (seen[t.index] != 0) continue;
    seen[t.index] = 1;
    ++out;
    open.insert(open.end(), terms_[t].args.begin(), terms_[t].args.end());
  }
  return out;
}

void Solver::prepare(std::span<const Term> assumptions) {
  if (engine_ && engine_->size() <= kTimes * reach(assumptions) + kMore) return;
  engine_ = std::make_unique<Engine>(effort_);
  literals_.clear();
  for (const Term t : required_) engine_->clause({literal(t)});
}

// The engine's name for a term; what it is made of is told to the engine first.
std::int32_t Solver::literal(Term root) {
  literals_.resize(terms_.size(), 0);
  std::vector<std::pair<Term, bool>> stack{{root, false}};
  std::vector<std::int32_t> parts;
  while (!stack.empty()) {
    const auto [at, ready] = stack.back();
    stack.pop_back();
    if (literals_[at.index] != 0) continue;
    const TermNode& n = terms_[at];
    if (!ready) {
      stack.emplace_back(at, true);
      for (const Term a : n.args) stack.emplace_back(a, false);
      continue;
    }
    const auto arg = [&](std::size_t i) { return literals_[n.args[i].index]; };
    if (n.op == TermOp::Not) {
      literals_[at.index] = -arg(0);
      continue;
    }
    const std::int32_t out = engine_->variable();
    literals_[at.index] = out;
    switch (n.op) {
      case TermOp::Variable:
      case TermOp::Not:
        break;
      case TermOp::Const:
        engine_->clause({n.index != 0 ? out : -out});
        break;
      case TermOp::And:
      case TermOp::Or: {
        const std::int32_t sign = n.op == TermOp::And ? 1 : -1;
        parts.assign(1, sign * out);
        for (std::size_t i = 0; i < n.args.size(); ++i) {
          engine_->clause({-sign * out, sign * arg(i)});
          parts.push_back(-sign * arg(i));
        }
        engine_->clause(parts);
        break;
      }
      case TermOp::Xor:
        engine_->clause({-out, arg(0), arg(1)});
        engine_->clause({-out, -arg(0), -arg(1)});
        engine_->clause({out, -arg(0), arg(1)});
        engine_->clause({out, arg(0), -arg(1)});
        break;
      case TermOp::Choose:
        engine_->clause({-out, -arg(0), arg(1)});
        engine_->clause({-out, arg(0), arg(2)});
        engine_->clause({out, -arg(0), -arg(1)});
        engine_->clause({out, arg(0), -arg(2)});
        engine_->clause({-out, arg(1), arg(2)});
        engine_->clause({out, -arg(1), -arg(2)});
        break;
    }
  }
  return literals_[root.index];
}

Answer Solver::check(std::span<const Term> assumptions) {
  ++questions_;
  Answer out = answer(assumptions);
  if (recorder_) recorder_(script(assumptions, out));
  return out;
}

std::vector<std::pair<std::int32_t, Term>> Solver::literals_of(std::span<const Term> assumptions) {
  std::vector<std::pair<std::int32_t, Term>> out;
  for (const Term t : assumptions) {
    const TermNode& n = terms_[t];
    if (n.op == TermOp::And) {
      for (const Term part : std::vector<Term>(n.args)) out.emplace_back(literal(part), t);
    } else if (n.op != TermOp::Const) {
      out.emplace_back(literal(t), t);
    }
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.first == b.first; }), out.end());
  return out;
}

std::optional<std::vector<Term>> Solver::refute(std::span<const Term> assumptions) {
  ++questions_;
  prepare(assumptions);
  std::optional<std::vector<Term>> out;
  Answer answer = Unsat{};
  const auto never = std::find(assumptions.begin(), assumptions.end(), constant(false));
  if (never != assumptions.end()) {
    out.emplace(1, *never);
  } else {
    const auto asked = literals_of(assumptions);
    std::vector<std::int32_t> literals;
    for (const auto& entry : asked) literals.push_back(entry.first);
    switch (engine_->check(literals)) {
      case Engine::Status::Sat:
        answer = Model{};
        break;
      case Engine::Status::Unknown:
        answer = GaveUp{engine_->reason()};
        break;
      case Engine::Status::Unsat: {
        out.emplace();
        const std::vector<std::int32_t>& core = engine_->core();
        for (const auto& [l, term] : asked) {
          if (std::find(core.begin(), core.end(), l) != core.end()) out->push_back(term);
        }
        break;
      }
    }
  }
  if (recorder_) recorder_(script(assumptions, answer));
  return out;
}

Answer Solver::answer(std::span<const Term> assumptions) {
  prepare(assumptions);
  if (std::find(assumptions.begin(), assumptions.end(), constant(false)) != assumptions.end()) return Unsat{};
  std::vector<std::int32_t> literals;
  for (const auto& entry : literals_of(assumptions)) literals.push_back(entry.first);
  switch (engine_->check(literals)) {
    case Engine::Status::Unsat:
      return Unsat{};
    case Engine::Status::Unknown:
      return GaveUp{engine_->reason()};
    case Engine::Status::Sat:
      break;
  }
  Model m;
  m.variables.resize(variables_.size());
  for (std::size_t i = 0; i < variables_.size(); ++i) {
    const std::uint32_t at = variables_[i].index;
    if (at < literals_.size() && literals_[at] != 0) m.variables[i] = engine_->value(literals_[at]);
  }
  return m;
}

}  // namespace jur::solve
