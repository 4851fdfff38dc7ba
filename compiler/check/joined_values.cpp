#include "check/joined_values.h"

#include <algorithm>

#include <fmt/format.h>

namespace jur::checking {
namespace {

NodeRef without_not(NodeRef negation) {
  for (const NodeRef child : negation.children()) {
    if (child.is(NodeKind::token)) return {};
  }
  return negation.child(NodeKind::comparison);
}

std::vector<model::EnumId> enums_of(const Context& c, const Scope& s, NodeRef path) {
  if (!path || known(c, s, path)) return {};
  return enums_with(c, s.module, path.text());
}

// The only name of a part.
NodeRef lone_name(NodeRef part) {
  const NodeRef comparison = without_not(part);
  if (!comparison || comparison.broken() || comparison.child(NodeKind::comparison_tail)) return {};
  const NodeRef sum = comparison.child(NodeKind::sum);
  return sum ? lone_path(sum) : NodeRef();
}

struct First {
  NodeRef left;
  std::string values;
  std::vector<model::EnumId> enums;
  bool negated = false;
};

First first_of(const Context& c, const Scope& s, NodeRef part) {
  First out;
  const NodeRef comparison = without_not(part);
  const NodeRef tail = comparison && !comparison.broken() ? comparison.child(NodeKind::comparison_tail) : NodeRef();
  if (!tail || tail.child(NodeKind::on_date)) return out;
  NodeRef name;
  if (const NodeRef operand = tail.child(NodeKind::set_operand)) {
    const NodeRef set = operand.child(NodeKind::set_literal);
    const auto members = set ? set.children(NodeKind::path) : operand.children(NodeKind::path);
    if (!members.empty()) name = members.front();
    for (const NodeRef member : members) out.values += (out.values.empty() ? "" : ", ") + std::string(member.text());
  } else if (const NodeRef sum = tail.child(NodeKind::sum); sum && (tail.has(TokenKind::IS) || tail.has(TokenKind::EQ))) {
    name = lone_path(sum);
    if (name) out.values = name.text();
  }
  out.left = comparison.child(NodeKind::quantified) ? comparison.child(NodeKind::quantified) : comparison.child(NodeKind::sum);
  out.enums = enums_of(c, s, name);
  out.negated = tail.has(TokenKind::NOT);
  return out;
}

}  // namespace

std::size_t report_joined_values(Context& c, const Scope& s, const std::vector<NodeRef>& parts, std::size_t first) {
  First about = first_of(c, s, parts[first]);
  std::vector<NodeRef> names;
  for (std::size_t i = first + 1; i < parts.size() && !about.enums.empty(); ++i) {
    const NodeRef name = lone_name(parts[i]);
    const auto enums = enums_of(c, s, name);
    if (std::ranges::find(enums, about.enums.front()) == enums.end()) break;
    names.push_back(name);
    about.values += fmt::format(", {}", name.text());
  }
  if (names.empty()) return 0;
  const std::string& type = c.program.enums[about.enums.front()].name;
  Diagnostic& d = c.sink.report(Code::WrongKind, names.front().span(), names.front().text(),
                                fmt::format("an enumerator of `{}`", type), "a condition");
  for (std::size_t i = 1; i < names.size(); ++i) d.label(names[i].span(), "and here");
  d.help(fmt::format("write `{} {}in {{{}}}`", about.left.text(), about.negated ? "not " : "", about.values));
  if (about.left.is(NodeKind::sum)) (void)value_of_sum(c, s, about.left, nullptr);
  return names.size() + 1;
}

}  // namespace jur::checking
