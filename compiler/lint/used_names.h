// Private to lint/: the names that files speak of. A name counts as used wherever it stands, whatever it means there: what is
// told as unused is never spoken of at all.
#pragma once
#include <string_view>
#include <unordered_set>

#include "lint/lint.h"

namespace jur::lint_rules {

using NameSet = std::unordered_set<std::string_view>;

// In conditions, types, norms, lists, values and so on; not where it is declared, nor where a scenario gives a fact its value.
[[nodiscard]] NameSet used_names(const syntax::Tree& tree);
[[nodiscard]] NameSet used_names(const LintInput& in);  // of all files

// All words of the tree that can be names, wherever they stand.
[[nodiscard]] NameSet all_names(const syntax::Tree& tree);

}  // namespace jur::lint_rules
