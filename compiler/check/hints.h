// Help lines of the checker: what to write instead, with the names and values that are at hand.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "check/context.h"

namespace jur::checking {

// "`A`", "`A` or `B`", "`A`, `B` or `C`"; past `most` the rest is "…".
[[nodiscard]] std::string listed(std::span<const std::string> names, std::string_view last = "or", std::size_t most = 8);
// The type as a program declares it: "int 0..40", "set of Country".
[[nodiscard]] std::string declared_as(const Context& c, const model::Type& type);

// The facts of the scope's case, its parameters first, as conditions name them: those that `wanted` asks for, in order.
enum class Asked : std::uint8_t { Type, AnySet, OrNone };
[[nodiscard]] std::vector<std::string> facts_like(const Context& c, const Scope& s, Asked asked, const model::Type& type = {});

// "write a `Country` such as `US`": a value of the type as it is written.
[[nodiscard]] std::string how_to_write(const Context& c, const model::Type& type);
// The same with the facts of that type: "…, or a fact: `demand.from`"; `but` is none of them.
[[nodiscard]] std::string how_to_write(const Context& c, const Scope& s, const model::Type& type, std::string_view but = {});
// "write a number from 0 to 40, or widen the type: `int 0..41`".
[[nodiscard]] std::string how_to_fit(const model::Type& type, std::int64_t lowest, std::int64_t highest);
// A condition on the value, which is none itself: "compare it: `demand.from is US`"; empty for a yes or no.
[[nodiscard]] std::string how_to_ask(const Context& c, const model::Type& type, std::string_view text);
// A condition on a fact of the enum: "demand.from is US"; `FACT` stands for one where the case has none.
[[nodiscard]] std::string asked_of_fact(const Context& c, const Scope& s, model::EnumId of, std::string_view member);

// Names of the kinds that are in sight, without those that a module uses in turn.
[[nodiscard]] std::vector<std::string> names_of(const Context& c, model::ModuleId from, std::span<const SymbolKind> wanted);
// How one is declared: "`group NAME of ENUM = { … }`".
[[nodiscard]] std::string declaration_of(std::span<const SymbolKind> wanted, std::string_view name);
// In the place of something of another kind: which names could stand there, or how one is declared.
[[nodiscard]] std::string instead_of_kind(const Context& c, model::ModuleId from, std::span<const SymbolKind> wanted);

// The only enumerator whose title the word stands for: `USA`, `Russia`.
[[nodiscard]] std::optional<std::size_t> member_titled(const model::EnumType& e, std::string_view word);
// In the place of a group of another enum: "name a group of `Country`: `EU`"; empty where there is none.
[[nodiscard]] std::string how_to_name_group(const Context& c, model::ModuleId from, model::EnumId of);

}  // namespace jur::checking
