#include <array>

#include "base/nearest.h"
#include "check/hints.h"

namespace jur::checking {

std::string_view kind_name(SymbolKind k) {
  static constexpr std::array<std::string_view, 10> kNames{"enum",   "record", "group", "relation", "case",
                                                           "define", "action", "law",   "route",    "decision"};
  return kNames[static_cast<std::size_t>(k)];
}

std::string with_article(std::string_view noun) {
  const bool vowel = !noun.empty() && std::string_view("aeiou").find(noun.front()) != std::string_view::npos;
  return fmt::format("{} {}", vowel ? "an" : "a", noun);
}

NodeRef name_of(NodeRef declaration) {
  NodeRef name = declaration.child(NodeKind::name);
  if (!name) name = declaration.child(NodeKind::any_name);
  while (name && !name.is(NodeKind::token)) {
    NodeRef first;
    for (const NodeRef part : name.children()) {
      first = part;
      break;
    }
    name = first.is(NodeKind::error) ? NodeRef() : first;
  }
  return name;
}

std::vector<NodeRef> segments(NodeRef path) {
  std::vector<NodeRef> out;
  for (const NodeRef part : path.children()) {
    if (part.is(NodeKind::name) || part.is(NodeKind::any_name)) out.push_back(part);
  }
  return out;
}

std::string path_text(NodeRef path) {
  std::string out;
  for (const NodeRef part : segments(path)) {
    if (!out.empty()) out += '.';
    out += part.text();
  }
  return out;
}

bool suggest(Diagnostic& d, std::string_view word, std::span<const std::string> candidates, std::string_view these) {
  const auto near = nearest(word, candidates);
  if (near) {
    d.help(fmt::format("did you mean `{}`?", *near));
  } else if (!these.empty() && !candidates.empty()) {
    d.general_help(fmt::format("{} {}", these, listed(candidates, "and")));
  }
  return near.has_value();
}

std::string type_words(const Context& c, const model::Type& type) {
  switch (type.kind) {
    case model::TypeKind::Error:
      return "a value with a mistake in it";
    case model::TypeKind::Bool:
      return "a yes or no";
    case model::TypeKind::Int:
      if (type.lo == type.hi) return "a number";
      return fmt::format("an int from {} to {}", type.lo, type.hi);
    case model::TypeKind::Date:
      return "a date";
    case model::TypeKind::Enum:
      return fmt::format("a `{}`", c.program.enums[type.enumeration].name);
    case model::TypeKind::Set:
      return fmt::format("a set of `{}`", c.program.enums[type.enumeration].name);
    case model::TypeKind::Record:
      return fmt::format("a record `{}`", c.program.records[type.record].name);
  }
  return "";
}

}  // namespace jur::checking
