// Whether some possible case meets several conditions at once, for very many such questions: most are settled by outlines and by
// cases already met, the rest by the solver.
#pragma once
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "verify/inquiry.h"
#include "verify/samples.h"

namespace jur::proof {

class Sieve {
 public:
  // A condition that holds, or does not.
  using Literal = std::pair<core::CondId, bool>;

  // Keeps a copy of the program's facts, conditions and assumptions; their ids stay good.
  Sieve(const core::Program& program, const VerifyOptions& options, Sink& sink);

  [[nodiscard]] const core::Program& program() const { return conditions_.program(); }
  core::Builder& builder() { return conditions_.builder(); }
  [[nodiscard]] std::span<const core::CondId> assumptions() const { return assumptions_; }
  void about(Span span, std::string what) { q_.about(span, std::move(what)); }

  // Assumptions are not asked of themselves: see possible(). True where the solver gives up, which is reported: nothing is then
  // claimed to be idle.
  [[nodiscard]] bool some_case(std::span<const Literal> all);
  // The same within the cases that meet the assumptions. Precondition: there is such a case.
  [[nodiscard]] bool possible(std::vector<Literal> all);
  // Literals, in their order, that no case meets together although it can meet all but any one of them; those that come first are
  // left out rather. Empty where the solver gives up. Precondition: no case meets them all.
  [[nodiscard]] std::vector<Literal> conflict(std::span<const Literal> all);

  // Outlines alone say in which cases the condition holds, and no assumption bears on it: it holds in some.
  [[nodiscard]] bool plain(const Outline& outline) const;
  Samples& samples() { return samples_; }
  [[nodiscard]] bool complete() const { return q_.complete(); }

 private:
  [[nodiscard]] static core::Program bare(const core::Program& program);
  [[nodiscard]] bool met(std::span<const Literal> all);
  [[nodiscard]] bool solve(std::span<const Literal> all);
  solve::Term term(Literal l);

  std::vector<core::CondId> assumptions_;
  Conditions conditions_;
  Inquiry q_;
  Samples samples_;
  std::set<core::FactId> assumed_;  // facts on which an assumption bears
};

}  // namespace jur::proof
