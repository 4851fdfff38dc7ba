#include <algorithm>
#include <array>

#include "check/conditions.h"

namespace jur::checking {
namespace {

constexpr std::array kDefines{SymbolKind::Define};
constexpr std::array kLaws{SymbolKind::Law};
constexpr std::array kEnums{SymbolKind::Enum};

Named reported() {
  Named out;
  out.kind = Named::Kind::Error;
  return out;
}

// Steps from a value into the fields that the remaining segments name.
Named descend(Context& c, const Scope& s, std::span<const NodeRef> rest, Named at) {
  for (const NodeRef part : rest) {
    if (at.type.kind == model::TypeKind::Error) return reported();
    if (at.type.kind != model::TypeKind::Record) {
      c.sink.report(Code::TypeMismatch, part.span(), fmt::format("a part of {}", type_words(c, at.type)), "a fact of a record")
          .label(at.declared, fmt::format("declared here as {}", type_words(c, at.type)))
          .help(fmt::format("leave `.{}` out: {} is asked for as a whole", part.text(), type_words(c, at.type)));
      return reported();
    }
    const model::Record& record = c.program.records[at.type.record];
    const auto field = std::find_if(record.fields.begin(), record.fields.end(), [&](const model::Field& f) {
      return f.name == part.text() && seen_from(c, s.module, record.module, f);
    });
    if (field == record.fields.end()) {
      if (!c.partial(SymbolKind::Record, at.type.record.index)) report_unknown_field(c, s.module, part, record);
      return reported();
    }
    at.place.fields.push_back(static_cast<std::uint32_t>(field - record.fields.begin()));
    at.type = field->type;
    at.or_none = field->or_none;
    at.declared = field->span;
  }
  return at;
}

Named of_field(Named::Kind kind, model::Place::Root root, std::size_t index, const model::Field& f) {
  Named out;
  out.kind = kind;
  out.place.root = root;
  out.place.index = static_cast<std::uint32_t>(index);
  out.type = f.type;
  out.or_none = f.or_none;
  out.declared = f.span;
  return out;
}

std::optional<Named> local_named(const Scope& s, std::string_view name) {
  for (const Local& local : s.locals) {
    if (local.name != name) continue;
    Named out;
    out.kind = Named::Kind::Local;
    out.place.root = model::Place::Root::Parameter;
    out.place.index = local.position;
    out.type = local.type;
    out.or_none = local.or_none;
    out.declared = local.span;
    return out;
  }
  return std::nullopt;
}

std::optional<Named> member_named(const Context& c, const Scope& s, std::string_view name) {
  if (!s.case_type.valid()) return std::nullopt;
  const auto& members = c.program.cases[s.case_type].members;
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (members[i].field.name == name) return of_field(Named::Kind::Fact, model::Place::Root::Case, i, members[i].field);
  }
  return std::nullopt;
}

std::optional<Named> assessment_named(const Context& c, model::LawId law, std::string_view name) {
  if (!law.valid()) return std::nullopt;
  const auto& assessments = c.program.laws[law].assessments;
  for (std::size_t i = 0; i < assessments.size(); ++i) {
    if (assessments[i].name != name) continue;
    Named out = of_field(Named::Kind::Fact, model::Place::Root::LawAssessment, i, assessments[i]);
    out.place.law = law;
    return out;
  }
  return std::nullopt;
}

std::optional<Named> define_named(const Context& c, model::ModuleId from, std::string_view name) {
  const auto symbol = c.peek(from, name, kDefines);
  if (!symbol) return std::nullopt;
  Named out;
  out.kind = Named::Kind::Define;
  out.define = model::DefineId(symbol->index);
  out.type = bool_type();
  out.declared = symbol->span;
  return out;
}

Named only_one(Context& c, NodeRef path, std::span<const Named> found) {
  if (found.empty()) return {};
  if (found.size() == 1) return found.front();
  Diagnostic& d = c.sink.report(Code::AmbiguousName, path.span(), path_text(path), "it names two things of the case");
  for (const Named& n : found) {
    d.label(n.declared, n.kind == Named::Kind::Define                       ? "this define"
                        : n.place.root == model::Place::Root::LawAssessment ? "this assessment"
                                                                            : "this fact");
  }
  d.help("give one of them another name");
  return reported();
}

Named qualified(Context& c, const Scope& s, NodeRef path, const std::vector<NodeRef>& parts) {
  const std::string text = path_text(path);
  const std::string_view last = parts.back().text();
  const std::string prefix = text.substr(0, text.size() - last.size() - 1);
  if (const auto law = c.peek(s.module, prefix, kLaws)) {
    const model::LawId id(law->index);
    if (auto found = assessment_named(c, id, last)) return *found;
    if (c.partial(SymbolKind::Law, law->index)) return reported();
    std::vector<std::string> near;
    for (const model::Field& f : c.program.laws[id].assessments) near.push_back(f.name);
    const std::string what = fmt::format("assessment of law `{}`", prefix);
    Diagnostic* told = c.report_unknown(s.module, parts.back().span(), what, last, c.program.laws[id].name);
    if (told == nullptr) return reported();
    Diagnostic& d = *told;
    for (const model::RuleId rule : c.program.laws[id].rules) {
      if (c.program.rules[rule].name == last) {
        d.label(c.program.rules[rule].span, "this is a rule")
            .help("a condition asks for facts; whether a rule applies is no fact");
        return reported();
      }
    }
    (void)suggest(d, last, near, fmt::format("`{}` has the assessments", prefix));
    if (d.helps.empty()) d.general_help(fmt::format("declare it in the law: `assessment {} \"title\" by \"who decides\"`", last));
    return reported();
  }
  if (auto found = define_named(c, s.module, text)) return *found;
  return {};
}

}  // namespace

bool seen_from(const Context& c, model::ModuleId from, model::ModuleId home, const model::Field& f) {
  if (f.module == home || f.module == from) return true;
  const auto modules = model::loaded(c.program, from);
  return std::binary_search(modules.begin(), modules.end(), f.module);
}

Named look_up(Context& c, const Scope& s, NodeRef path) {
  if (path.broken()) return reported();
  const auto parts = segments(path);
  if (parts.empty()) return reported();
  const std::string_view first = parts.front().text();
  const auto rest = std::span(parts).subspan(1);
  if (const auto local = local_named(s, first)) return descend(c, s, rest, *local);
  std::vector<Named> found;
  if (const auto member = member_named(c, s, first)) found.push_back(*member);
  if (rest.empty()) {
    if (const auto assessment = assessment_named(c, s.law, first)) found.push_back(*assessment);
    if (const auto define = define_named(c, s.module, first)) found.push_back(*define);
  }
  if (!found.empty()) return descend(c, s, rest, only_one(c, path, found));
  if (s.case_type.valid() && c.partial(SymbolKind::Case, s.case_type.index)) return reported();
  if (rest.empty()) return {};
  return qualified(c, s, path, parts);
}

bool known(const Context& c, const Scope& s, NodeRef path) {
  if (path.broken()) return true;
  const auto parts = segments(path);
  if (parts.empty()) return true;
  const std::string_view first = parts.front().text();
  if (local_named(s, first) || member_named(c, s, first)) return true;
  if (s.case_type.valid() && c.partial(SymbolKind::Case, s.case_type.index)) return true;
  if (parts.size() == 1) return assessment_named(c, s.law, first) || define_named(c, s.module, first);
  const std::string text = path_text(path);
  return c.peek(s.module, std::string_view(text).substr(0, text.rfind('.')), kLaws) || define_named(c, s.module, text);
}

std::vector<model::EnumId> enums_with(const Context& c, model::ModuleId from, std::string_view name) {
  std::vector<model::EnumId> out;
  for (const model::ModuleId m : model::in_sight(c.program, from)) {
    for (const auto& [_, symbol] : c.symbols[m.index]) {
      if (symbol.kind != SymbolKind::Enum) continue;
      const model::EnumId id(symbol.index);
      if (peek_member(c, id, name)) out.push_back(id);
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::optional<std::uint32_t> enumerator(const Context& c, model::ModuleId from, NodeRef path, model::EnumId type) {
  if (path.broken() || !type.valid()) return std::nullopt;
  const std::string text = path_text(path);
  const std::size_t dot = text.rfind('.');
  if (dot == std::string::npos) return peek_member(c, type, text);
  const std::string_view prefix = std::string_view(text).substr(0, dot);
  const auto named = c.peek(from, prefix, kEnums);
  const auto modules = c.modules_named(from, prefix);
  const bool qualifies = named ? named->index == type.index
                               : std::find(modules.begin(), modules.end(), c.program.enums[type].module) != modules.end();
  return qualifies ? peek_member(c, type, std::string_view(text).substr(dot + 1)) : std::nullopt;
}

std::optional<model::Place> check_place(Context& c, const Scope& s, NodeRef path, model::Type& type) {
  type = {};
  const Named named = look_up(c, s, path);
  switch (named.kind) {
    case Named::Kind::Fact:
    case Named::Kind::Local:
      type = named.type;
      return named.place;
    case Named::Kind::Define:
      c.sink.report(Code::WrongKind, path.span(), path_text(path), "a define", "a fact")
          .label(named.declared, "declared here")
          .help("name the fact that it asks for");
      return std::nullopt;
    case Named::Kind::Nothing:
      report_unnamed(c, s, path, "fact");
      return std::nullopt;
    case Named::Kind::Error:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace jur::checking
