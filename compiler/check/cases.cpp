#include <array>

#include "check/clauses.h"
#include "check/context.h"
#include "check/hints.h"

namespace jur::checking {
namespace {

constexpr std::array kCases{SymbolKind::Case};
constexpr std::array kCasesAndDecisions{SymbolKind::Case, SymbolKind::Decision};

std::string declaration_words(NodeRef declaration) {
  std::string words{syntax::describe(declaration.kind())};
  if (words.starts_with("a ")) words = words.substr(2);
  if (words.starts_with("an ")) words = words.substr(3);
  const NodeRef name = name_of(declaration);
  return name ? fmt::format("{} `{}`", words, name.text()) : fmt::format("this {}", words);
}

// From the keyword to the name, or the keyword alone.
Span head_span(NodeRef declaration) {
  if (const NodeRef name = name_of(declaration)) return name.span();
  for (const NodeRef part : declaration.children()) return part.span();
  return declaration.span();
}

}  // namespace

model::CaseId check_for_case(Context& c, model::ModuleId from, NodeRef declaration) {
  if (const NodeRef clause = declaration.child(NodeKind::for_case)) {
    const NodeRef path = clause.child(NodeKind::path);
    if (!path) return {};
    const auto found = c.find(from, path, kCases, "case");
    return found ? model::CaseId(found->index) : model::CaseId();
  }
  std::vector<model::CaseId> seen;
  const std::vector<model::ModuleId> modules = model::in_sight(c.program, from);
  for (const model::CaseId id : c.program.cases.ids()) {
    for (const model::ModuleId m : modules) {
      if (c.program.cases[id].module == m) seen.push_back(id);
    }
  }
  if (seen.size() > 1) {
    const std::size_t before = seen.size();
    std::erase_if(seen, [&](model::CaseId id) { return c.partial(SymbolKind::Case, id.index); });
    if (seen.empty() || (seen.size() > 1 && seen.size() < before)) return {};
  }
  if (seen.size() == 1) return seen.front();
  if (seen.empty()) {
    if (declaration.is(NodeKind::define_decl) || c.doubtful(from) || c.lost(from, "case") || c.lost(from, "as")) return {};
    c.caseless.resize(c.units.size());
    if (c.caseless[from.index]) return {};
    c.caseless[from.index] = true;
    c.sink.report(Code::NoCaseType, head_span(declaration), declaration_words(declaration))
        .help("declare one with `case NAME as of FACT { … }`, or `use` the module that does");
    return {};
  }
  std::string names;
  for (std::size_t i = 0; i < seen.size(); ++i) {
    names += fmt::format("{}`{}`", i == 0 ? "" : i + 1 == seen.size() ? " and " : ", ", c.program.cases[seen[i]].name);
  }
  Diagnostic& d = c.sink.report(Code::CaseTypeOpen, head_span(declaration), declaration_words(declaration), names);
  for (const model::CaseId id : seen) d.label(c.program.cases[id].span, fmt::format("case `{}`", c.program.cases[id].name));
  d.help(fmt::format("say so: `for {}`", c.program.cases[seen.front()].name));
  return {};
}

For check_for(Context& c, model::ModuleId from, NodeRef declaration) {
  const NodeRef clause = declaration.child(NodeKind::for_case);
  const NodeRef path = clause ? clause.child(NodeKind::path) : NodeRef();
  const std::vector<NodeRef> under_all = declaration.children(NodeKind::under_all);
  only_one(c, under_all, "`under all laws`");
  const bool all_laws = !under_all.empty();
  if (!path || c.peek(from, path_text(path), kCases)) return {check_for_case(c, from, declaration), {}, all_laws};
  const auto found = c.find(from, path, kCasesAndDecisions, "case or decision");
  if (!found) return {};
  if (found->kind == SymbolKind::Case) return {model::CaseId(found->index), {}, all_laws};
  const model::Decision& decision = c.program.decisions[found->index];
  if (all_laws) {
    c.sink
        .report(Code::MisplacedClause, under_all.front().span(),
                fmt::format("`{}` is a decision, which says itself what laws count", decision.name))
        .label(decision.span, "that decision")
        .help(fmt::format("take it out, or write `for {} under all laws`", c.program.cases[decision.case_type].name));
  }
  return {decision.case_type, found->index};
}

const model::Field* field_of(const model::Program& program, model::CaseId case_type, const model::Place& place) {
  const model::Field* field = nullptr;
  switch (place.root) {
    case model::Place::Root::Case:
      field = &program.cases[case_type].members[place.index].field;
      break;
    case model::Place::Root::LawAssessment:
      field = &program.laws[place.law].assessments[place.index];
      break;
    case model::Place::Root::Parameter:
      return nullptr;
  }
  for (const std::uint32_t step : place.fields) field = &program.records[field->type.record].fields[step];
  return field;
}

std::optional<std::uint32_t> check_party(Context& c, model::ModuleId from, model::CaseId case_type, NodeRef party_name) {
  if (!case_type.valid() || party_name.broken()) return std::nullopt;
  const model::CaseType& t = c.program.cases[case_type];
  std::vector<std::string> parties;
  const model::CaseMember* other = nullptr;
  for (std::uint32_t i = 0; i < t.members.size(); ++i) {
    const model::CaseMember& m = t.members[i];
    if (m.field.name != party_name.text()) {
      if (m.party) parties.push_back(m.field.name);
    } else if (m.party) {
      return i;
    } else {
      other = &m;
    }
  }
  if (c.partial(SymbolKind::Case, case_type.index)) return std::nullopt;
  if (other != nullptr) {
    const auto [_, fresh] = c.unknown.try_emplace({from, fmt::format("party.{}", other->field.name)}, Context::Unknown{0});
    if (!fresh) {
      ++c.silenced;
      return std::nullopt;
    }
    Diagnostic& d = c.sink.report(Code::WrongKind, party_name.span(), party_name.text(),
                                  fmt::format("a fact of case `{}`", t.name), "a party");
    d.label(other->field.span, "declared here");
    if (other->field.type.kind == model::TypeKind::Record)
      d.help(fmt::format("write `party {}: …` there if it bears duties", other->field.name));
    if (d.helps.empty())
      d.help(parties.empty() ? "write `party NAME: RECORD` in the case for who bears duties"
                             : fmt::format("the parties of the case are {}", listed(parties, "and")));
    return std::nullopt;
  }
  Diagnostic* told = c.report_unknown(from, party_name.span(), fmt::format("party of case `{}`", t.name), party_name.text());
  if (told == nullptr) return std::nullopt;
  Diagnostic& d = *told;
  if (parties.empty()) {
    d.label(t.span, "this case has no party").help("write `party NAME: RECORD` in the case");
    return std::nullopt;
  }
  std::string names;
  for (std::size_t i = 0; i < parties.size(); ++i) {
    names += fmt::format("{}`{}`", i == 0 ? "" : i + 1 == parties.size() ? " and " : ", ", parties[i]);
  }
  d.label(t.span, fmt::format("{} {}", parties.size() == 1 ? "its party is" : "its parties are", names));
  (void)suggest(d, party_name.text(), parties);
  if (d.helps.empty())
    d.help(fmt::format("write {}, or declare it in the case: `party {}: RECORD`", listed(parties), party_name.text()));
  return std::nullopt;
}

}  // namespace jur::checking
