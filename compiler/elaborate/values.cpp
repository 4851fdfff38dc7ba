#include "elaborate/values.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "elaborate/work.h"

namespace jur::elaborating {
namespace {

using Kind = Value::Kind;

Value of_kind(Kind kind) {
  Value v;
  v.kind = kind;
  return v;
}

Value of_literal(Work& w, const model::Expr& e) {
  Value v;
  switch (e.literal.kind) {
    case model::LiteralKind::Error:
    case model::LiteralKind::Unknown:
      return v;
    case model::LiteralKind::None:
      return of_kind(Kind::None);
    case model::LiteralKind::Bool:
      v.kind = Kind::Truth;
      v.truth = w.build.constant(e.literal.number != 0);
      return v;
    case model::LiteralKind::Int:
      v.kind = Kind::Number;
      v.number.constant = e.literal.number;
      return v;
    case model::LiteralKind::Date:
      v.kind = Kind::Day;
      v.day.base = Date{static_cast<std::int32_t>(e.literal.number)};
      return v;
    case model::LiteralKind::Enum:
      return Value::of_member(static_cast<std::uint32_t>(e.literal.number));
    case model::LiteralKind::Set:
      v.kind = Kind::Members;
      v.members = value_of(e.literal, w.facts.members(e.type.enumeration)).set;
      return v;
  }
  return v;
}

Value of_fact(Work& w, core::FactId f) {
  Value v;
  if (!f.valid()) return v;
  switch (w.out.facts[f].kind) {
    case core::FactKind::Bool:
      v.kind = Kind::Truth;
      v.truth = w.build.is_true(f);
      return v;
    case core::FactKind::Int:
      v.kind = Kind::Number;
      v.number.terms.emplace_back(f, 1);
      return v;
    case core::FactKind::Date:
      v.kind = Kind::Day;
      v.day.fact = f;
      return v;
    case core::FactKind::Enum:
      v.kind = Kind::Choice;
      v.fact = f;
      return v;
    case core::FactKind::Set:
      v.kind = Kind::Set;
      v.fact = f;
      return v;
  }
  return v;
}

Value of_path(Work& w, std::vector<std::uint32_t> path) {
  const model::Field* f = w.facts.field(path);
  if (f == nullptr) return {};
  if (f->type.kind == model::TypeKind::Record) return Value::of_record(std::move(path));
  return of_fact(w, w.facts.at(path));
}

Value of_place(Work& w, const model::Place& place, const Environment& env) {
  std::vector<std::uint32_t> path;
  switch (place.root) {
    case model::Place::Root::LawAssessment:
      return of_fact(w, w.facts.assessment(place.law, place.index));
    case model::Place::Root::Parameter: {
      if (place.index >= env.size()) return {};
      const Value& given = env[place.index];
      if (place.fields.empty() || given.kind != Kind::Record) return given;
      path = given.record;
      break;
    }
    case model::Place::Root::Case:
      path.push_back(place.index);
      break;
  }
  path.insert(path.end(), place.fields.begin(), place.fields.end());
  return of_path(w, std::move(path));
}

// Sums are left-nested and may be long: the spine is walked, not recursed into.
Value of_sum(Work& w, model::ExprId id, const Environment& env) {
  core::LinearForm sum;
  double bound = 0;
  const auto add = [&](model::ExprId part, std::int64_t sign) {
    const Value v = value(w, part, env);
    if (v.kind != Kind::Number) return v.kind;
    for (const auto& [fact, factor] : v.number.terms) {
      sum.terms.emplace_back(fact, sign * factor);
      const core::Fact& f = w.out.facts[fact];
      bound += std::abs(static_cast<double>(factor)) *
               std::max(std::abs(static_cast<double>(f.lo)), std::abs(static_cast<double>(f.hi)));
    }
    sum.constant += sign * v.number.constant;
    bound += std::abs(static_cast<double>(v.number.constant));
    return bound < 4e18 ? Kind::Number : Kind::Error;
  };
  const Span span = w.model.exprs[id].span;
  Kind worst = Kind::Number;
  const auto note = [&](Kind k) {
    if (worst != Kind::Error && k != Kind::Number) worst = k;
    return k != Kind::Error;
  };
  while (w.model.exprs[id].kind == model::ExprKind::Plus || w.model.exprs[id].kind == model::ExprKind::Minus) {
    const model::Expr& e = w.model.exprs[id];
    if (!note(add(e.args[1], e.kind == model::ExprKind::Plus ? 1 : -1))) break;
    id = e.args[0];
  }
  if (worst != Kind::Error) note(add(id, 1));
  if (bound >= 4e18 && !w.sure) w.sink.report(Code::ValueOutOfRange, span, "this sum", "what a 64-bit number can hold");
  if (worst != Kind::Number) return of_kind(worst);
  Value v = of_kind(Kind::Number);
  v.number = std::move(sum);
  std::sort(v.number.terms.begin(), v.number.terms.end());
  return v;
}

Value of_moved_day(Work& w, model::ExprId id, const Environment& env) {
  std::vector<const model::Expr*> moves;
  while (w.model.exprs[id].kind == model::ExprKind::LaterBy || w.model.exprs[id].kind == model::ExprKind::EarlierBy) {
    moves.push_back(&w.model.exprs[id]);
    id = w.model.exprs[id].args[0];
  }
  Value v = value(w, id, env);
  if (v.kind != Kind::Day) return v;
  for (auto it = moves.rbegin(); it != moves.rend(); ++it) {
    add_steps(v.day, (*it)->duration, (*it)->kind == model::ExprKind::LaterBy);
  }
  return v;
}

}  // namespace

Value Value::of_member(std::uint32_t ordinal) {
  Value v = of_kind(Kind::Member);
  v.member = ordinal;
  return v;
}

Value Value::of_record(std::vector<std::uint32_t> path) {
  Value v = of_kind(Kind::Record);
  v.record = std::move(path);
  return v;
}

void add_steps(core::DateTerm& term, Duration length, bool later) {
  const std::int64_t n = later ? length.count : -length.count;
  core::DateStep step;
  switch (length.unit) {
    case TimeUnit::Hour:
      step = {false, length.count == 0 ? 0 : (later ? 1 : -1) * ((length.count - 1) / 24)};
      break;
    case TimeUnit::Day:
      step = {false, n};
      break;
    case TimeUnit::Week:
      step = {false, n * 7};
      break;
    case TimeUnit::Month:
      step = {true, n};
      break;
    case TimeUnit::Year:
      step = {true, n * 12};
      break;
  }
  if (step.count == 0) return;
  if (term.fact.valid()) {
    term.steps.push_back(step);
  } else {
    term.base = core::move(term.base, std::array{step});
  }
}

Value value(Work& w, model::ExprId id, const Environment& env) {
  if (!id.valid()) return {};
  const model::Expr& e = w.model.exprs[id];
  switch (e.kind) {
    case model::ExprKind::Error:
      return {};
    case model::ExprKind::Literal:
      return of_literal(w, e);
    case model::ExprKind::Place:
      return of_place(w, e.place, env);
    case model::ExprKind::Plus:
    case model::ExprKind::Minus:
      return of_sum(w, id, env);
    case model::ExprKind::LaterBy:
    case model::ExprKind::EarlierBy:
      return of_moved_day(w, id, env);
    case model::ExprKind::Quantified:
    case model::ExprKind::Dated:
      return {};
    case model::ExprKind::Not:
    case model::ExprKind::And:
    case model::ExprKind::Or:
    case model::ExprKind::AtLeast:
    case model::ExprKind::Equal:
    case model::ExprKind::NotEqual:
    case model::ExprKind::Less:
    case model::ExprKind::LessEqual:
    case model::ExprKind::In:
    case model::ExprKind::Has:
    case model::ExprKind::IsNone:
    case model::ExprKind::IsEmpty:
    case model::ExprKind::Related:
    case model::ExprKind::Call: {
      Value v = of_kind(Kind::Truth);
      v.truth = condition(w, id, env);
      return v;
    }
  }
  return {};
}

std::optional<core::DateTerm> day(Work& w, model::ExprId id, const Environment& env) {
  const Value v = value(w, id, env);
  if (v.kind != Kind::Day) return std::nullopt;
  return v.day;
}

CondId present(Work& w, const core::DateTerm& term) {
  return term.fact.valid() ? w.build.not_(w.build.is_none(term.fact)) : w.build.always();
}

CondId present(Work& w, const Value& v) {
  switch (v.kind) {
    case Kind::None:
    case Kind::Error:
      return w.build.never();
    case Kind::Day:
      return present(w, v.day);
    case Kind::Choice:
      return w.build.not_(w.build.is_none(v.fact));
    case Kind::Number: {
      std::vector<CondId> all;
      for (const auto& term : v.number.terms) all.push_back(w.build.not_(w.build.is_none(term.first)));
      return w.build.all(all);
    }
    case Kind::Truth:
    case Kind::Member:
    case Kind::Members:
    case Kind::Set:
    case Kind::Record:
      break;
  }
  return w.build.always();
}

}  // namespace jur::elaborating
