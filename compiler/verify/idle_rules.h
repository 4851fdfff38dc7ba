// The questions of idle.h about one rule at a time. Private to this room.
#pragma once
#include <map>
#include <optional>
#include <vector>

#include "verify/idle.h"
#include "verify/reasons.h"

namespace jur::proof {

// What came of the subjects of one program so far.
class IdleTally {
 public:
  explicit IdleTally(const IdleOptions& options) : options_(options) {}
  // It is to be looked at: wanted, and not known to be needed.
  [[nodiscard]] bool open(IdleKind kind, Span span) const;
  void needed(IdleKind kind, Span span);
  void idle(Idle found);
  // Nothing that is needed elsewhere, by subject.
  [[nodiscard]] IdleFindings take();

 private:
  const IdleOptions& options_;
  std::set<IdleSubject> needed_;
  std::map<IdleSubject, Idle> idle_;
};

class IdleRules {
 public:
  IdleRules(const core::Program& program, Sieve& sieve, IdleTally& tally);

  void assumptions();
  // Something of the rule is to be looked at.
  [[nodiscard]] bool is_open(core::RuleId r) const;
  // Whether it applies in some case; where it does, its exceptions, conditions and norms.
  void look_at(core::RuleId r);
  // Of rules that were looked at.
  [[nodiscard]] bool alive(core::RuleId r) const { return alive_[r.index] != 0; }
  [[nodiscard]] std::span<const core::NormId> norms_of(core::RuleId r) const { return norms_[r.index]; }

 private:
  [[nodiscard]] Reasons defeats(core::RuleId r);  // that no rule defeats it
  void why_never(core::RuleId r);
  void find_norms(core::RuleId r);
  void find_exceptions(core::RuleId r);
  void find_law_conditions(core::RuleId r);
  void find_conditions(core::RuleId r);
  void find_alternatives(core::RuleId r, std::size_t part);

  const core::Program& p_;
  Sieve& sieve_;
  IdleTally& tally_;
  std::vector<std::vector<core::NormId>> norms_;
  std::vector<char> alive_;  // by rule
};

}  // namespace jur::proof
