// core -> what cases can show of it: which rules, exceptions, statements of precedence and conditions scenarios exercise.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/program.h"

namespace jur::cover {

enum class Kind : std::uint8_t { Rule, Exception, Precedence, Condition };
inline constexpr std::size_t kKinds = 4;
[[nodiscard]] const char* kind_name(Kind k);  // "rules", "exceptions", "precedence", "conditions"

// A way to show a goal: a case in which `when` holds shows it, by this rule.
struct Way {
  core::RuleId rule;
  core::CondId when;
};

// One of the two sides of a thing:
//   Rule        yes: it applies; no: it is in force and does not apply
//   Exception   the rule is in force and in scope, and the exception holds (yes), or does not (no)
//   Precedence  yes: the rule would apply, and a rule that defeats it applies; there is no other side
//   Condition   an atomic condition as written decides whether its rule is in scope without exception (or whether what a norm's
//               `only if` asks for is met): the rule is in force, the condition is true (yes) or false (no), and with the other
//               truth, all others being as they are, the outcome would be the other. See
//               docs/decisions/0021-what-coverage-measures.md.
// Cases that keep no assumption are not excluded here.
struct Goal {
  Kind kind = Kind::Rule;
  bool yes = true;
  Span span;         // Rule: of its name; Exception: of its condition; Precedence: of the name that states it
  std::string law;   // "" for a condition of a define
  std::string name;  // Rule: "sca.contents"; Exception: of its rule; Precedence: "sca.contents, defeated by sca.abroad"; else ""
  std::vector<Way> ways;  // none: no case shows it
};

struct Goals {
  core::Program program;  // the one given, extended by conditions
  std::vector<Goal> all;  // by span, kind, name, yes before no; each once
};

// Of what stands in the files for which `files` holds (by file; a file beyond its end is none of them). The program tells its
// conditions as written.
[[nodiscard]] Goals goals(const core::Program& program, const std::vector<bool>& files);

}  // namespace jur::cover
