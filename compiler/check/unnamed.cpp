#include <algorithm>
#include <array>

#include "base/nearest.h"
#include "check/conditions.h"
#include "check/hints.h"

namespace jur::checking {
namespace {

constexpr std::array kDefines{SymbolKind::Define};
constexpr std::array kGroups{SymbolKind::Group};

bool borne(const Context& c, model::ModuleId from, std::string_view text) {
  const std::size_t dot = text.rfind('.');
  const auto modules =
      dot == std::string_view::npos ? model::in_sight(c.program, from) : c.modules_named(from, text.substr(0, dot));
  const std::string_view name = dot == std::string_view::npos ? text : text.substr(dot + 1);
  return std::any_of(modules.begin(), modules.end(), [&](model::ModuleId m) { return c.symbols[m.index].contains(name); });
}

// How to reach a field of this name from the case: "demand.from".
std::optional<std::string> hidden_in_record(const Context& c, const Scope& s, std::string_view name) {
  if (!s.case_type.valid()) return std::nullopt;
  for (const model::CaseMember& m : c.program.cases[s.case_type].members) {
    if (m.field.type.kind != model::TypeKind::Record) continue;
    for (const model::Field& f : c.program.records[m.field.type.record].fields) {
      if (f.name == name) return fmt::format("{}.{}", m.field.name, name);
    }
  }
  return std::nullopt;
}

// What to say beside an unknown name; empty where nothing is near.
struct Help {
  std::string text;
  bool note = false;
};

std::vector<std::string> names_near(const Context& c, const Scope& s, bool qualifiers) {
  std::vector<std::string> near;
  near.reserve(s.locals.size());
  for (const Local& local : s.locals) near.push_back(local.name);
  if (s.case_type.valid()) {
    for (const model::CaseMember& m : c.program.cases[s.case_type].members) near.push_back(m.field.name);
  }
  if (s.law.valid()) {
    for (const model::Field& f : c.program.laws[s.law].assessments) near.push_back(f.name);
  }
  for (const model::ModuleId m : model::in_sight(c.program, s.module)) {
    if (qualifiers && m != s.module) {
      const std::string& module = c.program.modules[m].name;
      near.push_back(module.substr(module.rfind('.') + 1));
    }
    for (const auto& [name, symbol] : c.symbols[m.index]) {
      if (symbol.kind == SymbolKind::Define || (qualifiers && symbol.kind == SymbolKind::Law)) near.push_back(name);
    }
  }
  return near;
}

Help help_for(const Context& c, const Scope& s, const std::vector<NodeRef>& parts) {
  const std::string name(parts.front().text());
  if (parts.size() == 1) {
    if (const auto enums = enums_with(c, s.module, name); !enums.empty()) {
      return {
          fmt::format(
              "`{}` is an enumerator of `{}`: it stands beside a fact of that type, as in `FACT is {}` or `FACT in {{{}, …}}`",
              name, c.program.enums[enums.front()].name, name, name),
          true};
    }
    if (const auto way = hidden_in_record(c, s, name)) return {fmt::format("did you mean `{}`?", *way)};
    for (const model::Define& define : c.program.defines.all()) {
      if (define.name != name) continue;
      const std::string& module = c.program.modules[define.module].name;
      return {fmt::format("module `{}` declares it: add `use {}`", module, module)};
    }
  }
  const auto near = nearest(name, names_near(c, s, parts.size() > 1));
  return near ? Help{fmt::format("did you mean `{}`?", *near)} : Help{};
}

// An enumerator stands where a condition or a value of another type should.
std::string help_with_enumerator(const Context& c, const Scope& s, std::string_view name, const model::Type* wanted) {
  const bool other = wanted != nullptr && (wanted->kind == model::TypeKind::Date || wanted->kind == model::TypeKind::Int);
  if (other) return how_to_write(c, s, *wanted);
  return fmt::format("compare a fact with it: `{}`", asked_of_fact(c, s, enums_with(c, s.module, name).front(), name));
}

// An `extend` in sight that was not read in full, or of an unknown record, may declare the fact.
bool may_be_added(const Context& c, model::ModuleId from, std::string_view name, const model::Record& record) {
  constexpr std::array kRecords{SymbolKind::Record};
  for (const model::ModuleId m : model::in_sight(c.program, from)) {
    for (const NodeRef decl : c.units[m.index].tree->root().children(NodeKind::decl)) {
      const NodeRef extend = decl.child(NodeKind::extend_decl);
      const NodeRef path = extend ? extend.child(NodeKind::path) : NodeRef();
      if (!path) continue;
      const auto extended = c.peek(m, path_text(path), kRecords);
      if (extended && c.program.records[model::RecordId(extended->index)].name != record.name) continue;
      bool unread = false;
      for (const NodeRef part : extend.children()) unread = unread || part.is(NodeKind::error);
      for (const NodeRef field : extend.children(NodeKind::field)) {
        unread = unread || (!extended && name_of(field) && name_of(field).text() == name);
      }
      if (unread) return true;
    }
  }
  return false;
}

}  // namespace

void report_unknown_field(Context& c, model::ModuleId from, NodeRef part, const model::Record& record) {
  if (may_be_added(c, from, part.text(), record)) {
    ++c.silenced;
    return;
  }
  Diagnostic* told = c.report_unknown(from, part.span(), fmt::format("fact of `{}`", record.name), part.text(), record.name);
  if (told == nullptr) return;
  Diagnostic& d = *told;
  std::vector<std::string> near;
  for (const model::Field& f : record.fields) {
    if (seen_from(c, from, record.module, f)) {
      near.push_back(f.name);
    } else if (f.name == part.text()) {
      const std::string& module = c.program.modules[f.module].name;
      d.help(fmt::format("module `{}` adds it: add `use {}`", module, module));
      return;
    }
  }
  (void)suggest(d, part.text(), near, fmt::format("`{}` has", record.name));
  if (d.helps.empty())
    d.general_help(fmt::format("`{}` has no facts: declare it there, as in `{}: bool`", record.name, part.text()));
}

void report_unnamed(Context& c, const Scope& s, NodeRef path, std::string_view what, const model::Type* wanted) {
  const std::string text = path_text(path);
  if (c.doubtful(s.module)) return;
  const auto parts = segments(path);
  const std::size_t dot = text.rfind('.');
  const bool in_module = dot != std::string::npos && !c.modules_named(s.module, std::string_view(text).substr(0, dot)).empty();
  if (const auto group = c.peek(s.module, text, kGroups)) {
    c.sink.report(Code::WrongKind, path.span(), text, "a group", with_article(what))
        .label(group->span, "declared here")
        .help(fmt::format("a group stands after `in`: `FACT in {0}`, or `FACT in (GROUP or {0})`", text));
    return;
  }
  if (in_module || borne(c, s.module, text)) {
    (void)c.find(s.module, path, kDefines, what);
    return;
  }
  const std::string name(parts.front().text());
  const Help help = help_for(c, s, parts);
  Diagnostic* d = c.report_unknown(s.module, parts.front().span(), what, name);
  if (d == nullptr) return;
  if (help.note) {
    d->note(help.text);
    d->general_help(help_with_enumerator(c, s, name, wanted));
  } else if (!help.text.empty()) {
    d->help(help.text);
  } else if (name == "silent" || name == "required" || name == "forbidden" || name == "contradictory" || name == "undetermined") {
    d->help(fmt::format("a verdict is that of an action: `expect PARTY ACTION is {}`", name));
  } else if (!s.case_type.valid()) {
    d->note("no case type is in sight here, so there are no facts");
    d->general_help("declare one with `case NAME as of FACT { … }`, or `use` the module that does");
  } else if (const auto facts = names_near(c, s, false); facts.empty()) {
    d->general_help(fmt::format("declare it in case `{}`, as in `{}: RECORD`", c.program.cases[s.case_type].name, name));
  } else {
    d->general_help(fmt::format("known here: {}", listed(facts, "and")));
  }
}

}  // namespace jur::checking
