// Private to format/: columns of a record's fields and of a scenario's facts that stand on lines of their own, one after the
// other.
#pragma once
#include <map>

#include "format/page.h"

namespace jur::formatting {

// Columns to add, by index of the token that begins a cell.
using Pads = std::map<std::uint32_t, std::size_t>;

// `items` are the fields, or the items of a scenario, of one body whose items have lines of their own.
[[nodiscard]] Pads align(const Page& page, const std::vector<syntax::NodeRef>& items, std::size_t width);

}  // namespace jur::formatting
