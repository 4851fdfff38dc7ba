#include "random_conditions.h"

namespace jur::test {

using core::Cond;
using core::CondId;
using core::DateStep;
using core::DateTerm;
using core::FactId;
using core::FactKind;
using core::NormKind;
using core::Value;

Value random_value(const core::Program& program, FactId fact, Random& random) {
  const core::Fact& f = program.facts[fact];
  if (f.or_none && random.chance(25)) return Value::none();
  switch (f.kind) {
    case FactKind::Bool:
      return Value::of_bool(random.chance(50));
    case FactKind::Enum:
      return Value::of_enum(random.below(program.domains[f.domain].members.size()));
    case FactKind::Int:
      return Value::of_int(random.between(f.lo, f.hi));
    case FactKind::Date:
      return Value::of_date(Date{static_cast<std::int32_t>(random.between(f.lo, f.hi))});
    case FactKind::Set: {
      ValueSet s(program.domains[f.domain].members.size());
      for (std::size_t i = 0; i < s.size(); ++i) {
        if (random.chance(40)) s.insert(i);
      }
      return Value::of_set(std::move(s));
    }
  }
  return {};
}

CondId Conditions::any(std::size_t depth) {
  if (depth == 0 || random_.chance(40)) return random_.chance(25) ? build_.not_(atom()) : atom();
  std::vector<CondId> parts;
  for (std::size_t n = 2 + random_.below(2); n > 0; --n) parts.push_back(any(depth - 1));
  const std::size_t dice = random_.below(10);
  if (dice < 5) return build_.all(parts);
  if (dice < 9 || !shape_.linear) return build_.any(parts);
  parts.push_back(any(depth - 1));
  return build_.at_least(2, parts);
}

CondId Conditions::atom() { return atom_of(FactId(random_.below(build_.program().facts.size()))); }

CondId Conditions::atom_of(FactId f) {
  const core::Fact& fact = build_.program().facts[f];
  if (fact.or_none && random_.chance(20)) return build_.is_none(f);
  if (shape_.relations && random_.chance(35)) {
    const CondId c = relation(f);
    if (c.valid()) return c;
  }
  switch (fact.kind) {
    case FactKind::Bool:
      return build_.is_true(f);
    case FactKind::Enum:
      return build_.in_set(f, some(fact.domain));
    case FactKind::Set:
      return build_.meets(f, some(fact.domain));
    case FactKind::Int:
      return shape_.linear && random_.chance(40) ? linear(f) : build_.in_range(f, range(f));
    case FactKind::Date:
      if (shape_.linear && random_.chance(40)) {
        const DateTerm first{f, {}, steps()};
        return build_.not_after(first, term());
      }
      return build_.in_range(f, range(f));
  }
  return build_.never();
}

CondId Conditions::relation(FactId f) {
  const core::Fact& fact = build_.program().facts[f];
  if (fact.kind != FactKind::Enum && fact.kind != FactKind::Set) return {};
  std::vector<FactId> others;
  for (const FactId o : build_.program().facts.ids()) {
    const core::Fact& other = build_.program().facts[o];
    if (o != f && other.domain == fact.domain) others.push_back(o);
  }
  if (others.empty()) return {};
  const FactId o = others[random_.below(others.size())];
  const FactKind kind = build_.program().facts[o].kind;
  if (fact.kind == FactKind::Enum) return kind == FactKind::Enum ? build_.same(f, o) : build_.holds(o, f);
  if (kind == FactKind::Enum) return build_.holds(f, o);
  return random_.chance(50) ? build_.overlaps(f, o) : build_.within(f, o);
}

CondId Conditions::linear(FactId f) {
  core::LinearForm form;
  form.terms.emplace_back(f, random_.chance(50) ? 1 : -2);
  for (const FactId o : facts(FactKind::Int)) {
    if (o != f && random_.chance(70)) form.terms.emplace_back(o, random_.between(-2, 2));
  }
  std::erase_if(form.terms, [](const auto& t) { return t.second == 0; });
  form.constant = random_.between(-4, 4);
  return build_.linear(std::move(form));
}

std::vector<FactId> Conditions::facts(FactKind kind) const {
  std::vector<FactId> out;
  for (const FactId f : build_.program().facts.ids()) {
    if (build_.program().facts[f].kind == kind) out.push_back(f);
  }
  return out;
}

ValueSet Conditions::some(core::DomainId domain) {
  ValueSet s(build_.program().domains[domain].members.size());
  for (std::size_t i = 0; i < s.size(); ++i) {
    if (random_.chance(50)) s.insert(i);
  }
  if (s.empty()) s.insert(random_.below(s.size()));
  return s;
}

IntervalSet Conditions::range(FactId f) {
  const core::Fact& fact = build_.program().facts[f];
  const std::int64_t lo = random_.between(fact.lo, fact.hi);
  IntervalSet out = IntervalSet::of(lo, random_.chance(40) ? fact.hi : random_.between(lo, fact.hi));
  if (random_.chance(20)) {
    const std::int64_t more = random_.between(fact.lo, fact.hi);
    out.add(more, more);
  }
  return out;
}

CondId Conditions::period_of(FactId date) { return build_.in_range(date, range(date)); }

std::vector<DateStep> Conditions::steps() {
  std::vector<DateStep> out;
  if (random_.chance(40)) return out;
  if (random_.chance(30)) out.push_back({true, random_.between(-1, 1)});
  out.push_back({false, random_.between(-3, 4)});
  return out;
}

DateTerm Conditions::term() {
  const auto dates = facts(FactKind::Date);
  if (random_.chance(30)) {
    const core::Fact& f = build_.program().facts[dates[0]];
    return DateTerm{{}, Date{static_cast<std::int32_t>(random_.between(f.lo, f.hi + 2))}, {}};
  }
  return DateTerm{dates[random_.below(dates.size())], {}, steps()};
}

core::Period Conditions::period(NormKind kind, std::vector<CondId>& effect, FactId as_of) {
  core::Period out;
  const std::size_t dice = random_.below(shape_.from ? 10 : 6);
  const auto present = [&](const DateTerm& t) { effect.push_back(exists(t)); };
  if (dice < 3 && kind != NormKind::Keep) return out;
  if (dice < 6) {  // `until`, `by`
    out.until = term();
    present(*out.until);
    if (kind == NormKind::Duty && random_.chance(50)) {  // `within`
      out.from = out.until;
      out.until->steps.push_back({false, random_.between(0, 3)});
    }
  } else if (dice < 8) {
    out.from = term();
    present(*out.from);
  } else {
    out.from = term();
    out.until = random_.chance(50) ? term() : *out.from;
    out.until->steps.push_back({false, random_.between(0, 4)});
    present(*out.from);
    present(*out.until);
  }
  if (out.until && !out.until->fact.valid()) {
    out.until->base = core::move(out.until->base, out.until->steps);
    out.until->steps.clear();
  }
  if (out.from && out.until) effect.push_back(build_.not_after(*out.from, *out.until));
  if (kind != NormKind::Duty && out.until) effect.push_back(build_.not_after(DateTerm{as_of, {}, {}}, *out.until));
  return out;
}

}  // namespace jur::test
