// Cases in which a condition of a program holds, near to a case that is known.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/program.h"
#include "diagnostics/diagnostic.h"
#include "verify/verify.h"

namespace jur {

// Puts its questions to one solver, which learns from each.
class Reach {
 public:
  Reach(const core::Program& program, const VerifyOptions& options, Sink& sink);
  ~Reach();
  Reach(const Reach&) = delete;
  Reach& operator=(const Reach&) = delete;

  enum class Answer : std::uint8_t { Possible, Impossible, Open };  // Open: reported (solver-gave-up)
  // Whether one of the conditions holds in some complete, possible case.
  [[nodiscard]] Answer possible(const std::vector<core::CondId>& any, Span span, const std::string& about);
  // A complete, possible case in which `when` holds; nothing where there is none. Without `like` it is as plain as can be. Else
  // its facts have the values of `like` as far as can be, first facts first, and are plain where that leaves them unknown.
  [[nodiscard]] std::optional<core::Case> nearest(core::CondId when, const core::Case* like);
  // Facts that may have any value (that keeps the case possible) without `when` ceasing to hold; ascending.
  [[nodiscard]] std::vector<core::FactId> indifferent(core::CondId when, const core::Case& complete);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace jur
