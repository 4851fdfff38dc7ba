#include <algorithm>

#include <fmt/format.h>

#include "solve/solver.h"

namespace jur::solve {

std::string Solver::script(std::span<const Term> assumptions, const Answer& answer) const {
  std::vector<Term> roots(required_.begin(), required_.end());
  roots.insert(roots.end(), assumptions.begin(), assumptions.end());
  std::vector<char> used(terms_.size());
  std::vector<Term> open = roots;
  while (!open.empty()) {
    const Term t = open.back();
    open.pop_back();
    if (used[t.index] != 0) continue;
    used[t.index] = 1;
    open.insert(open.end(), terms_[t].args.begin(), terms_[t].args.end());
  }
  std::string out = "(set-logic QF_UF)\n";
  const auto put = std::back_inserter(out);
  for (const Term t : terms_.ids()) {
    if (used[t.index] == 0) continue;
    const TermNode& n = terms_[t];
    if (n.op == TermOp::Variable) {
      fmt::format_to(put, "(declare-const t{} Bool)\n", t.index);
      continue;
    }
    if (n.op == TermOp::Const) {
      fmt::format_to(put, "(define-fun t{} () Bool {})\n", t.index, n.index != 0 ? "true" : "false");
      continue;
    }
    const char* op = n.op == TermOp::Not   ? "not"
                     : n.op == TermOp::And ? "and"
                     : n.op == TermOp::Or  ? "or"
                     : n.op == TermOp::Xor ? "xor"
                                           : "ite";
    fmt::format_to(put, "(define-fun t{} () Bool ({}", t.index, op);
    for (const Term a : n.args) fmt::format_to(put, " t{}", a.index);
    out += "))\n";
  }
  for (const Term t : roots) fmt::format_to(put, "(assert t{})\n", t.index);
  const char* expected = std::holds_alternative<Model>(answer)   ? "sat"
                         : std::holds_alternative<Unsat>(answer) ? "unsat"
                                                                 : "unknown";
  fmt::format_to(put, "(check-sat)\n; expect: {}\n", expected);
  return out;
}

}  // namespace jur::solve
