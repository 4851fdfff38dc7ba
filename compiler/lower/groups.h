// Rules that count alike: with the same norms, acceptances and marks. Whether one of them applies or several, what the norms
// ask for is the same; so conduct, clashes and verdicts are worked out on a program with one rule a group.
#pragma once
#include <string>
#include <vector>

#include "core/program.h"

namespace jur::lower {

// A rule of a group, or one norm of a rule that has norms with different conditions.
struct Member {
  core::RuleId rule;    // of the whole program
  core::CondId effect;  // where its norms have effect
};

// One yes or no on which the verdicts rest: some member has effect.
struct Signal {
  core::CondId cond;            // behind those of the whole program, one after the other; stands for it in the program of groups
  core::RuleId rule;            // of the program of groups
  std::vector<Member> members;  // ascending by rule
};

struct Groups {
  // Facts, conditions and acts keep their ids; rules, norms and what names them are those of the groups.
  core::Program program;
  std::vector<Signal> signals;
  // Where there are signals.
  [[nodiscard]] core::CondId first_signal() const { return signals.front().cond; }
};

// Nothing in `signals` where rules cannot be grouped; then `program` is a copy.
[[nodiscard]] Groups group_rules(const core::Program& program);

}  // namespace jur::lower
