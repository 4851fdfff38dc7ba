#include <algorithm>
#include <array>

#include "base/nearest.h"
#include "check/conditions.h"
#include "check/hints.h"
#include "check/scenarios.h"

namespace jur::checking {
namespace {

constexpr std::array kLaws{SymbolKind::Law};

// Where the names of a `facts` node have led: to nothing yet, to a law, or to a fact.
struct At {
  model::LawId law;
  const model::Field* field = nullptr;
  model::Place place;
};

struct Reader {
  Context& c;
  model::ModuleId from;
  model::CaseId case_type;
  std::vector<model::Setting> out{};
  bool twice = false;  // told of the item that is being read

  void report_unknown_root(NodeRef part) {
    if (c.doubtful(from) || c.partial(SymbolKind::Case, case_type.index)) return;
    const model::CaseType& t = c.program.cases[case_type];
    std::optional<std::string> near;
    std::vector<std::string> names;
    for (const model::CaseMember& m : t.members) {
      names.push_back(m.field.name);
      if (m.field.type.kind != model::TypeKind::Record) continue;
      for (const model::Field& f : c.program.records[m.field.type.record].fields) {
        if (f.name == part.text()) near = fmt::format("{}.{}", m.field.name, f.name);
      }
    }
    for (const model::ModuleId m : model::in_sight(c.program, from)) {
      for (const auto& [name, symbol] : c.symbols[m.index]) {
        if (symbol.kind != SymbolKind::Law) continue;
        const auto& assessments = c.program.laws[model::LawId(symbol.index)].assessments;
        if (!assessments.empty()) names.push_back(name);
        for (const model::Field& f : assessments) {
          if (!near && f.name == part.text()) near = fmt::format("{}.{}", name, f.name);
        }
      }
    }
    if (!near) near = nearest(part.text(), names);
    Diagnostic* d = c.report_unknown(from, part.span(), fmt::format("fact of case `{}`", t.name), part.text());
    if (d != nullptr && near) d->help(fmt::format("did you mean `{}`?", *near));
    if (d != nullptr && !near)
      d->general_help(names.empty() ? fmt::format("declare it in the case: `{}: TYPE`", part.text())
                                    : fmt::format("known here: {}", listed(names, "and")));
  }

  // Steps from the case: to one of its members, or through the names of a law. The segments used; none where unknown (reported).
  std::size_t enter(std::span<const NodeRef> parts, At& at) {
    const auto& members = c.program.cases[case_type].members;
    for (std::uint32_t i = 0; i < members.size(); ++i) {
      if (members[i].field.name != parts.front().text()) continue;
      at.field = &members[i].field;
      at.place.index = i;
      return 1;
    }
    for (std::size_t n = parts.size(); n > 0; --n) {
      std::string name;
      for (const NodeRef part : parts.first(n)) name += fmt::format("{}{}", name.empty() ? "" : ".", part.text());
      if (const auto law = c.peek(from, name, kLaws)) {
        at.law = model::LawId(law->index);
        return n;
      }
    }
    report_unknown_root(parts.front());
    return 0;
  }

  bool step_into_law(NodeRef part, At& at) {
    const model::Law& law = c.program.laws[at.law];
    for (std::uint32_t i = 0; i < law.assessments.size(); ++i) {
      if (law.assessments[i].name != part.text()) continue;
      at.field = &law.assessments[i];
      at.place.root = model::Place::Root::LawAssessment;
      at.place.index = i;
      at.place.law = at.law;
      return true;
    }
    if (c.partial(SymbolKind::Law, at.law.index)) return false;
    const std::string what = fmt::format("assessment of law `{}`", law.name);
    std::vector<std::string> near;
    near.reserve(law.assessments.size());
    for (const model::Field& f : law.assessments) near.push_back(f.name);
    if (Diagnostic* d = c.report_unknown(from, part.span(), what, part.text(), law.name)) {
      (void)suggest(*d, part.text(), near, fmt::format("`{}` has", law.name));
      if (d->helps.empty()) d->general_help(fmt::format("law `{}` has no assessment: leave this out", law.name));
    }
    return false;
  }

  bool step_into_record(NodeRef part, At& at) {
    const model::Type& type = at.field->type;
    if (type.kind == model::TypeKind::Error) return false;
    if (type.kind != model::TypeKind::Record) {
      c.sink.report(Code::TypeMismatch, part.span(), fmt::format("a part of {}", type_words(c, type)), "a fact of a record")
          .label(at.field->span, "declared here")
          .help(fmt::format("leave `.{}` out: {} is given as a whole", part.text(), type_words(c, type)));
      return false;
    }
    const model::Record& record = c.program.records[type.record];
    const auto field = std::find_if(record.fields.begin(), record.fields.end(), [&](const model::Field& f) {
      return f.name == part.text() && seen_from(c, from, record.module, f);
    });
    if (field == record.fields.end()) {
      if (!c.partial(SymbolKind::Record, type.record.index)) report_unknown_field(c, from, part, record);
      return false;
    }
    at.place.fields.push_back(static_cast<std::uint32_t>(field - record.fields.begin()));
    at.field = &*field;
    return true;
  }

  void set(NodeRef facts, NodeRef value, const At& at, Span name) {
    if (at.field == nullptr) {
      const model::Law& law = c.program.laws[at.law];
      Diagnostic& d = c.sink.report(Code::WrongKind, name, law.name, "a law", "a fact");
      d.label(law.span, "declared here");
      d.help(law.assessments.empty() ? "a case gives facts; which rules apply follows from them"
                                     : fmt::format("name the assessment: `{}.{}`", law.name, law.assessments.front().name));
      return;
    }
    const model::Literal literal = check_value(c, from, value, at.field->type, at.field->or_none, at.field->optional);
    if (at.field->type.kind == model::TypeKind::Record) return;
    for (const model::Setting& s : out) {
      if (!(s.place == at.place)) continue;
      if (!twice) {
        c.sink.report(Code::DuplicateMember, name, c.sources.text(name))
            .label(s.span, "first given here")
            .help("leave one of them out");
      }
      twice = true;
      ++c.silenced;
      return;
    }
    out.push_back({at.place, literal, facts.span()});
  }

  // The names were read, and what follows them is of theirs.
  static bool reads_on(NodeRef facts) {
    for (const NodeRef part : facts.children()) {
      if (part.is(NodeKind::error) || (part.is(NodeKind::any_name) && part.broken())) return false;
      if (part.is(NodeKind::token)) {
        const TokenKind kind = part.first_token().kind;
        if (kind == TokenKind::COLON || kind == TokenKind::LBRACE) return true;
      }
    }
    return false;
  }

  void read(NodeRef facts, At at) {
    const auto parts = facts.children(NodeKind::any_name);
    if (parts.empty()) return;
    if (facts.broken() && !reads_on(facts)) return;
    std::size_t used = 0;
    if (at.field == nullptr && !at.law.valid()) {
      used = enter(parts, at);
      if (used == 0) return;
    }
    for (; used < parts.size(); ++used) {
      const bool fine = at.field == nullptr ? step_into_law(parts[used], at) : step_into_record(parts[used], at);
      if (!fine) return;
    }
    if (const NodeRef value = facts.child(NodeKind::value)) {
      set(facts, value, at, join(parts.front().span(), parts.back().span()));
      return;
    }
    const bool holds = at.field == nullptr || at.field->type.kind == model::TypeKind::Record;
    if (!holds) {
      if (at.field->type.kind == model::TypeKind::Error || facts.broken()) return;
      c.sink.report(Code::TypeMismatch, facts.span(), "a record in braces", type_words(c, at.field->type))
          .label(at.field->span, "declared here")
          .help(fmt::format("write `{}: VALUE`", parts.back().text()));
      return;
    }
    for (const NodeRef inner : facts.children(NodeKind::facts)) read(inner, at);
  }
};

struct Walk {
  const Context& c;
  model::ModuleId from;
  const std::vector<model::Setting>& settings;
  std::vector<Missing> out{};

  void visit(const model::Field& f, const model::Place& place, const std::string& path) {
    if (f.type.kind == model::TypeKind::Record) {
      const model::Record& record = c.program.records[f.type.record];
      if (place.fields.size() > c.program.records.size() || c.partial(SymbolKind::Record, f.type.record.index)) return;
      for (std::uint32_t i = 0; i < record.fields.size(); ++i) {
        if (!seen_from(c, from, record.module, record.fields[i])) continue;
        model::Place inner = place;
        inner.fields.push_back(i);
        visit(record.fields[i], inner, path + "." + record.fields[i].name);
      }
      return;
    }
    if (f.type.kind == model::TypeKind::Error || f.optional || f.fallback) return;
    const bool given = std::any_of(settings.begin(), settings.end(), [&](const model::Setting& s) { return s.place == place; });
    if (!given) out.push_back({path, f.span});
  }
};

}  // namespace

std::vector<model::Setting> check_settings(Context& c, model::ModuleId from, model::CaseId case_type, NodeRef scenario) {
  Reader reader{c, from, case_type};
  for (const NodeRef item : scenario.children(NodeKind::scenario_item)) {
    reader.twice = false;
    if (const NodeRef facts = item.child(NodeKind::facts)) reader.read(facts, {});
  }
  return std::move(reader.out);
}

bool place_seen(const Context& c, model::ModuleId from, model::CaseId case_type, const model::Place& place) {
  if (place.root == model::Place::Root::LawAssessment) {
    const auto modules = model::loaded(c.program, from);
    return std::binary_search(modules.begin(), modules.end(), c.program.laws[place.law].module);
  }
  const model::Field* field = &c.program.cases[case_type].members[place.index].field;
  for (const std::uint32_t step : place.fields) {
    const model::Record& record = c.program.records[field->type.record];
    field = &record.fields[step];
    if (!seen_from(c, from, record.module, *field)) return false;
  }
  return true;
}

std::vector<Missing> missing_facts(const Context& c, model::ModuleId from, model::CaseId case_type,
                                   const std::vector<model::Setting>& settings) {
  Walk walk{c, from, settings};
  const auto& members = c.program.cases[case_type].members;
  for (std::uint32_t i = 0; i < members.size(); ++i) {
    model::Place place;
    place.index = i;
    walk.visit(members[i].field, place, members[i].field.name);
  }
  return std::move(walk.out);
}

}  // namespace jur::checking
