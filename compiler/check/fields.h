// Declarations of facts: fields of records, members of cases, assessments.
#pragma once
#include <optional>

#include "check/context.h"

namespace jur::checking {

// A field by its name and type; nothing where its name was not read. Its values are checked by finish_field.
[[nodiscard]] std::optional<model::Field> field_of_node(Context& c, model::ModuleId module, NodeRef field);
// The values after `=` and `presumed`, and whether they may stand there.
void finish_field(Context& c, model::ModuleId module, NodeRef field, model::Field& out);

}  // namespace jur::checking
