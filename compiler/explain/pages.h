// The pages of docs/diagnostics and docs/lints, built into the compiler.
#pragma once
#include <span>
#include <string_view>

namespace jur {

struct Page {
  std::string_view name;  // the kebab name of the diagnostic or lint
  std::string_view text;  // Markdown
};

// All pages of a kind by name, ascending.
[[nodiscard]] std::span<const Page> diagnostics_pages();
[[nodiscard]] std::span<const Page> lints_pages();

}  // namespace jur
