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
  const std::size_t place = required_.size();
  required_.push_back(t);
  base_.reset();
  std::vector<char> seen(terms_.size());
  std::vector<Term> open{t};
  while (!open.empty()) {
    const Term at = open.back();
    open.pop_back();
    if (seen[at.index] != 0) continue;
    seen[at.index] = 1;
    const TermNode& n = terms_[at];
    open.insert(open.end(), n.args.begin(), n.args.end());
    if (n.op != TermOp::Variable) continue;
    required_of_.resize(variables_.size());
    required_of_[n.index].push_back(place);
  }
}

std::size_t Solver::reach(std::span<const Term> roots) const {
  std::vector<char> seen(terms_.size());
  std::vector<Term> open(roots.begin(), roots.end());
  std::size_t out = 0;
  while (!open.empty()) {
    const Term t = open.back();
    open.pop_back();
    if (seen[t.index] != 0) continue;
    seen[t.index] = 1;
    ++out;
    const TermNode& n = terms_[t];
    open.insert(open.end(), n.args.begin(), n.args.end());
    if (n.op != TermOp::Variable || n.index >= required_of_.size()) continue;
    for (const std::size_t r : required_of_[n.index]) open.push_back(required_[r]);
  }
  return out;
}

void Solver::restart() {
  engine_ = std::make_unique<Engine>(effort_, step_);
  literals_.clear();
  told_.assign(required_.size(), 0);
}

// All that is required, once: a question then need not speak of what has nothing to do with it.
Answer Solver::find_base() {
  restart();
  for (const Term t : required_) engine_->clause({literal(t)});
  Answer out = ask({});
  engine_.reset();
  return out;
}

std::optional<Answer> Solver::prepare(std::span<const Term> assumptions) {
  if (!base_) {
    Answer base = find_base();
    if (!std::holds_alternative<Model>(base)) return base;
    base_ = std::get<Model>(std::move(base));
  }
  if (!engine_ || engine_->size() > kTimes * reach(assumptions) + kMore) restart();
  return std::nullopt;
}

std::int32_t Solver::literal(Term t) {
  tell(t);
  while (!untold_.empty()) {
    const Term required = required_[untold_.back()];
    untold_.pop_back();
    tell(required);
    engine_->clause({literals_[required.index]});
  }
  return literals_[t.index];
}

// The engine what the term is made of, and what it is to call it.
void Solver::tell(Term root) {
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
        for (std::size_t r : n.index < required_of_.size() ? std::span(required_of_[n.index]) : std::span<std::size_t>()) {
          if (told_[r] == 0) untold_.push_back(r);
          told_[r] = 1;
        }
        break;
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
  std::optional<std::vector<Term>> out;
  Answer answer = Unsat{};
  const auto never = std::find(assumptions.begin(), assumptions.end(), constant(false));
  if (never != assumptions.end()) {
    out.emplace(1, *never);
  } else if (auto settled = prepare(assumptions)) {
    answer = std::move(*settled);
    if (std::holds_alternative<Unsat>(answer)) out.emplace();
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
  if (std::find(assumptions.begin(), assumptions.end(), constant(false)) != assumptions.end()) return Unsat{};
  if (auto settled = prepare(assumptions)) return std::move(*settled);
  std::vector<std::int32_t> literals;
  for (const auto& entry : literals_of(assumptions)) literals.push_back(entry.first);
  return ask(literals);
}

Answer Solver::ask(std::span<const std::int32_t> literals) {
  switch (engine_->check(literals)) {
    case Engine::Status::Unsat:
      return Unsat{};
    case Engine::Status::Unknown:
      return GaveUp{engine_->reason()};
    case Engine::Status::Sat:
      break;
  }
  Model m = base_.value_or(Model{});
  m.variables.resize(variables_.size());
  for (std::size_t i = 0; i < variables_.size(); ++i) {
    const std::uint32_t at = variables_[i].index;
    if (at < literals_.size() && literals_[at] != 0) m.variables[i] = engine_->value(literals_[at]);
  }
  return m;
}

}  // namespace jur::solve
