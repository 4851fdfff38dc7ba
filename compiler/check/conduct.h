// Conduct; private to acts.cpp, conduct.cpp, decisions.cpp, patterns.cpp, impossible.cpp.
#pragma once
#include "check/context.h"

namespace jur::checking {

[[nodiscard]] std::optional<model::ActionId> check_action_name(Context& c, model::ModuleId from, NodeRef act);
// The action's parameter was named but is wrong (reported): nothing can be said of its arguments.
[[nodiscard]] bool doubtful_parameter(const Context& c, model::ActionId action);

// An action without a parameter that is named with an argument.
void report_superfluous(Context& c, model::ModuleId from, const model::Action& action, NodeRef act);
// An enumerator as an argument of an action; nothing where it is none (reported).
[[nodiscard]] std::optional<std::uint32_t> check_slot(Context& c, const Scope& s, NodeRef path, model::EnumId of);

// One side of a `relate`; adds the variables that it is first to name. Nothing where it is wrong (reported).
[[nodiscard]] std::optional<model::Act> check_pattern(Context& c, const Scope& s, NodeRef pattern,
                                                      std::vector<model::Parameter>& variables);

// Whether the `when` of a `relate` is true whatever the case, its variables standing for the given enumerators.
[[nodiscard]] bool holds_always(const model::Program& program, model::ExprId condition, std::span<const std::uint32_t> values);

// Reports actions that exclude themselves, or imply two that exclude each other, whatever the case.
void check_impossible_actions(Context& c);

}  // namespace jur::checking
