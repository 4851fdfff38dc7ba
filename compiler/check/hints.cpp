#include "check/hints.h"

#include <algorithm>

#include "check/conditions.h"

namespace jur::checking {
namespace {

constexpr std::size_t kMostMembers = 5;  // enumerators that are named
constexpr std::size_t kMostFacts = 3;    // facts that are suggested

bool is_asked(Asked asked, const model::Type& wanted, const model::Type& type, bool or_none) {
  switch (asked) {
    case Asked::Type:
      return type.kind != model::TypeKind::Error && fits(wanted, type);
    case Asked::AnySet:
      return type.kind == model::TypeKind::Set;
    case Asked::OrNone:
      return or_none;
  }
  return false;
}

struct Facts {
  const Context& c;
  const Scope& s;
  Asked asked;
  const model::Type& wanted;
  std::vector<std::string> found{};

  void add(const std::string& name, const model::Type& type, bool or_none) {
    if (is_asked(asked, wanted, type, or_none)) found.push_back(name);
    if (type.kind != model::TypeKind::Record) return;
    const model::Record& record = c.program.records[type.record];
    for (const model::Field& f : record.fields) {
      const bool seen = seen_from(c, s.module, record.module, f);
      if (seen && is_asked(asked, wanted, f.type, f.or_none)) found.push_back(fmt::format("{}.{}", name, f.name));
    }
  }
};

std::string members_of(const model::EnumType& e) {
  std::vector<std::string> names;
  for (const model::Member& m : e.members) names.push_back(m.name);
  return listed(names);
}

std::string value_like(const Context& c, const model::Type& type) {
  switch (type.kind) {
    case model::TypeKind::Bool:
      return "`yes` or `no`";
    case model::TypeKind::Int:
      return type.lo == type.hi ? "a number" : fmt::format("a number from {} to {}", type.lo, type.hi);
    case model::TypeKind::Date:
      return "a date such as `2014-09-01`";
    case model::TypeKind::Enum: {
      const model::EnumType& e = c.program.enums[type.enumeration];
      if (e.members.empty()) return fmt::format("an enumerator of `{}`", e.name);
      if (e.members.size() <= kMostMembers) return members_of(e);
      return fmt::format("an enumerator of `{}` such as `{}`", e.name, e.members.front().name);
    }
    case model::TypeKind::Set: {
      const model::EnumType& e = c.program.enums[type.enumeration];
      if (e.members.empty()) return fmt::format("a set of `{}`", e.name);
      return fmt::format("enumerators of `{}` in braces, such as `{{{}}}`", e.name, e.members.front().name);
    }
    case model::TypeKind::Record:
    case model::TypeKind::Error:
      break;
  }
  return {};
}

std::string form_of(SymbolKind kind, std::string_view name) {
  switch (kind) {
    case SymbolKind::Enum:
      return fmt::format("`enum {} {{ … }}`", name);
    case SymbolKind::Record:
      return fmt::format("`record {} {{ … }}`", name);
    case SymbolKind::Group:
      return fmt::format("`group {} of ENUM = {{ … }}`", name);
    case SymbolKind::Relation:
      return fmt::format("`relation {}(ENUM, ENUM) {{ … }}`", name);
    case SymbolKind::Case:
      return fmt::format("`case {} as of FACT {{ … }}`", name);
    case SymbolKind::Define:
      return fmt::format("`define {} = CONDITION`", name);
    case SymbolKind::Action:
      return fmt::format("`action {}`", name);
    case SymbolKind::Law:
      return fmt::format("`law {} {{ … }}`", name);
    case SymbolKind::Route:
      return fmt::format("`route {} {{ … }}`", name);
    case SymbolKind::Decision:
      return fmt::format("`decision {} for CASE {{ … }}`", name);
  }
  return {};
}

}  // namespace

std::string listed(std::span<const std::string> names, std::string_view last, std::size_t most) {
  std::string out;
  for (std::size_t i = 0; i < std::min(names.size(), most); ++i) {
    if (i > 0) out += i + 1 == names.size() ? fmt::format(" {} ", last) : ", ";
    out += fmt::format("`{}`", names[i]);
  }
  return names.size() > most ? out + ", …" : out;
}

std::string declared_as(const Context& c, const model::Type& type) {
  switch (type.kind) {
    case model::TypeKind::Bool:
      return "bool";
    case model::TypeKind::Int:
      return fmt::format("int {}..{}", type.lo, type.hi);
    case model::TypeKind::Date:
      return "date";
    case model::TypeKind::Enum:
      return c.program.enums[type.enumeration].name;
    case model::TypeKind::Set:
      return fmt::format("set of {}", c.program.enums[type.enumeration].name);
    case model::TypeKind::Record:
      return c.program.records[type.record].name;
    case model::TypeKind::Error:
      break;
  }
  return "TYPE";
}

std::vector<std::string> facts_like(const Context& c, const Scope& s, Asked asked, const model::Type& type) {
  Facts facts{c, s, asked, type};
  for (const Local& local : s.locals) facts.add(local.name, local.type, local.or_none);
  if (s.case_type.valid()) {
    for (const model::CaseMember& m : c.program.cases[s.case_type].members)
      facts.add(m.field.name, m.field.type, m.field.or_none);
  }
  return std::move(facts.found);
}

std::string how_to_write(const Context& c, const model::Type& type) {
  const std::string value = value_like(c, type);
  return value.empty() ? std::string("give its fields: `{ FIELD: VALUE }`") : fmt::format("write {}", value);
}

std::string how_to_write(const Context& c, const Scope& s, const model::Type& type, std::string_view but) {
  std::vector<std::string> facts = facts_like(c, s, Asked::Type, type);
  std::erase(facts, but);
  const std::string value = value_like(c, type);
  const std::string named = listed(facts, "or", kMostFacts);
  if (value.empty()) {
    return named.empty() ? fmt::format("the case has none: add `NAME: {}` to it", declared_as(c, type))
                         : fmt::format("name one: {}", named);
  }
  return named.empty() ? fmt::format("write {}", value) : fmt::format("write {}, or a fact: {}", value, named);
}

std::string how_to_fit(const model::Type& type, std::int64_t lowest, std::int64_t highest) {
  return fmt::format("write a number from {} to {}, or widen the type: `int {}..{}`", type.lo, type.hi, std::min(type.lo, lowest),
                     std::max(type.hi, highest));
}

std::string how_to_ask(const Context& c, const model::Type& type, std::string_view text) {
  switch (type.kind) {
    case model::TypeKind::Enum: {
      const auto& members = c.program.enums[type.enumeration].members;
      return fmt::format("compare it: `{} is {}`", text, members.empty() ? "…" : members.front().name);
    }
    case model::TypeKind::Set: {
      const auto& members = c.program.enums[type.enumeration].members;
      return fmt::format("ask what it holds: `{} has {}`", text, members.empty() ? "…" : members.front().name);
    }
    case model::TypeKind::Int:
      return fmt::format("compare it: `{} > {}`", text, type.lo);
    case model::TypeKind::Date:
      return fmt::format("compare it: `{} < 2018-05-25`", text);
    case model::TypeKind::Record:
      return fmt::format("name one of its facts: `{}.FACT`", text);
    case model::TypeKind::Bool:
    case model::TypeKind::Error:
      break;
  }
  return {};
}

std::string asked_of_fact(const Context& c, const Scope& s, model::EnumId of, std::string_view member) {
  if (const auto facts = facts_like(c, s, Asked::Type, enum_type(of)); !facts.empty())
    return fmt::format("{} is {}", facts.front(), member);
  if (const auto sets = facts_like(c, s, Asked::Type, set_type(of)); !sets.empty())
    return fmt::format("{} has {}", sets.front(), member);
  return fmt::format("FACT is {}", member);
}

std::vector<std::string> names_of(const Context& c, model::ModuleId from, std::span<const SymbolKind> wanted) {
  std::vector<std::string> out;
  for (const model::ModuleId m : model::in_sight(c.program, from)) {
    for (const auto& [name, symbol] : c.symbols[m.index]) {
      if (std::ranges::find(wanted, symbol.kind) != wanted.end()) out.push_back(name);
    }
  }
  return out;
}

std::string declaration_of(std::span<const SymbolKind> wanted, std::string_view name) {
  std::string out;
  for (const SymbolKind kind : wanted) out += fmt::format("{}{}", out.empty() ? "" : " or ", form_of(kind, name));
  return out;
}

std::string instead_of_kind(const Context& c, model::ModuleId from, std::span<const SymbolKind> wanted) {
  const auto names = names_of(c, from, wanted);
  if (names.empty()) return fmt::format("there is none here: declare one, as in {}", declaration_of(wanted, "NAME"));
  return fmt::format("name {}", listed(names));
}

std::string how_to_name_group(const Context& c, model::ModuleId from, model::EnumId of) {
  std::vector<std::string> groups;
  for (const model::ModuleId m : model::in_sight(c.program, from)) {
    for (const auto& [name, symbol] : c.symbols[m.index]) {
      if (symbol.kind == SymbolKind::Group && c.program.groups[model::GroupId(symbol.index)].of == of) groups.push_back(name);
    }
  }
  if (groups.empty()) return {};
  return fmt::format("name a group of `{}`: {}", c.program.enums[of].name, listed(groups));
}

}  // namespace jur::checking
