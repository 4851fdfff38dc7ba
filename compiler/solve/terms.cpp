#include <algorithm>
#include <tuple>

#include "solve/engine.h"
#include "solve/solver.h"

namespace jur::solve {

Solver::Solver(std::uint32_t effort, StepPlace* step) : effort_(effort), step_(step) {}
Solver::~Solver() = default;

Term Solver::intern(TermNode node) {
  const auto [it, fresh] = interned_.try_emplace({node.op, node.index, node.args});
  if (fresh) it->second = terms_.add(std::move(node));
  return it->second;
}

Term Solver::constant(bool value) { return intern({TermOp::Const, value ? 1U : 0U, {}}); }

Term Solver::variable() {
  const Term t = intern({TermOp::Variable, static_cast<std::uint32_t>(variables_.size()), {}});
  variables_.push_back(t);
  return t;
}

Term Solver::not_(Term t) {
  const TermNode& n = terms_[t];
  if (n.op == TermOp::Const) return constant(n.index == 0);
  if (n.op == TermOp::Not) return n.args[0];
  return intern({TermOp::Not, 0, {t}});
}

Term Solver::junction(TermOp op, std::span<const Term> ts) {
  const bool conjunction = op == TermOp::And;
  std::vector<Term> flat;
  for (const Term t : ts) {
    const TermNode& n = terms_[t];
    if (n.op == TermOp::Const) {
      if ((n.index != 0) != conjunction) return constant(!conjunction);
    } else if (n.op == op) {
      flat.insert(flat.end(), n.args.begin(), n.args.end());
    } else {
      flat.push_back(t);
    }
  }
  std::sort(flat.begin(), flat.end());
  flat.erase(std::unique(flat.begin(), flat.end()), flat.end());
  for (const Term t : flat) {
    const TermNode& n = terms_[t];
    if (n.op == TermOp::Not && std::binary_search(flat.begin(), flat.end(), n.args[0])) return constant(!conjunction);
  }
  if (flat.empty()) return constant(conjunction);
  if (flat.size() == 1) return flat[0];
  return intern({op, 0, std::move(flat)});
}

Term Solver::all(std::span<const Term> ts) { return junction(TermOp::And, ts); }
Term Solver::any(std::span<const Term> ts) { return junction(TermOp::Or, ts); }

Term Solver::xor_(Term a, Term b) {
  if (a == b) return constant(false);
  const TermNode& x = terms_[a];
  const TermNode& y = terms_[b];
  if (x.op == TermOp::Const) return x.index == 0 ? b : not_(b);
  if (y.op == TermOp::Const) return y.index == 0 ? a : not_(a);
  if (x.op == TermOp::Not) return not_(xor_(x.args[0], b));
  if (y.op == TermOp::Not) return not_(xor_(a, y.args[0]));
  return intern({TermOp::Xor, 0, {std::min(a, b), std::max(a, b)}});
}

Term Solver::choose(Term condition, Term then, Term otherwise) {
  const TermNode c = terms_[condition];
  if (c.op == TermOp::Const) return c.index != 0 ? then : otherwise;
  if (c.op == TermOp::Not) return choose(c.args[0], otherwise, then);
  if (then == otherwise) return then;
  if (terms_[then].op == TermOp::Const) {
    return terms_[then].index != 0 ? any({condition, otherwise}) : all({not_(condition), otherwise});
  }
  if (terms_[otherwise].op == TermOp::Const) {
    return terms_[otherwise].index != 0 ? any({not_(condition), then}) : all({condition, then});
  }
  return intern({TermOp::Choose, 0, {condition, then, otherwise}});
}

Term Solver::at_least(std::size_t n, std::span<const Term> ts) {
  // row[k]: at least k of the terms from the i-th on.
  std::vector<Term> row(n + 1, constant(false));
  row[0] = constant(true);
  for (std::size_t i = ts.size(); i-- > 0;) {
    for (std::size_t k = n; k > 0; --k) row[k] = choose(ts[i], row[k - 1], row[k]);
  }
  return row[n];
}

bool Solver::value(const Model& m, Term t) const {
  const TermNode& n = terms_[t];
  if (n.op == TermOp::Variable) return n.index < m.variables.size() && m.variables[n.index];
  std::vector<std::int8_t> known(terms_.size(), -1);
  return value(m, t, known);
}

bool Solver::value(const Model& m, Term root, std::vector<std::int8_t>& known) const {
  std::vector<std::pair<Term, bool>> stack{{root, false}};
  while (!stack.empty()) {
    const auto [at, ready] = stack.back();
    stack.pop_back();
    if (known[at.index] >= 0) continue;
    const TermNode& n = terms_[at];
    if (!ready && !n.args.empty()) {
      stack.emplace_back(at, true);
      for (const Term a : n.args) stack.emplace_back(a, false);
      continue;
    }
    const auto truth = [&](Term a) { return known[a.index] == 1; };
    bool out = false;
    switch (n.op) {
      case TermOp::Const:
        out = n.index != 0;
        break;
      case TermOp::Variable:
        out = n.index < m.variables.size() && m.variables[n.index];
        break;
      case TermOp::Not:
        out = !truth(n.args[0]);
        break;
      case TermOp::And:
        out = std::all_of(n.args.begin(), n.args.end(), truth);
        break;
      case TermOp::Or:
        out = std::any_of(n.args.begin(), n.args.end(), truth);
        break;
      case TermOp::Xor:
        out = truth(n.args[0]) != truth(n.args[1]);
        break;
      case TermOp::Choose:
        out = truth(n.args[truth(n.args[0]) ? 1 : 2]);
        break;
    }
    known[at.index] = out ? 1 : 0;
  }
  return known[root.index] == 1;
}

bool Solver::force(Model& m, Term t, bool truth) const {
  const TermNode& n = terms_[t];
  switch (n.op) {
    case TermOp::Const:
      return (n.index != 0) == truth;
    case TermOp::Variable:
      m.variables.resize(variables_.size());
      m.variables[n.index] = truth;
      return true;
    case TermOp::Not:
      return force(m, n.args[0], !truth);
    case TermOp::And:
    case TermOp::Or:
      return truth == (n.op == TermOp::And) &&
             std::all_of(n.args.begin(), n.args.end(), [&](Term a) { return force(m, a, truth); });
    case TermOp::Xor:
    case TermOp::Choose:
      return false;
  }
  return false;
}

std::optional<Model> Solver::adjust(const Model& m, Term wanted, std::span<const Term> terms) const {
  Model out = m;
  if (!force(out, wanted, true)) return std::nullopt;
  std::vector<std::int8_t> known(terms_.size(), -1);
  const auto holds = [&](Term t) { return value(out, t, known); };
  if (!std::all_of(terms.begin(), terms.end(), holds) || !std::all_of(required_.begin(), required_.end(), holds))
    return std::nullopt;
  return out;
}

}  // namespace jur::solve
