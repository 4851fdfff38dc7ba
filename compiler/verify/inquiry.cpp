#include "verify/inquiry.h"

#include <algorithm>

#include "evaluate/truth.h"

namespace jur::proof {

using core::CondId;
using core::FactId;
using solve::Term;

Inquiry::Inquiry(Conditions& conditions, const VerifyOptions& options, Sink& sink)
    : conditions_(conditions), sink_(sink), solver_(options.effort, options.step), encoder_(conditions.program(), solver_) {
  possible_ = conditions_.builder().all(program().assumptions);
  about(program().span, "whether any case is possible");
  if (options.certificate) {
    solver_.record([this, write = options.certificate](const std::string& script) { write(what_, script); });
  }
  solver_.require(encoder_(possible_));
}

void Inquiry::about(Span span, std::string what) {
  span_ = span;
  what_ = std::move(what);
  reported_ = false;
}

void Inquiry::give_up(std::string_view reason) {
  complete_ = false;
  if (reported_) return;
  reported_ = true;
  Diagnostic& d = sink_.report(Code::SolverGaveUp, span_, what_);
  if (!reason.empty()) d.note(fmt::format("{}", reason));
  d.help("nothing is proved about these rules: simplify their conditions, or split the decision");
}

void Inquiry::mismatch() {
  complete_ = false;
  if (reported_) return;
  reported_ = true;
  sink_.report(Code::ReplayMismatch, span_, "the solver", "the evaluator");
}

std::optional<solve::Model> Inquiry::ask(std::span<const Term> terms) {
  solve::Answer answer = solver_.check(terms);
  if (encoder_.refused()) {
    give_up(fmt::format("it cannot reckon with {}", *encoder_.refused()));
    return std::nullopt;
  }
  if (auto* model = std::get_if<solve::Model>(&answer)) return std::move(*model);
  if (const auto* g = std::get_if<solve::GaveUp>(&answer)) give_up(g->reason);
  return std::nullopt;
}

std::optional<core::Case> Inquiry::find(std::span<const CondId> conds) {
  std::vector<Term> terms;
  for (const CondId c : conds) terms.push_back(encoder_(c));
  const auto model = ask(terms);
  if (!model) return std::nullopt;
  core::Case out = encoder_.read(*model);
  const bool confirmed =
      holds(possible_, out) && std::all_of(conds.begin(), conds.end(), [&](CondId c) { return holds(c, out); });
  if (!confirmed) {
    mismatch();
    return std::nullopt;
  }
  return out;
}

bool Inquiry::holds(CondId c, const core::Case& complete) const { return jur::holds(program(), c, complete); }

}  // namespace jur::proof
