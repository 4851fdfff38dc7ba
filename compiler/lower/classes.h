// Classes of a fact's values that certain conditions cannot tell apart.
#pragma once
#include <set>
#include <vector>

#include "core/program.h"

namespace jur::lower {

// What an answer reads: conditions with all that they use, and date terms whose days count beyond conditions.
struct Cone {
  std::set<core::CondId> conds;
  std::set<core::DateTerm> days;
};

// The facts that the cone reads, ascending.
[[nodiscard]] std::vector<core::FactId> facts_of(const core::Program& program, const Cone& cone);
// What every case keeps, one by one: what `and` joins is several.
std::vector<core::CondId> assumptions_of(const core::Program& program);
// Adds the assumptions that are linked to the cone's facts through facts that may be unknown. Returns them.
std::vector<core::CondId> add_linked_assumptions(const core::Program& program, Cone& cone);
// `root` and all conditions that it uses.
void add_condition(const core::Program& program, core::CondId root, std::set<core::CondId>& out);

// `before` <= `after` + `slack` days: what the cone asks of two date terms of different facts, or of a fact and a fixed day.
struct Relation {
  core::DateTerm before;
  core::DateTerm after;
  int slack = 0;
  bool operator==(const Relation&) const = default;
};
[[nodiscard]] std::vector<Relation> relations(const core::Program& program, const Cone& cone);

// Of a date fact that stands in relations: the first day of each stretch within which nothing else tells its days apart, and
// none where it may be none. Together with the days that the relations bound it by they stand for all days. Empty where there
// are more than `most`.
[[nodiscard]] std::vector<core::Value> stretches(const core::Program& program, core::FactId fact, const Cone& cone,
                                                 std::size_t most);

// Of any other fact: one value of each class (none included where the fact may be none); empty where there are more than `most`.
[[nodiscard]] std::vector<core::Value> representatives(const core::Program& program, core::FactId fact, const Cone& cone,
                                                       std::size_t most);

}  // namespace jur::lower
