// Clauses that may stand once in a declaration.
#pragma once
#include <string_view>
#include <vector>

#include "check/context.h"

namespace jur::checking {

// Reports each clause after the first: "WHAT is given twice". The first one, null where there is none.
NodeRef only_one(Context& c, const std::vector<NodeRef>& clauses, std::string_view what, std::string_view help = {});
// The children of the kind of all items of the kind: the `cite` of each law_item.
[[nodiscard]] std::vector<NodeRef> clauses_of(NodeRef declaration, NodeKind item, NodeKind clause);

}  // namespace jur::checking
