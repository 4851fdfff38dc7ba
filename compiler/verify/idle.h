// Finds what a program could do without: rules that never apply, exceptions that never bite, conditions that are always true,
// rules that another one makes redundant. All findings on one rule's parts hold together: all may be taken out at once.
#pragma once
#include <cstdint>
#include <functional>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "core/program.h"
#include "diagnostics/diagnostic.h"
#include "verify/verify.h"

namespace jur {

enum class IdleKind : std::uint8_t {
  DeadRule,      // in no case are it in force and its conditions met
  ExceptedRule,  // where they are, an exception holds
  DefeatedRule,  // where they are and no exception holds, a rule that applies defeats it
  Norm,          // it has no effect in any case in which its rule applies
  Exception,     // without it the rule would apply in the same cases
  Condition,     // a part of the rule's own `when` that holds wherever the rule is in force and the other parts hold; a part of
                 // its law's that holds wherever each of its rules is in force and the law's other parts hold
  Alternative,   // a member of an `or` in it that never holds there, or not without another member
  Redundant,     // wherever the rule applies another one of its legal order states the same norms and defeats the same rules
  Assumption,    // holds in every case that meets the other assumptions
};

// One of the things that together make it so; all are needed.
struct IdleGround {
  enum class Kind : std::uint8_t { InForce, Scope, Condition, Alternative, Exception, Defeat, Assumption, Rule };
  Kind kind = Kind::Condition;
  core::RuleId rule;  // InForce: that has the periods; Defeat, Rule: the other one
  Span span;          // of the condition, the exception, the assumption; of a rule its name
};

struct Idle {
  IdleKind kind = IdleKind::DeadRule;
  core::RuleId rule;            // invalid of an assumption
  Span span;                    // of what is idle: the rule's name, the norm, the exception, the condition
  std::vector<IdleGround> why;  // of a norm: nothing
};

// What is looked at: a rule as a whole (its first three kinds are one question), or a place in it.
using IdleSubject = std::pair<IdleKind, Span>;

struct IdleFindings {
  std::vector<Idle> all;         // by subject
  std::set<IdleSubject> needed;  // looked at, and not idle
  bool complete = true;          // false: a question stayed open and was reported; what it was about counts as needed
};

struct IdleOptions {
  VerifyOptions verify;
  std::function<bool(Span)> wanted = {};  // what to look at, by its span; all where absent
  std::set<IdleSubject> settled = {};     // known to be needed: not looked at
};

// The instances of a rule and norms of one place are one subject: idle where each is. Reports what hinders the proof itself.
[[nodiscard]] IdleFindings verify_idle(const core::Program& program, const IdleOptions& options, Sink& sink);

// Of several programs that share rules: what is idle in one counts where no other needs it.
struct IdleProgram {
  const core::Program* program = nullptr;
  const IdleFindings* findings = nullptr;
};
[[nodiscard]] std::vector<std::pair<const core::Program*, const Idle*>> idle_in_all(std::span<const IdleProgram> programs);

}  // namespace jur
