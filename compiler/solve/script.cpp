#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "solve/solver.h"

namespace jur::solve {

std::string Solver::definitions(std::span<const Term> roots) const {
  std::vector<char> used(terms_.size());
  std::vector<Term> open(required_.begin(), required_.end());
  open.insert(open.end(), roots.begin(), roots.end());
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
  for (const Term t : required_) fmt::format_to(put, "(assert t{})\n", t.index);
  return out;
}

std::string Solver::script(std::span<const Term> assumptions, const Answer& answer) const {
  std::string out = definitions(assumptions);
  const auto put = std::back_inserter(out);
  for (const Term t : assumptions) fmt::format_to(put, "(assert t{})\n", t.index);
  const char* expected = std::holds_alternative<Model>(answer)   ? "sat"
                         : std::holds_alternative<Unsat>(answer) ? "unsat"
                                                                 : "unknown";
  fmt::format_to(put, "(check-sat)\n; expect: {}\n", expected);
  return out;
}

void Solver::record_never(Term t) const {
  const std::array all{t};
  if (recorder_) recorder_(script(all, Unsat{}));
}

void Solver::record_each(std::span<const Term> ts) const {
  if (!recorder_) return;
  std::string out = definitions(ts);
  for (const Term t : ts) fmt::format_to(std::back_inserter(out), "(push 1)\n(assert t{})\n(check-sat)\n(pop 1)\n", t.index);
  recorder_(out + "; expect: sat\n");
}

}  // namespace jur::solve
