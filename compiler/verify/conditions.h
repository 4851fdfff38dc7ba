// The conditions under which rules clash, written in the core form itself: evaluator and solver then read the same.
#pragma once
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "core/builder.h"
#include "core/program.h"
#include "verify/outline.h"

namespace jur::proof {

using Rules = std::vector<core::RuleId>;  // ascending, each once

// Works on its own copy of the program, which it extends by conditions; the ids of the original stay good.
class Conditions {
 public:
  explicit Conditions(const core::Program& program);
  Conditions(const Conditions&) = delete;
  Conditions& operator=(const Conditions&) = delete;

  [[nodiscard]] const core::Program& program() const { return program_; }
  core::Builder& builder() { return builder_; }
  [[nodiscard]] std::span<const core::NormId> norms_of(core::RuleId r) const { return norms_[r.index]; }

  // Doing `from` is doing `to` as well; true of the act itself.
  core::CondId implies(core::ActId from, core::ActId to) const;
  // Acts that an act may imply in some case, itself included; ascending.
  [[nodiscard]] std::span<const core::ActId> closure(core::ActId a) const { return closures_[a.index]; }

  // A way in which a norm forbids an act: a ban on it, or a duty that requires `because`, which excludes it.
  struct Strike {
    core::NormId norm;
    core::ActId act;
    core::ActId because;  // invalid for a ban
    core::CondId when;    // the exclusion's condition
  };
  // Norms that in some case may forbid the duty's act or one that it implies; ascending. The same for all duties on one act
  // of one kind.
  [[nodiscard]] std::span<const core::NormId> adversaries(core::NormId duty) const;
  // Around the norm's effect.
  [[nodiscard]] const Outline& outline(core::NormId n) const { return outlines_[n.index]; }
  // How one norm may do so.
  [[nodiscard]] std::vector<Strike> strikes(core::NormId duty, core::NormId source) const;

  // These rules alone make the duty hopeless / make some duty of theirs hopeless / do so while no proper subset does.
  core::CondId hopeless(core::NormId duty, const Rules& rules);
  core::CondId clash(const Rules& rules);
  core::CondId minimal_clash(const Rules& rules);
  // As hopeless, by those rules for which `selected` (by rule) holds.
  core::CondId hopeless_if(core::NormId duty, const Rules& rules, const std::map<core::RuleId, core::CondId>& selected);
  // The source forbids the duty's act, or one that it implies, on some day of the duty's period.
  core::CondId forbids(core::NormId duty, core::NormId source);
  // The act is one of a clash of these rules: a hopeless duty requires it, or it lies on the way from a duty to what excludes
  // something that a hopeless duty requires.
  core::CondId is_act(const Rules& rules, core::ActId act);

  // A duty that several rules may make hopeless only together, as their periods cover its own piece by piece.
  struct Chain {
    core::NormId duty;
    Rules rules;  // the duty's, and those of its adversaries with a time that may have effect beside it; three or more
  };
  [[nodiscard]] std::span<const Chain> chains() const { return chains_; }
  // For each rule of a chain a free yes/no: a fact of the working copy, beyond those of the program.
  [[nodiscard]] const std::map<core::RuleId, core::CondId>& selections() const { return selections_; }

  // Permission and ban (or exemption and duty) meet on a common day.
  core::CondId meets(core::NormId permission, core::NormId against);

  struct Side {  // one source against a duty
    core::NormId norm;
    core::CondId hits;
    const core::Period* period;
  };
  // Those that hit forbid together each day of a period that is in order.
  core::CondId covered(const core::Period& duty, const std::vector<Side>& sides);

 private:
  core::CondId all(std::initializer_list<core::CondId> cs) { return builder_.all(cs); }
  core::CondId effect(core::NormId n) const { return program_.norms[n].effect; }
  core::CondId strikes_duty(core::NormId duty, const Strike& s);
  core::CondId common_day(const core::Period& a, const core::Period& b);
  core::CondId not_after(const std::optional<core::DateTerm>& a, const std::optional<core::DateTerm>& b);
  core::CondId holds_through(const std::optional<core::DateTerm>& day, const std::vector<Side>& sides);
  const core::Period* reach_of(core::NormId source) const;
  void close_implications();
  void find_strikes();
  void find_adversaries();
  void find_chains();

  core::Program program_;
  core::Builder builder_;
  std::vector<std::vector<core::NormId>> norms_;
  std::map<std::pair<core::ActId, core::ActId>, core::CondId> implied_;
  std::vector<std::vector<core::ActId>> closures_;
  std::vector<std::vector<Strike>> strikes_;          // by norm
  std::vector<std::vector<core::NormId>> struck_by_;  // by act, ascending
  struct Adversaries {
    bool known = false;
    std::vector<core::NormId> norms;
  };
  std::vector<Adversaries> against_duty_;  // by act
  std::vector<Adversaries> against_keep_;
  std::vector<Outline> outlines_;  // by norm
  std::map<std::pair<core::DateTerm, core::DateTerm>, core::CondId> not_after_;
  std::map<Rules, core::CondId> clashes_;
  std::vector<Chain> chains_;
  std::map<core::RuleId, core::CondId> selections_;
  core::Period always_;
};

}  // namespace jur::proof
