// Pairs of rules that clash wherever both apply, found without the solver.
#pragma once
#include <cstddef>
#include <vector>

#include "verify/inquiry.h"

namespace jur::proof {

// Rules in the order of their names, so that pairs of rules compare as pairs of names do.
class NameOrder {
 public:
  explicit NameOrder(const core::Program& program);
  [[nodiscard]] std::uint32_t rank(core::RuleId r) const { return ranks_[r.index]; }
  // Some other rule has the same name.
  [[nodiscard]] bool shared(core::RuleId r) const { return shared_[r.index] != 0; }

 private:
  std::vector<std::uint32_t> ranks_;
  std::vector<char> shared_;
};

// Both rules have one norm that may have effect, neither makes a duty hopeless alone, and together they do so in exactly the
// cases in which both have effect; there is such a case.
struct PlainPair {
  core::RuleId first;  // by name
  core::RuleId second;
};

// Decides whether duty and source are such a pair, once it is known that their outlines meet: they say exactly where the norms
// have effect, of facts on which no assumption bears, and the source forbids the duty's act on all days, whatever the case.
class Plainness {
 public:
  Plainness(Inquiry& q, const NameOrder& order);
  [[nodiscard]] bool operator()(core::NormId duty, core::NormId source);

 private:
  [[nodiscard]] bool alone(core::NormId n) const;
  [[nodiscard]] bool opposed(core::NormId duty, core::NormId source) const;

  const Conditions& conditions_;
  const core::Program& program_;
  core::CondId always_;
  std::vector<char> plain_;  // by norm
  std::map<std::pair<std::pair<core::ActId, core::NormKind>, std::pair<core::ActId, core::NormKind>>, bool> opposed_;
};

}  // namespace jur::proof
