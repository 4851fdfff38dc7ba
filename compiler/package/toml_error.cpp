#include "package/toml_error.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace jur {
namespace {

struct Words {
  std::string_view sign;  // a part of the library's message
  std::string_view message;
  std::string_view help;
};

constexpr std::string_view kText =
    "a text stands in double quotes and ends on its line; inside, `\"` is written `\\\"` and `\\` is `\\\\`";

constexpr std::array kWords{
    Words{"already exists", "this stands twice in the file", "keep one of the two"},
    Words{"missing value after", "a value is missing after `=`", ""},
    Words{"valid string", "this text is not well formed", kText},
    Words{"valid literal string", "this text is not well formed", kText},
    Words{"unknown value", "this is not a value", "a text stands in double quotes"},
    Words{"parse_floating", "this is not a value", "a text stands in double quotes"},
    Words{"bad integer", "this is not a value", "a text stands in double quotes"},
    Words{"invalid date", "this is not a day of the calendar", ""},
    Words{"value separator", "there is no `=` after the name", "a line reads `name = \"value\"`"},
    Words{"array separator", "this list does not end in `]`", "its values stand between `[` and `]`, with commas between them"},
    Words{"curly brace", "this table does not end in `}`", ""},
    Words{"empty key", "there is no name before `=`", ""},
    Words{"invalid key", "this is neither `name = value` nor `[table]`", ""},
    Words{"invalid line format", "something stands after the value", "each line holds one `name = value`"},
};

// An excerpt is ` 12 | text`, and the line below it ` ` ` ` ` | ` with spaces and then `^` or `~` below the fault.
struct Excerpt {
  std::uint32_t line;
  std::size_t text;  // where the text begins in its line
};

bool read_excerpt(std::string_view row, Excerpt& out) {
  const std::size_t bar = row.find(" | ");
  const std::size_t digit = row.find_first_not_of(' ');
  if (bar == std::string_view::npos || digit >= bar) return false;
  const auto [end, error] = std::from_chars(row.data() + digit, row.data() + bar, out.line);
  out.text = bar + 3;
  return error == std::errc{} && end == row.data() + bar;
}

}  // namespace

TomlError read_toml_error(std::string_view what, std::uint32_t line, std::uint32_t column) {
  TomlError out{line, column, "this is not valid TOML", "", 0};
  const std::string_view first = what.substr(0, what.find('\n'));
  for (const Words& w : kWords) {
    if (first.find(w.sign) == std::string_view::npos) continue;
    out.message = w.message;
    out.help = w.help;
    break;
  }
  std::uint32_t last = 0;
  Excerpt excerpt{};
  bool open = false;
  for (std::size_t at = 0; at < what.size();) {
    const std::size_t end = std::min(what.find('\n', at), what.size());
    const std::string_view row = what.substr(at, end - at);
    at = end + 1;
    if (read_excerpt(row, excerpt)) {
      open = true;
    } else if (open) {
      open = false;
      const std::size_t mark = row.find_first_of("^~");
      if (mark == std::string_view::npos || mark < excerpt.text) continue;
      out.other_line = last;
      out.line = last = excerpt.line;
      out.column = static_cast<std::uint32_t>(mark - excerpt.text + 1);
    }
  }
  return out;
}

}  // namespace jur
