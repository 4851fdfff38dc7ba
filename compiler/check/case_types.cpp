#include <algorithm>
#include <array>

#include "check/context.h"
#include "check/fields.h"
#include "check/hints.h"

namespace jur::checking {
namespace {

void check_party_field(Context& c, NodeRef node, model::Field& f) {
  if (f.type.kind == model::TypeKind::Record || f.type.kind == model::TypeKind::Error) return;
  c.sink
      .report(Code::TypeMismatch, node.child(NodeKind::field).child(NodeKind::type).span(), type_words(c, f.type),
              "a record for a party")
      .help("declare one: `record Entity { … }`; a record may have no fields");
  f.type = {};
}

// `demand: party custodian: Entity`: the word was read as the type that is missing before it.
bool read_as_type(Context& c, model::ModuleId module, NodeRef field) {
  constexpr std::array kTypes{SymbolKind::Enum, SymbolKind::Record};
  const NodeRef type = field.child(NodeKind::type);
  const NodeRef path = type ? type.child(NodeKind::base_type).child(NodeKind::path) : NodeRef();
  return path && path.text() == "party" && !c.peek(module, "party", kTypes);
}

// `after_party`: the word was read as the type of the member before. True where that is so of this one.
bool add_member(Context& c, model::ModuleId module, NodeRef node, model::CaseType& t, bool after_party) {
  std::optional<model::Field> field;
  const NodeRef plain = node.child(NodeKind::field);
  const bool swallowed = read_as_type(c, module, plain);
  if (const NodeRef assessment = node.child(NodeKind::assessment)) {
    field = check_assessment(c, module, assessment);
  } else if (swallowed && name_of(plain)) {
    c.sink.report(Code::SyntaxError, plain.child(NodeKind::type).span(), "a type is missing before `party`")
        .help(fmt::format("write `{}: TYPE`", name_of(plain).text()));
    field.emplace();
    field->name = std::string(name_of(plain).text());
    field->module = module;
    field->span = name_of(plain).span();
  } else if (plain) {
    field = field_of_node(c, module, plain);
  }
  if (!field) return false;
  const auto first =
      std::find_if(t.members.begin(), t.members.end(), [&](const model::CaseMember& m) { return m.field.name == field->name; });
  if (first != t.members.end()) {
    c.sink.report(Code::DuplicateName, field->span, field->name)
        .label(first->field.span, "first declared here")
        .help("give one of them another name");
    return swallowed;
  }
  const bool party = node.has(TokenKind::PARTY) || after_party;
  if (party) check_party_field(c, node, *field);
  if (plain) finish_field(c, module, plain, *field);
  t.members.push_back({std::move(*field), party});
  return swallowed;
}

template <class Fields, class NameOf>
std::optional<std::uint32_t> position(const Fields& fields, std::string_view name, NameOf name_of) {
  for (std::uint32_t i = 0; i < fields.size(); ++i) {
    if (name_of(fields[i]) == name) return i;
  }
  return std::nullopt;
}

// True where a fact of a like name is suggested.
bool report_unknown_fact(Context& c, const model::CaseType& t, NodeRef part, const model::Record* record) {
  std::vector<std::string> near;
  if (record != nullptr) {
    for (const model::Field& f : record->fields) near.push_back(f.name);
  } else {
    for (const model::CaseMember& m : t.members) near.push_back(m.field.name);
  }
  Diagnostic* told = c.report_unknown(
      t.module, part.span(),
      record != nullptr ? fmt::format("field of record `{}`", record->name) : fmt::format("fact of case `{}`", t.name),
      part.text(), record != nullptr ? std::string_view(record->name) : std::string_view());
  if (told == nullptr) return true;
  Diagnostic& d = *told;
  if (record != nullptr) d.label(record->span, "this record");
  const bool found = suggest(d, part.text(), near, fmt::format("`{}` has", record != nullptr ? record->name : t.name));
  if (d.helps.empty()) d.general_help(fmt::format("declare it: `{}: date`", part.text()));
  return found;
}

// Which date `as of` may name.
std::string date_of_case(const Context& c, const model::CaseType& t, std::uint32_t index) {
  model::Type date;
  date.kind = model::TypeKind::Date;
  const auto dates = facts_like(c, {t.module, model::CaseId(index), {}, {}}, Asked::Type, date);
  return dates.empty() ? "give a record of the case a date, as in `received: date`, and name that"
                       : fmt::format("name a date: {}", listed(dates));
}

// The fact that `as of` names; nothing where there is none (reported, or hidden by what was).
const model::Field* as_of_fact(Context& c, model::CaseType& t, std::uint32_t index, NodeRef path) {
  const auto parts = segments(path);
  const auto root =
      position(t.members, parts.front().text(), [](const model::CaseMember& m) { return std::string_view(m.field.name); });
  if (!root) {
    if (!c.partial(SymbolKind::Case, index)) (void)report_unknown_fact(c, t, parts.front(), nullptr);
    return nullptr;
  }
  const auto loaded = model::loaded(c.program, t.module);
  t.as_of.index = *root;
  const model::Field* field = &t.members[*root].field;
  for (std::size_t i = 1; i < parts.size(); ++i) {
    if (field->type.kind == model::TypeKind::Error) return nullptr;
    if (field->type.kind != model::TypeKind::Record) {
      c.sink
          .report(Code::BadAsOf, parts[i].span(),
                  fmt::format("`{}` is {} and has no fields", field->name, type_words(c, field->type)))
          .label(field->span, "declared here")
          .help(date_of_case(c, t, index));
      t.members[*root].field.type = {};
      return nullptr;
    }
    const model::Record& r = c.program.records[field->type.record];
    const auto next = position(r.fields, parts[i].text(), [&](const model::Field& f) {
      return f.module == r.module || std::ranges::binary_search(loaded, f.module) ? std::string_view(f.name) : std::string_view();
    });
    if (!next) {
      if (c.partial(SymbolKind::Record, field->type.record.index)) return nullptr;
      if (!report_unknown_fact(c, t, parts[i], &r)) t.members[*root].field.type = {};  // rather another type than another name
      return nullptr;
    }
    t.as_of.fields.push_back(*next);
    field = &r.fields[*next];
  }
  return field;
}

void check_as_of(Context& c, model::CaseType& t, std::uint32_t index, NodeRef path) {
  if (!path || path.broken()) return;
  const model::Field* f = as_of_fact(c, t, index, path);
  if (f == nullptr || f->type.kind == model::TypeKind::Error) return;
  const std::string name = path_text(path);
  if (f->type.kind != model::TypeKind::Date) {
    c.sink.report(Code::BadAsOf, path.span(), fmt::format("`{}` is {}", name, type_words(c, f->type)))
        .label(f->span, "declared here")
        .help(date_of_case(c, t, index));
  } else if (f->optional) {
    c.sink.report(Code::BadAsOf, path.span(), fmt::format("`{}` may be unknown", name))
        .label(f->span, "declared here with `?`")
        .help("the laws in force depend on it: declare it without `?`");
  } else if (f->or_none) {
    c.sink.report(Code::BadAsOf, path.span(), fmt::format("`{}` may be none", name))
        .label(f->span, "declared here with `or none`")
        .help("the laws in force depend on it: declare it without `or none`");
  }
}

}  // namespace

void check_cases(Context& c) {
  each(c, NodeKind::case_decl, [&](model::ModuleId module, NodeRef d) {
    const auto index = c.declared(module, d);
    if (!index) return;
    model::CaseType& t = c.program.cases[model::CaseId(*index)];
    bool after_party = false;
    for (const NodeRef member : d.children(NodeKind::case_member)) after_party = add_member(c, module, member, t, after_party);
    check_as_of(c, t, *index, d.child(NodeKind::path));
  });
}

}  // namespace jur::checking
