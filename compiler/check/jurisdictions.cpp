#include <algorithm>
#include <array>

#include "check/conditions.h"
#include "check/hints.h"

namespace jur::checking {
namespace {

constexpr std::array kGroups{SymbolKind::Group};

struct Candidate {
  model::EnumId of;
  std::uint32_t member;
};

std::vector<Candidate> members_named(const Context& c, model::ModuleId from, NodeRef path) {
  std::vector<Candidate> out;
  const auto parts = segments(path);
  for (const model::EnumId id : enums_with(c, from, parts.back().text())) {
    if (const auto member = enumerator(c, from, path, id)) out.push_back({id, *member});
  }
  return out;
}

void report_several(Context& c, NodeRef path, const std::vector<Candidate>& members, const std::optional<Symbol>& group) {
  const std::string text = path_text(path);
  Diagnostic& d = c.sink.report(Code::AmbiguousName, path.span(), text,
                                group ? "a group and an enumerator have this name" : "several enums have this enumerator");
  std::string ways;
  for (const Candidate& k : members) {
    const model::EnumType& e = c.program.enums[k.of];
    d.label(e.members[k.member].span, fmt::format("an enumerator of `{}`", e.name));
    ways += fmt::format("{}`{}.{}`", ways.empty() ? "" : " or ", e.name, e.members[k.member].name);
  }
  if (group) d.label(group->span, "a group");
  d.help(fmt::format("for the enumerator write {}", ways));
}

void report_none(Context& c, model::ModuleId from, NodeRef path) {
  const std::string text = path_text(path);
  const auto modules = model::in_sight(c.program, from);
  bool borne = text.find('.') != std::string::npos;
  for (const model::ModuleId m : modules) borne = borne || c.symbols[m.index].contains(text);
  if (borne) {
    const std::size_t before = c.sink.all().size();
    (void)c.find(from, path, kGroups, "legal order");
    if (c.sink.all().size() > before)
      c.sink[before].helps = {"name an enumerator or a group, as in `IE` or `EU`, or write the order as a text in quotes"};
    return;
  }
  if (c.doubtful(from)) return;
  if (c.typeless.contains(from)) return;  // it may come from where the type comes from
  for (const model::ModuleId m : modules) {
    for (const auto& [_, symbol] : c.symbols[m.index]) {
      if (symbol.kind == SymbolKind::Enum && c.partial(SymbolKind::Enum, symbol.index)) return;
    }
  }
  Diagnostic* told = c.report_unknown(from, path.span(), "enumerator or group", text);
  if (told == nullptr) return;
  Diagnostic& d = *told;
  std::vector<std::string> near;
  for (const model::ModuleId m : modules) {
    for (const auto& [name, symbol] : c.symbols[m.index]) {
      if (symbol.kind == SymbolKind::Group) near.push_back(name);
      if (symbol.kind != SymbolKind::Enum || text.size() < 3) continue;
      for (const model::Member& member : c.program.enums[model::EnumId(symbol.index)].members) near.push_back(member.name);
    }
  }
  for (const model::ModuleId m : modules) {
    for (const auto& [_, symbol] : c.symbols[m.index]) {
      if (symbol.kind != SymbolKind::Enum) continue;
      const auto& members = c.program.enums[model::EnumId(symbol.index)].members;
      const auto exact = std::ranges::find(members, text, &model::Member::title);
      auto found = member_titled(c.program.enums[model::EnumId(symbol.index)], text);
      if (exact != members.end()) found = static_cast<std::size_t>(exact - members.begin());
      if (!found) continue;
      d.help(fmt::format("did you mean `{}`, {}?", members[*found].name, members[*found].title));
      return;
    }
  }
  (void)suggest(d, text, near);
  if (d.helps.empty())
    d.general_help(fmt::format("an order that no enumerator or group stands for is written as a text: `\"{}\"`", text));
}

}  // namespace

std::optional<model::Jurisdiction> check_jurisdiction(Context& c, model::ModuleId from, NodeRef node) {
  model::Jurisdiction out;
  if (!node || node.broken()) return std::nullopt;
  if (!node.is(NodeKind::path)) {
    out.kind = model::Jurisdiction::Kind::Text;
    out.name = syntax::string_value(node);
    if (!out.name.empty()) return out;
    c.sink.report(Code::BadJurisdiction, node.span(), "a legal order has a name, and this text is empty")
        .help("write its name between the quotes, or leave `jurisdiction` out: the law is then an order of its own");
    return std::nullopt;
  }
  const auto members = members_named(c, from, node);
  const auto group = c.peek(from, path_text(node), kGroups);
  if (members.size() + (group ? 1 : 0) > 1) {
    report_several(c, node, members, group);
    return std::nullopt;
  }
  if (group) {
    out.kind = model::Jurisdiction::Kind::Group;
    out.group = model::GroupId(group->index);
    out.name = c.program.groups[out.group].name;
    return out;
  }
  if (members.empty()) {
    report_none(c, from, node);
    return std::nullopt;
  }
  out.kind = model::Jurisdiction::Kind::Member;
  out.enumeration = members.front().of;
  out.member = members.front().member;
  out.name = c.program.enums[out.enumeration].members[out.member].name;
  return out;
}

}  // namespace jur::checking
