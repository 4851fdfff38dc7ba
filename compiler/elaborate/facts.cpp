#include "elaborate/facts.h"

namespace jur::elaborating {
namespace {

core::FactKind kind_of(model::TypeKind k) {
  switch (k) {
    case model::TypeKind::Bool:
      return core::FactKind::Bool;
    case model::TypeKind::Int:
      return core::FactKind::Int;
    case model::TypeKind::Date:
      return core::FactKind::Date;
    case model::TypeKind::Enum:
      return core::FactKind::Enum;
    case model::TypeKind::Set:
      return core::FactKind::Set;
    case model::TypeKind::Record:
    case model::TypeKind::Error:
      break;
  }
  return core::FactKind::Bool;
}

}  // namespace

Facts::Facts(const model::Program& model, core::Program& out, model::CaseId case_type, std::vector<bool> loaded)
    : model_(model), out_(out), case_type_(case_type), loaded_(std::move(loaded)) {}

void Facts::enter_case() {
  const auto& members = model_.cases[case_type_].members;
  for (std::uint32_t i = 0; i < members.size(); ++i) {
    std::vector<std::uint32_t> path{i};
    enter_below(path);
  }
}

void Facts::enter_below(std::vector<std::uint32_t>& path) {
  const model::Field* f = field(path);
  if (f == nullptr) return;
  if (f->type.kind != model::TypeKind::Record) {
    at(path);
    return;
  }
  const model::Record& record = model_.records[f->type.record];
  for (std::uint32_t i = 0; i < record.fields.size(); ++i) {
    const model::ModuleId from = record.fields[i].module;
    if (from.valid() && from != record.module && !loaded_[from.index]) continue;
    path.push_back(i);
    enter_below(path);
    path.pop_back();
  }
}

void Facts::enter_assessments(model::LawId law) {
  for (std::uint32_t i = 0; i < model_.laws[law].assessments.size(); ++i) assessment(law, i);
}

core::FactId Facts::at(const std::vector<std::uint32_t>& path) {
  const model::Field* f = field(path);
  if (f == nullptr) return {};
  Key key{0};
  key.insert(key.end(), path.begin(), path.end());
  return enter(std::move(key), name(path), *f);
}

core::FactId Facts::at(const model::Place& place) {
  if (place.root == model::Place::Root::LawAssessment) return assessment(place.law, place.index);
  std::vector<std::uint32_t> path{place.index};
  path.insert(path.end(), place.fields.begin(), place.fields.end());
  return at(path);
}

core::FactId Facts::assessment(model::LawId law, std::uint32_t index) {
  const model::Law& l = model_.laws[law];
  const model::Field& f = l.assessments[index];
  return enter({1, law.index, index}, l.name + "." + f.name, f);
}

core::FactId Facts::find(const model::Place& place) const {
  Key key;
  if (place.root == model::Place::Root::Case) {
    key = {0, place.index};
    key.insert(key.end(), place.fields.begin(), place.fields.end());
  } else {
    key = {1, place.law.index, place.index};
  }
  const auto it = facts_.find(key);
  return it == facts_.end() ? core::FactId() : it->second;
}

const model::Field* Facts::field(const std::vector<std::uint32_t>& path) const {
  const auto& members = model_.cases[case_type_].members;
  if (path.empty() || path[0] >= members.size()) return nullptr;
  const model::Field* f = &members[path[0]].field;
  for (std::size_t i = 1; i < path.size(); ++i) {
    if (f->type.kind != model::TypeKind::Record) return nullptr;
    const auto& fields = model_.records[f->type.record].fields;
    if (path[i] >= fields.size()) return nullptr;
    f = &fields[path[i]];
  }
  return f;
}

std::string Facts::name(const std::vector<std::uint32_t>& path) const {
  std::string out;
  std::vector<std::uint32_t> part;
  for (const std::uint32_t step : path) {
    part.push_back(step);
    if (!out.empty()) out += '.';
    out += field(part)->name;
  }
  return out;
}

core::FactId Facts::enter(Key key, std::string name, const model::Field& field) {
  if (field.type.kind == model::TypeKind::Error || field.type.kind == model::TypeKind::Record) return {};
  const auto it = facts_.find(key);
  if (it != facts_.end()) return it->second;
  core::Fact fact;
  fact.name = std::move(name);
  fact.title = field.title;
  fact.kind = kind_of(field.type.kind);
  if (field.type.kind == model::TypeKind::Enum || field.type.kind == model::TypeKind::Set) {
    fact.domain = domain(field.type.enumeration);
  }
  if (field.type.kind == model::TypeKind::Int) {
    fact.lo = field.type.lo;
    fact.hi = field.type.hi;
  } else if (field.type.kind == model::TypeKind::Date) {
    fact.lo = kFirstDate.days;
    fact.hi = kLastDate.days;
  }
  fact.optional = field.optional || field.assessment;
  fact.or_none = field.or_none;
  fact.assessment = field.assessment;
  fact.decided_by = field.decided_by;
  if (field.fallback) fact.fallback = value_of(*field.fallback, members(field.type.enumeration));
  if (field.presumed) fact.presumed = value_of(*field.presumed, members(field.type.enumeration));
  fact.origin = field.span;
  const core::FactId id = out_.facts.add(std::move(fact));
  facts_.emplace(std::move(key), id);
  return id;
}

std::size_t Facts::members(model::EnumId e) const { return e.valid() ? model_.enums[e].members.size() : 0; }

core::DomainId Facts::domain(model::EnumId e) {
  const auto it = domains_.find(e);
  if (it != domains_.end()) return it->second;
  const model::EnumType& type = model_.enums[e];
  core::Domain d;
  d.name = type.name;
  d.origin = type.span;
  for (const model::Member& m : type.members) {
    d.members.push_back(m.name);
    d.titles.push_back(m.title);
  }
  const core::DomainId id = out_.domains.add(std::move(d));
  domains_.emplace(e, id);
  return id;
}

core::Value value_of(const model::Literal& literal, std::size_t universe) {
  switch (literal.kind) {
    case model::LiteralKind::Error:
    case model::LiteralKind::Unknown:
      return core::Value::unknown();
    case model::LiteralKind::None:
      return core::Value::none();
    case model::LiteralKind::Bool:
      return core::Value::of_bool(literal.number != 0);
    case model::LiteralKind::Int:
      return core::Value::of_int(literal.number);
    case model::LiteralKind::Date:
      return core::Value::of_date(Date{static_cast<std::int32_t>(literal.number)});
    case model::LiteralKind::Enum:
      return core::Value::of_enum(static_cast<std::size_t>(literal.number));
    case model::LiteralKind::Set: {
      ValueSet set(universe);
      for (const std::size_t m : literal.set.members()) set.insert(m);
      return core::Value::of_set(std::move(set));
    }
  }
  return core::Value::unknown();
}

}  // namespace jur::elaborating
