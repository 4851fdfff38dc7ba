// Questions about the complete cases of one program, put to the solver and checked on the evaluator.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "verify/conditions.h"
#include "verify/encode.h"
#include "verify/verify.h"

namespace jur::proof {

// Cases in which something holds, from the solver, with the as-of days on which there are any.
struct Windows {
  IntervalSet days;
  std::vector<core::Case> cases;  // some of them
  bool cut = false;
};

class Inquiry {
 public:
  // Conditions must have its selectable rules by now; see Conditions::chains.
  Inquiry(Conditions& conditions, const VerifyOptions& options, Sink& sink);

  [[nodiscard]] const core::Program& program() const { return conditions_.program(); }
  Conditions& conditions() { return conditions_; }
  Encoder& encoder() { return encoder_; }
  solve::Solver& solver() { return solver_; }

  // A possible case in which all these hold. Where the solver gives up, that is reported and nothing is found.
  std::optional<core::Case> find(std::span<const core::CondId> conds);
  std::optional<core::Case> find(std::initializer_list<core::CondId> conds) {
    return find(std::span(conds.begin(), conds.size()));
  }
  // The same of terms; the evaluator does not confirm them.
  std::optional<solve::Model> ask(std::span<const solve::Term> terms);
  [[nodiscard]] bool holds(core::CondId c, const core::Case& complete) const;

  // `where` must not hold outside possible cases.
  Windows windows(core::CondId where);
  // A case in which `where` holds, as plain as can be: an early day of `days`, defaults, few members. `days` are those of
  // windows(where): nothing where there are none, or (reported) where the solver gives up or takes back what it said.
  std::optional<core::Case> witness(core::CondId where, const IntervalSet& days);
  // Facts that may have any value (that keeps the case possible) without `where` ceasing to hold.
  std::vector<core::FactId> indifferent(core::CondId where, const core::Case& witness);

  // All assumptions.
  [[nodiscard]] core::CondId possible() const { return possible_; }
  // What questions are about from now on, for messages: "whether … clash", and where that is.
  void about(Span span, std::string what);
  void give_up(std::string_view reason);
  // The solver said what is not so: reported, but for a question that it gave up.
  void mismatch();
  [[nodiscard]] bool complete() const { return complete_; }

 private:
  std::optional<core::CondId> drifted(core::CondId where, const core::Case& c);
  IntervalSet drift(core::CondId where, const core::Case& c);

  Conditions& conditions_;
  Sink& sink_;
  solve::Solver solver_;
  Encoder encoder_;
  core::CondId possible_;
  Span span_;
  std::string what_;
  bool reported_ = false;
  bool complete_ = true;
};

}  // namespace jur::proof
