// Private to lint/: what is proved of the programs for several lints, once.
#pragma once
#include <span>
#include <utility>
#include <vector>

#include "lint/lint.h"
#include "verify/idle.h"

namespace jur {

class LintAnalyses {
 public:
  using Entry = std::pair<const core::Program*, const Idle*>;

  // `input` must outlive this.
  explicit LintAnalyses(const LintInput& input) : input_(input) {}
  // What the programs could do without, in files that are asked for; by place. Reckoned at the first call.
  [[nodiscard]] std::span<const Entry> idle();
  // What hindered the proofs.
  [[nodiscard]] const Sink& sink() const { return sink_; }

 private:
  const LintInput& input_;
  bool known_ = false;
  std::vector<IdleFindings> findings_;
  std::vector<Entry> entries_;
  Sink sink_;
};

}  // namespace jur
