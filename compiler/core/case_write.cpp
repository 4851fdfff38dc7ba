#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/case_json.h"

namespace jur::core {
namespace {

using OrderedJson = nlohmann::ordered_json;

OrderedJson json_of(const Program& p, FactId id, const Value& v) {
  const Fact& f = p.facts[id];
  switch (v.kind) {
    case ValueKind::Unknown:
      return nullptr;
    case ValueKind::None:
      return "none";
    case ValueKind::Bool:
      return v.number != 0;
    case ValueKind::Enum:
      return p.domains[f.domain].members[static_cast<std::size_t>(v.number)];
    case ValueKind::Int:
      return v.number;
    case ValueKind::Date:
      return to_string(Date{static_cast<std::int32_t>(v.number)});
    case ValueKind::Set: {
      OrderedJson list = OrderedJson::array();
      for (const std::size_t m : v.set.members()) list.push_back(p.domains[f.domain].members[m]);
      return list;
    }
  }
  return nullptr;
}

OrderedJson& at_path(OrderedJson& root, const std::string& path) {
  OrderedJson* at = &root;
  std::size_t begin = 0;
  for (std::size_t dot = path.find('.'); dot != std::string::npos; dot = path.find('.', begin)) {
    at = &(*at)[path.substr(begin, dot - begin)];
    begin = dot + 1;
  }
  return (*at)[path.substr(begin)];
}

}  // namespace

std::string write_case(const Program& program, const Case& c, const std::vector<FactId>& any) {
  OrderedJson root = OrderedJson::object();
  OrderedJson free = OrderedJson::array();
  for (const FactId id : program.facts.ids()) {
    if (std::find(any.begin(), any.end(), id) != any.end()) {
      free.push_back(program.facts[id].name);
    } else if (!c[id].is_unknown()) {
      at_path(root, program.facts[id].name) = json_of(program, id, c[id]);
    }
  }
  if (!free.empty()) root["any"] = std::move(free);
  return root.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
}

std::string show_value(const Program& program, FactId fact, const Value& v) {
  const Fact& f = program.facts[fact];
  const auto name = [&](std::size_t m) { return program.domains[f.domain].members[m]; };
  switch (v.kind) {
    case ValueKind::Unknown:
      return "unknown";
    case ValueKind::None:
      return "none";
    case ValueKind::Bool:
      return f.assessment ? (v.number != 0 ? "yes" : "no") : (v.number != 0 ? "true" : "false");
    case ValueKind::Enum:
      return name(static_cast<std::size_t>(v.number));
    case ValueKind::Int:
      return std::to_string(v.number);
    case ValueKind::Date:
      return to_string(Date{static_cast<std::int32_t>(v.number)});
    case ValueKind::Set: {
      std::vector<std::string> names;
      for (const std::size_t m : v.set.members()) names.push_back(name(m));
      return fmt::format("{{{}}}", fmt::join(names, ", "));
    }
  }
  return "";
}

}  // namespace jur::core
