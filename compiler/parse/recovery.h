// A declaration with mistakes -> reports, and a feed without them that the parser reads.
#pragma once
#include "parse/layout.h"
#include "parse/reporter.h"
#include "parse/stacks.h"

namespace jur::parsing {

struct Mended {
  Feed feed;        // one declaration and END; END alone where nothing could be kept
  std::size_t end;  // the place in the source feed that follows the declaration and what was left out
  bool changed;     // false: the grammar accepts the declaration as it stands
};

// When the reporter is exhausted the rest of the file is left out.
// Reads the declaration at source[at]; there stands no END. `end` is behind `at`.
[[nodiscard]] Mended mend(const Grammar& grammar, const Layout& layout, const Feed& source, std::size_t at, Reporter& reporter);

}  // namespace jur::parsing
