// JSON text as a small tree in which nothing is lost: duplicate keys stay, whole numbers are told from others. Private to this
// room.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jur::core {

struct JsonNode {
  enum class Kind : std::uint8_t { Null, Bool, Whole, Fraction, Text, List, Object };
  Kind kind = Kind::Null;
  std::int64_t number = 0;        // Bool (0, 1), Whole
  std::string text;               // Text; a number as written (Fraction: also whole ones that 64 bits do not hold)
  std::vector<JsonNode> items;    // List, Object: the values, in order
  std::vector<std::string> keys;  // Object: their names
};

inline constexpr std::size_t kJsonDepth = 64;

struct JsonProblem {
  std::string why;
  std::size_t line = 0;    // from 1; 0: it is JSON, but too deep
  std::size_t column = 0;  // in bytes, from 1
};

// Nothing where the text is not one JSON value of at most kJsonDepth levels; `problem` then says why and where.
[[nodiscard]] std::optional<JsonNode> parse_json(std::string_view text, JsonProblem& problem);

// "a list", "the number 3", "the text `US`"
[[nodiscard]] std::string describe(const JsonNode& node);

}  // namespace jur::core
