#include "core/json_tree.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace jur::core {
namespace {

using nlohmann::json;

// Called by the parser, which keeps its own stack: no text is nested too deep for it.
class TreeMaker : public json::json_sax_t {
 public:
  TreeMaker(std::string_view text, JsonProblem& problem) : text_(text), problem_(problem) {}

  [[nodiscard]] JsonNode take() { return std::move(root_); }

  bool null() override { return add({}); }
  bool boolean(bool b) override { return add({JsonNode::Kind::Bool, b ? 1 : 0, b ? "true" : "false", {}, {}}); }
  bool number_integer(number_integer_t n) override { return whole(n, std::to_string(n)); }
  bool number_unsigned(number_unsigned_t n) override {
    if (n > static_cast<number_unsigned_t>(INT64_MAX)) return add({JsonNode::Kind::Fraction, 0, std::to_string(n), {}, {}});
    return whole(static_cast<std::int64_t>(n), std::to_string(n));
  }
  bool number_float(number_float_t, const string_t& s) override { return add({JsonNode::Kind::Fraction, 0, s, {}, {}}); }
  bool string(string_t& s) override { return add({JsonNode::Kind::Text, 0, s, {}, {}}); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(JsonNode::Kind::Object); }
  bool start_array(std::size_t) override { return open(JsonNode::Kind::List); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& k) override {
    keys_.back() = k;
    return true;
  }
  bool parse_error(std::size_t position, const std::string&, const json::exception& e) override {
    const std::size_t at = std::min(position == 0 ? 0 : position - 1, text_.size());
    const auto line = std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(at), '\n') + 1;
    const std::size_t start = at == 0 ? std::string_view::npos : text_.rfind('\n', at - 1);
    const std::size_t column = at - (start == std::string_view::npos ? 0 : start + 1) + 1;
    problem_ = {reason(e.what()), static_cast<std::size_t>(line), column};
    return false;
  }

 private:
  static std::string reason(std::string what) {
    const std::size_t dash = what.find(" - ");
    if (dash != std::string::npos) what.erase(0, dash + 3);
    what.erase(std::min(what.size(), what.find("; last read")));
    std::replace_if(what.begin(), what.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x7F || c < ' '; }, '?');
    return what;
  }

  bool whole(std::int64_t n, std::string written) { return add({JsonNode::Kind::Whole, n, std::move(written), {}, {}}); }

  bool open(JsonNode::Kind kind) {
    if (open_.size() >= kJsonDepth) {
      problem_ = {fmt::format("lists and objects are nested more than {} deep", kJsonDepth), 0, 0};
      return false;
    }
    JsonNode node;
    node.kind = kind;
    open_.push_back(std::move(node));
    keys_.emplace_back();
    return true;
  }

  bool close() {
    JsonNode done = std::move(open_.back());
    open_.pop_back();
    keys_.pop_back();
    return add(std::move(done));
  }

  bool add(JsonNode node) {
    if (open_.empty()) {
      root_ = std::move(node);
    } else {
      if (open_.back().kind == JsonNode::Kind::Object) open_.back().keys.push_back(keys_.back());
      open_.back().items.push_back(std::move(node));
    }
    return true;
  }

  std::string_view text_;
  JsonProblem& problem_;
  JsonNode root_;
  std::vector<JsonNode> open_;
  std::vector<std::string> keys_;  // of each open object: the key whose value comes next
};

}  // namespace

std::optional<JsonNode> parse_json(std::string_view text, JsonProblem& problem) {
  TreeMaker maker(text, problem);
  if (!json::sax_parse(text.begin(), text.end(), &maker)) return std::nullopt;
  return maker.take();
}

std::string describe(const JsonNode& node) {
  switch (node.kind) {
    case JsonNode::Kind::Null:
      return "null";
    case JsonNode::Kind::Bool:
      return node.text;
    case JsonNode::Kind::Whole:
    case JsonNode::Kind::Fraction:
      return fmt::format("the number {}", node.text);
    case JsonNode::Kind::Text:
      return fmt::format("the text \"{}\"", node.text);
    case JsonNode::Kind::List:
      return "a list";
    case JsonNode::Kind::Object:
      return "an object";
  }
  return "";
}

}  // namespace jur::core
