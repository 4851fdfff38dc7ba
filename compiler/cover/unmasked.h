// Where a part of a condition decides the whole. Private to this room.
#pragma once
#include <map>

#include "core/builder.h"

namespace jur::cover {

// For the root and each of its parts, in which cases the other truth of that part alone would give the other truth of the root.
// A part that occurs several times: of some occurrence, the others being as they are.
[[nodiscard]] std::map<core::PhraseId, core::CondId> unmasked(core::Builder& build, core::PhraseId root);

}  // namespace jur::cover
