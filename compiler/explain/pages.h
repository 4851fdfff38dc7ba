// The pages of docs/diagnostics, built into the compiler.
#pragma once
#include <span>
#include <string_view>

namespace jur {

struct Page {
  std::string_view name;  // the diagnostic's kebab name
  std::string_view text;  // Markdown
};

// All pages by name, ascending.
[[nodiscard]] std::span<const Page> diagnostic_pages();

}  // namespace jur
