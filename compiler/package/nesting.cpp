#include "package/nesting.h"

namespace jur {

std::optional<std::size_t> nested_too_deep(std::string_view toml) {
  std::size_t depth = 0;
  std::size_t dots = 0;
  char quote = 0;
  bool comment = false;
  for (std::size_t i = 0; i < toml.size(); ++i) {
    const char c = toml[i];
    if (c == '\n') {
      dots = 0;
      quote = 0;
      comment = false;
    } else if (quote != 0) {
      if (c == '\\' && quote == '"') ++i;
      if (c == quote) quote = 0;
    } else if (!comment) {
      if (c == '"' || c == '\'') quote = c;
      comment = c == '#';
      if (c == '[' || c == '{') ++depth;
      if ((c == ']' || c == '}') && depth > 0) --depth;
      if (c == '.') ++dots;
      if (depth > kMaxNesting || dots > kMaxNesting) return i;
    }
  }
  return std::nullopt;
}

}  // namespace jur
