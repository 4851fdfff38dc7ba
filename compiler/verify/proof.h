// What the proofs about one program share: its conditions, the solver, and the search for clashes, made once.
#pragma once
#include <optional>

#include "verify/routes.h"
#include "verify/search.h"
#include "verify/verify.h"

namespace jur::proof {

// `program`, `options` and `sink` must outlive it.
class Proof {
 public:
  Proof(const core::Program& program, const VerifyOptions& options, Sink& sink)
      : program_(program), options_(options), sink_(sink), conditions_(program), q_(conditions_, options, sink) {}

  [[nodiscard]] const core::Program& program() const { return program_; }
  [[nodiscard]] const VerifyOptions& options() const { return options_; }
  Sink& sink() { return sink_; }
  Conditions& conditions() { return conditions_; }
  Inquiry& inquiry() { return q_; }
  const Suspects& suspects() {
    if (!suspects_) suspects_ = find_suspects(q_, options_);
    return *suspects_;
  }

 private:
  const core::Program& program_;
  const VerifyOptions& options_;
  Sink& sink_;
  Conditions conditions_;
  Inquiry q_;
  std::optional<Suspects> suspects_;
};

[[nodiscard]] Findings findings_of(Proof& proof);
[[nodiscard]] RouteFindings routes_of(Proof& proof);

}  // namespace jur::proof
