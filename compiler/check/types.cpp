#include <array>
#include <map>

#include "check/context.h"

namespace jur::checking {
namespace {

constexpr std::array kTypes{SymbolKind::Enum, SymbolKind::Record};
constexpr std::array kEnums{SymbolKind::Enum};
constexpr std::array kActions{SymbolKind::Action};

model::Type int_type(Context& c, NodeRef base) {
  const NodeRef first = base.child(NodeKind::number, 0);
  const NodeRef last = base.child(NodeKind::number, 1);
  const auto lo = check_number(c, first);
  const auto hi = check_number(c, last);
  if (!lo || !hi) return {};
  if (*lo > *hi) {
    c.sink.report(Code::EmptyRange, join(first.span(), last.span()), *lo, *hi).help(fmt::format("write `{}..{}`", *hi, *lo));
    return {};
  }
  return {model::TypeKind::Int, {}, {}, *lo, *hi};
}

// Types of other languages: what to write instead, or nothing.
std::string_view instead_of(std::string_view name) {
  if (name == "int" || name == "integer" || name == "number") return "a whole number has a range: `int 0..100`";
  if (name == "string" || name == "text") return "text is no fact: list the values that matter in an `enum`";
  if (name == "boolean") return "a yes or no is a `bool`";
  return {};
}

model::Type named_type(Context& c, model::ModuleId from, NodeRef path) {
  const std::string name = path_text(path);
  const std::string_view instead = instead_of(name);
  if (!instead.empty() && !c.peek(from, name, kTypes)) {
    if (Diagnostic* d = c.report_unknown(from, path.span(), "type", name)) d->help(std::string(instead));
    return {};
  }
  const auto found = c.find(from, path, kTypes, "type");
  if (!found) return {};
  if (found->kind == SymbolKind::Enum) return {model::TypeKind::Enum, model::EnumId(found->index), {}, 0, 0};
  return {model::TypeKind::Record, {}, model::RecordId(found->index), 0, 0};
}

model::Type set_type(Context& c, model::ModuleId from, NodeRef path) {
  const auto found = c.find(from, path, kEnums, "enum");
  return found ? model::Type{model::TypeKind::Set, model::EnumId(found->index), {}, 0, 0} : model::Type{};
}

model::Type base_type(Context& c, model::ModuleId from, NodeRef base) {
  const NodeRef path = base.child(NodeKind::path);
  if (base.has(TokenKind::BOOL)) return {model::TypeKind::Bool, {}, {}, 0, 0};
  if (base.has(TokenKind::INT)) return int_type(c, base);
  if (base.has(TokenKind::DATE)) return {model::TypeKind::Date, {}, {}, 0, 0};
  if (!path) return {};
  return base.has(TokenKind::SET) ? set_type(c, from, path) : named_type(c, from, path);
}

}  // namespace

model::Type check_type(Context& c, model::ModuleId from, NodeRef type, bool& optional, bool& or_none) {
  optional = type.has(TokenKind::QUESTION);
  or_none = type.has(TokenKind::NONE);
  if (!type || type.broken()) return {};
  const model::Type out = base_type(c, from, type.child(NodeKind::base_type));
  const NodeRef mark = optional ? type.token(TokenKind::QUESTION) : type.token(TokenKind::NONE);
  if (out.kind == model::TypeKind::Record && (optional || or_none)) {
    c.sink.report(Code::BadField, mark.span(), "a record cannot be unknown or absent as a whole")
        .label(c.program.records[out.record].span, "this record")
        .help("mark the fields in it that may be");
    return {};
  }
  if (or_none && (out.kind == model::TypeKind::Bool || out.kind == model::TypeKind::Set)) {
    c.sink.report(Code::BadField, type.token(TokenKind::NONE).span(), fmt::format("{} cannot be none", type_words(c, out)))
        .help(out.kind == model::TypeKind::Bool ? "`or none` goes with enums, dates and ints; `?` says that it may be unknown"
                                                : "`or none` goes with enums, dates and ints; an empty set is written `{}`");
    return {};
  }
  return out;
}

void check_enums(Context& c) {
  each(c, NodeKind::enum_decl, [&](model::ModuleId module, NodeRef d) {
    const auto index = c.declared(module, d);
    if (!index) return;
    model::EnumType& e = c.program.enums[model::EnumId(*index)];
    std::map<std::string, Span, std::less<>> seen;
    for (const NodeRef item : d.children(NodeKind::enumerator)) {
      const NodeRef name = name_of(item);
      if (!name) continue;
      const auto [first, fresh] = seen.emplace(std::string(name.text()), name.span());
      if (fresh) {
        e.members.push_back({std::string(name.text()), title_of(item), name.span()});
      } else {
        c.sink.report(Code::DuplicateName, name.span(), name.text())
            .label(first->second, "first declared here")
            .help("leave one of them out");
      }
    }
    if (e.members.empty() && !d.broken()) {
      c.sink.report(Code::EmptyEnum, e.span, e.name).help("an enum lists its values: `enum Role { controller, processor }`");
    }
  });
}

void check_actions(Context& c) {
  each(c, NodeKind::action_decl, [&](model::ModuleId module, NodeRef d) {
    const auto index = c.declared(module, d);
    if (!index) return;
    model::Action& action = c.program.actions[model::ActionId(*index)];
    if (const NodeRef path = d.child(NodeKind::path)) {
      const auto found = c.find(module, path, kEnums, "enum");
      if (found) action.parameter = model::EnumId(found->index);
    }
    std::map<std::uint32_t, Span> seen;
    for (const NodeRef clause : d.children(NodeKind::excludes)) {
      for (const NodeRef path : clause.children(NodeKind::path)) {
        const auto other = c.find(module, path, kActions, "action");
        if (!other) continue;
        const auto [first, fresh] = seen.emplace(other->index, path.span());
        if (!fresh) {
          c.sink.report(Code::DuplicateMember, path.span(), path_text(path))
              .label(first->second, "first listed here")
              .help("leave one of them out");
        } else if (other->index == *index) {
          c.sink.report(Code::ActionExcludesItself, path.span(), action.name)
              .help(action.parameter.valid()
                        ? fmt::format("slots exclude each other with `relate {}(a) excludes {}(b) when a is not b`", action.name,
                                      action.name)
                        : "name the action that cannot be done together with it");
        } else {
          action.excludes.emplace_back(other->index);
          action.exclude_spans.push_back(path.span());
        }
      }
    }
  });
}

}  // namespace jur::checking
