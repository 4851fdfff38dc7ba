// One rule and its norms; private to laws.cpp, rules.cpp, norms.cpp, precedence.cpp.
#pragma once
#include <optional>
#include <string>

#include "check/context.h"

namespace jur::checking {

// The rule's case type is valid.
void check_rule(Context& c, model::RuleId rule);
// Nothing where the norm cannot be read or something in it is wrong (reported).
[[nodiscard]] std::optional<model::Norm> check_norm(Context& c, const Scope& s, NodeRef norm);
// The text of a node, with each run of white space and comments as one space.
[[nodiscard]] std::string folded_text(NodeRef node);

// One legal order, by name, or the law's own.
[[nodiscard]] bool same_order(const model::Law& a, const model::Law& b);
// The as-of days on which a rule of one law may defeat one of the other: all within one order, those of membership between a
// group and its member, none otherwise.
[[nodiscard]] IntervalSet precedence_days(const model::Program& program, const model::Law& a, const model::Law& b);

}  // namespace jur::checking
