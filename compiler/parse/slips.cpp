#include "parse/slips.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace jur::parsing {
namespace {

constexpr std::uint32_t kLinesOfString = 6;    // how far the end of a string is looked for
constexpr std::size_t kLongestForeign = 4096;  // how far the end of a foreign string or comment is looked for, in bytes

std::uint32_t size32(std::string_view s) { return static_cast<std::uint32_t>(s.size()); }

std::uint32_t line_end(std::string_view text, std::uint32_t at) {
  const std::size_t found = text.find_first_of("\r\n", at);
  return found == std::string_view::npos ? size32(text) : static_cast<std::uint32_t>(found);
}

bool is_high(char c) { return static_cast<unsigned char>(c) >= 0x80; }
bool is_name_byte(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

std::uint32_t code_point_end(std::string_view text, std::uint32_t at) {
  ++at;
  while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) ++at;
  return at;
}

// One past the quote that ends a string begun on an earlier line; nothing where no line looks like its end.
std::optional<std::uint32_t> end_on_later_line(std::string_view text, std::uint32_t at) {
  for (std::uint32_t n = 0; n < kLinesOfString && at < text.size(); ++n) {
    at += text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n' ? 2U : 1U;
    const std::uint32_t end = line_end(text, at);
    const std::string_view line = text.substr(at, end - at);
    const std::size_t ink = line.find_first_not_of(" \t");
    if (ink != std::string_view::npos && line[ink] == '}') return std::nullopt;  // no text goes on like that
    const auto quotes = std::count(line.begin(), line.end(), '"');
    if (quotes % 2 == 1) {
      const std::size_t quote = line.find('"');
      const bool closes = quote > 0 && std::string_view(" \t({,=").find(line[quote - 1]) == std::string_view::npos;
      return closes ? std::optional(at + static_cast<std::uint32_t>(quote) + 1) : std::nullopt;
    }
    if (quotes != 0) return std::nullopt;
    at = end;
  }
  return std::nullopt;
}

Slip open_string(std::string_view text, std::uint32_t at) {
  const std::uint32_t end = line_end(text, at);
  if (const auto later = end_on_later_line(text, end)) {
    return {*later, TokenKind::STRING, "the string runs across the end of a line", "a string stands on one line"};
  }
  return {end, TokenKind::STRING, "the string is not closed", "close it with `\"` on the same line"};
}

Slip other_quote(std::string_view text, std::uint32_t at, std::string_view close) {
  const std::string_view near = text.substr(at, kLongestForeign);
  const std::string_view rest = near.substr(0, near.find_first_of("\r\n"));
  const std::size_t found = rest.find(close, 1);
  if (found == std::string_view::npos) {
    return {code_point_end(text, at),
            {},
            fmt::format("unexpected character `{}`", text.substr(at, code_point_end(text, at) - at)),
            "strings stand between straight double quotes: `\"…\"`"};
  }
  const auto end = at + static_cast<std::uint32_t>(found + close.size());
  return {end, TokenKind::STRING, "this is no string", "strings stand between straight double quotes: `\"…\"`"};
}

struct Operator {
  std::string_view text;
  std::optional<TokenKind> meant;
  std::string_view help;
};
constexpr std::array kOperators = {
    Operator{"&&", TokenKind::AND, "write `and`"},
    Operator{"||", TokenKind::OR, "write `or`"},
    Operator{"==", TokenKind::EQ, "write `is` or `=`"},
    Operator{"=>", TokenKind::GE, "write `>=`"},
    Operator{"=<", TokenKind::LE, "write `<=`"},
    Operator{"<>", TokenKind::NE, "write `is not` or `!=`"},
    Operator{"≠", TokenKind::NE, "write `is not` or `!=`"},
    Operator{"≤", TokenKind::LE, "write `<=`"},
    Operator{"≥", TokenKind::GE, "write `>=`"},
    Operator{"&", TokenKind::AND, "write `and`"},
    Operator{"|", TokenKind::OR, "write `or`"},
    Operator{"!", TokenKind::NOT, "write `not`"},
    Operator{"*", TokenKind::PLUS, "facts are compared, added and subtracted, not multiplied"},
    Operator{"/", TokenKind::MINUS, "facts are compared, added and subtracted, not divided"},
    Operator{";", std::nullopt, "nothing needs to be ended here: leave it out"},
    Operator{"[]", std::nullopt, "a set is written `set of ENUM`"},
    Operator{"§", TokenKind::IDENT, "what is cited stands in quotes: `cite \"§ 21\"`"},
    Operator{"[", TokenKind::LBRACE, "sets and bodies stand in braces: `{ … }`"},
    Operator{"]", TokenKind::RBRACE, "sets and bodies stand in braces: `{ … }`"},
};

Slip odd_characters(std::string_view text, std::uint32_t at) {
  std::uint32_t end = code_point_end(text, at);
  const std::string_view first = text.substr(at, end - at);
  if (first == "\xEF\xBB\xBF") return {end, {}, "a byte order mark stands inside the file", "leave it out"};
  if (first == "\xC2\xA0") return {end, {}, "a no-break space stands here", "use an ordinary space"};
  if (first == "“" || first == "”" || first == "„") return other_quote(text, at, first == "„" ? "“" : "”");
  if (is_high(text[at])) {
    while (end < text.size() && (is_name_byte(text[end]) || is_high(text[end]))) end = code_point_end(text, end);
    return {end, TokenKind::IDENT, fmt::format("`{}` is no name", text.substr(at, end - at)),
            "names are written with the letters A to Z, digits and `_`"};
  }
  const auto code = static_cast<unsigned char>(text[at]);
  if (code < 0x20 || code == 0x7F)
    return {end, {}, fmt::format("a control character (U+{:04X}) stands here", code), "leave it out"};
  return {end, {}, fmt::format("unexpected character `{}`", first), "leave it out, or put what it belongs to in quotes"};
}

// `../places.jur`, where a module is named.
Slip file_path(std::string_view text, std::uint32_t at) {
  std::uint32_t end = at;
  while (end < text.size() && (is_name_byte(text[end]) || text[end] == '.' || text[end] == '/')) ++end;
  const std::string_view path = text.substr(at, end - at);
  std::string name(path.substr(std::min(path.find_first_not_of("./"), path.size())));
  if (name.ends_with(".jur")) name.resize(name.size() - 4);
  std::ranges::replace(name, '/', '.');
  return {end, TokenKind::IDENT, fmt::format("`{}` is no name of a module", path),
          fmt::format("a module is named from its package's folder on, with dots: `use {}`", name.empty() ? "std.places" : name)};
}

}  // namespace

Slip bad_slip(std::string_view text, std::uint32_t at) {
  const std::string_view rest = text.substr(at);
  if (rest.front() == '"') return open_string(text, at);
  if (rest.front() == '\'') return other_quote(text, at, "'");
  if (rest.starts_with("//")) return {line_end(text, at), {}, "`//` starts no comment", "comments start with `#`"};
  if (rest.starts_with("/*")) {
    const std::size_t close = rest.substr(0, kLongestForeign).find("*/");
    const std::uint32_t end = close == std::string_view::npos ? line_end(text, at) : at + static_cast<std::uint32_t>(close) + 2;
    return {end, {}, "`/*` starts no comment", "comments start with `#` and end with the line"};
  }
  for (const Operator& op : kOperators) {
    if (!rest.starts_with(op.text)) continue;
    return {at + size32(op.text), op.meant, fmt::format("`{}` has no meaning here", op.text), std::string(op.help)};
  }
  return odd_characters(text, at);
}

std::optional<Slip> glued_slip(std::string_view text, TokenKind kind, std::uint32_t begin, std::uint32_t end) {
  if (end >= text.size()) return std::nullopt;
  const bool word = kind == TokenKind::IDENT || syntax::is_soft_word(kind) || syntax::is_hard_word(kind);
  if (word && is_high(text[end]) && text.substr(end, 2) != "\xC2\xA0") {
    const Slip tail = odd_characters(text, end);
    if (tail.meant != TokenKind::IDENT) return std::nullopt;
    Slip whole = tail;
    whole.message = fmt::format("`{}` is no name", text.substr(begin, tail.end - begin));
    return whole;
  }
  if ((kind == TokenKind::DOTDOT || kind == TokenKind::DOT) && text[end] == '/') return file_path(text, begin);
  if (kind != TokenKind::EQ && kind != TokenKind::LT) return std::nullopt;
  const std::string_view rest = text.substr(begin);
  if (!rest.starts_with("==") && !rest.starts_with("=>") && !rest.starts_with("=<") && !rest.starts_with("<>"))
    return std::nullopt;
  return bad_slip(text, begin);
}

}  // namespace jur::parsing
