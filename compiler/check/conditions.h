// The parts of a condition; private to expr.cpp, terms.cpp, compare.cpp, membership.cpp, calls.cpp, place.cpp, unnamed.cpp.
#pragma once
#include <string>

#include "check/context.h"

namespace jur::checking {

// Whether the module sees the field: its own, the record's, or one that a module it loads adds by `extend`.
[[nodiscard]] bool seen_from(const Context& c, model::ModuleId from, model::ModuleId home, const model::Field& f);
void report_unknown_field(Context& c, model::ModuleId from, NodeRef part, const model::Record& record);

// What a path in a condition names. Local: a parameter or `for every` variable, or a field of one. Error: reported.
struct Named {
  enum class Kind : std::uint8_t { Nothing, Fact, Local, Define, Error };
  Kind kind = Kind::Nothing;
  model::Place place;
  model::Type type;
  bool or_none = false;
  model::DefineId define;
  Span declared;
};
// Reports what is wrong behind a first segment that is known; an unknown first segment is Nothing, without a report.
[[nodiscard]] Named look_up(Context& c, const Scope& s, NodeRef path);
// Without a report: the path names a fact, a parameter or a define, or its first segment does.
[[nodiscard]] bool known(const Context& c, const Scope& s, NodeRef path);
// Reports a path that names nothing in a condition. `what` is looked for: "fact or define"; `wanted` is the type that the place
// asks for, null for none.
void report_unnamed(Context& c, const Scope& s, NodeRef path, std::string_view what, const model::Type* wanted = nullptr);
// The enumerator of the type that a path names; nothing, without a report, where it names none.
[[nodiscard]] std::optional<std::uint32_t> enumerator(const Context& c, model::ModuleId from, NodeRef path, model::EnumId type);
// The enums in sight that have the enumerator, in id order.
[[nodiscard]] std::vector<model::EnumId> enums_with(const Context& c, model::ModuleId from, std::string_view name);

// In each: `wanted` is the type that the place asks for, null where it asks for none. A value of another type is returned as it
// is, without a report, but names and literals are read in the light of it.
[[nodiscard]] model::ExprId value_of_expr(Context& c, const Scope& s, NodeRef expr, const model::Type* wanted);
[[nodiscard]] model::ExprId value_of_sum(Context& c, const Scope& s, NodeRef sum, const model::Type* wanted);
[[nodiscard]] model::ExprId value_of_term(Context& c, const Scope& s, NodeRef term, const model::Type* wanted);
[[nodiscard]] model::ExprId value_of_path(Context& c, const Scope& s, NodeRef path, const model::Type* wanted);
[[nodiscard]] model::ExprId check_comparison(Context& c, const Scope& s, NodeRef comparison, const model::Type* wanted);
[[nodiscard]] model::ExprId check_membership(Context& c, const Scope& s, NodeRef comparison);
[[nodiscard]] model::ExprId check_has(Context& c, const Scope& s, NodeRef comparison);
[[nodiscard]] model::ExprId check_quantified(Context& c, const Scope& s, NodeRef quantified, model::EnumId of);
[[nodiscard]] model::ExprId check_call(Context& c, const Scope& s, NodeRef call);
void report_bare_relation(Context& c, model::ModuleId from, model::RelationId relation, NodeRef name);
[[nodiscard]] model::ExprId call_define(Context& c, const Scope& s, model::DefineId define, NodeRef name);

// The only term of a sum, the only path of a term; null where there is more to it.
[[nodiscard]] NodeRef lone_term(NodeRef sum);
[[nodiscard]] NodeRef lone_path(NodeRef sum);
// A sum whose names and literals need the other side's type: a bare enumerator, a set literal, `yes`.
[[nodiscard]] bool leans(const Context& c, const Scope& s, NodeRef sum);
// A sum that is a name, but neither of a fact nor of any enumerator in sight.
[[nodiscard]] bool names_nothing(const Context& c, const Scope& s, NodeRef sum);
// What the sum is the name of, where that is a group in sight.
[[nodiscard]] std::optional<model::GroupId> group_named(const Context& c, const Scope& s, NodeRef sum);

[[nodiscard]] model::ExprId make(Context& c, model::ExprKind kind, model::Type type, Span span,
                                 std::vector<model::ExprId> args = {});
[[nodiscard]] model::ExprId error_expr(Context& c, Span span);
[[nodiscard]] model::ExprId literal_expr(Context& c, const model::Type& type, const model::Literal& value, Span span);
[[nodiscard]] model::ExprId negate(Context& c, model::ExprId condition, Span span);
[[nodiscard]] bool fits(const model::Type& wanted, const model::Type& got);
[[nodiscard]] model::Type bool_type();
[[nodiscard]] model::Type date_type();
[[nodiscard]] model::Type enum_type(model::EnumId of);
[[nodiscard]] model::Type set_type(model::EnumId of);
// "this is A, but B is expected"; the expression is an Error afterwards. Silent where the type is Error.
Diagnostic* mismatch(Context& c, Span span, const model::Type& got, std::string_view expected);

}  // namespace jur::checking
