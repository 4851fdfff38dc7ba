#include <algorithm>
#include <map>
#include <numeric>

#include "verify/encode.h"

namespace jur::proof {
namespace {

using core::FactId;
using core::FactKind;
using core::Op;

constexpr std::int64_t kWidest = std::int64_t{1} << 60;

// Facts whose values are compared with each other keep all values apart.
std::vector<bool> compared_facts(const core::Program& program) {
  std::vector<bool> out(program.facts.size());
  for (const core::Cond& c : program.conds.all()) {
    if (c.op == Op::Same || c.op == Op::Holds || c.op == Op::Overlaps || c.op == Op::Within) {
      out[c.fact.index] = true;
      out[c.other.index] = true;
    }
  }
  return out;
}

}  // namespace

Encoder::Encoder(const core::Program& program, solve::Solver& solver) : program_(program), solver_(solver), calendar_(solver) {
  codes_.resize(program.facts.size());
  find_classes();
  for (const FactId f : program.facts.ids()) declare(f);
}

void Encoder::find_classes() {
  std::vector<bool> apart = compared_facts(program_);
  for (const FactId f : program_.facts.ids()) {
    const core::Fact& fact = program_.facts[f];
    if (fact.kind != FactKind::Enum && fact.kind != FactKind::Set) continue;
    std::vector<std::size_t>& classes = codes_[f.index].class_of;
    classes.resize(program_.domains[fact.domain].members.size());
    if (apart[f.index]) std::iota(classes.begin(), classes.end(), std::size_t{0});
  }
  std::vector<std::vector<bool>> seen(program_.facts.size(), std::vector<bool>(program_.sets.size()));
  for (const core::Cond& c : program_.conds.all()) {
    if ((c.op != Op::InSet && c.op != Op::Meets) || apart[c.fact.index] || seen[c.fact.index][c.set.index]) continue;
    seen[c.fact.index][c.set.index] = true;
    std::vector<std::size_t>& classes = codes_[c.fact.index].class_of;
    std::map<std::pair<std::size_t, bool>, std::size_t> parts;
    for (std::size_t v = 0; v < classes.size(); ++v) {
      const std::pair key{classes[v], program_.sets[c.set].has(v)};
      classes[v] = parts.try_emplace(key, parts.size()).first->second;
    }
    apart[c.fact.index] = parts.size() == classes.size();
  }
}

void Encoder::declare(FactId f) {
  const core::Fact& fact = program_.facts[f];
  Code& code = codes_[f.index];
  code.none = fact.or_none ? solver_.variable() : solver_.constant(false);
  const std::size_t count = code.class_of.empty() ? 0 : *std::max_element(code.class_of.begin(), code.class_of.end()) + 1;
  code.member_of.assign(count, code.class_of.size());
  for (std::size_t v = code.class_of.size(); v-- > 0;) code.member_of[code.class_of[v]] = v;
  if (fact.fallback && fact.fallback->kind == core::ValueKind::Enum) {
    const auto v = static_cast<std::size_t>(fact.fallback->number);
    code.member_of[code.class_of[v]] = v;
  }
  if (fact.fallback && fact.fallback->kind == core::ValueKind::Set) {
    for (const std::size_t v : fact.fallback->set.members()) code.member_of[code.class_of[v]] = v;
  }
  switch (fact.kind) {
    case FactKind::Bool:
      code.truth = solver_.variable();
      break;
    case FactKind::Enum:
      code.number = solver_.number(0, std::max<std::int64_t>(static_cast<std::int64_t>(count) - 1, 0));
      break;
    case FactKind::Int:
    case FactKind::Date:
      if (fact.lo < -kWidest || fact.hi > kWidest) {
        refused_ = "whole numbers as large as those of `" + fact.name + "`";
        code.number = solver_.fixed(0);
      } else {
        code.number = solver_.number(fact.lo, fact.hi);
      }
      break;
    case FactKind::Set:
      for (std::size_t i = 0; i < count; ++i) code.has.push_back(solver_.variable());
      break;
  }
}

solve::Term Encoder::is(FactId f, const core::Value& v) {
  const Code& code = codes_[f.index];
  switch (v.kind) {
    case core::ValueKind::Unknown:
      return solver_.constant(true);
    case core::ValueKind::None:
      return code.none;
    case core::ValueKind::Bool:
      return v.number != 0 ? code.truth : solver_.not_(code.truth);
    case core::ValueKind::Enum: {
      const auto at = static_cast<std::int64_t>(code.class_of[static_cast<std::size_t>(v.number)]);
      return solver_.all({present(f), solver_.in(code.number, IntervalSet::of(at, at))});
    }
    case core::ValueKind::Int:
    case core::ValueKind::Date:
      return solver_.all({present(f), solver_.in(code.number, IntervalSet::of(v.number, v.number))});
    case core::ValueKind::Set:
      break;
  }
  std::vector<bool> wanted(code.has.size());
  for (const std::size_t m : v.set.members()) wanted[code.class_of[m]] = true;
  std::vector<solve::Term> parts;
  for (std::size_t i = 0; i < wanted.size(); ++i) parts.push_back(wanted[i] ? code.has[i] : solver_.not_(code.has[i]));
  return solver_.all(parts);
}

solve::Term Encoder::is_day(FactId f, const IntervalSet& days) {
  return solver_.all({present(f), solver_.in(codes_[f.index].number, days)});
}

std::vector<Encoder::Preference> Encoder::preferences(FactId f) {
  const core::Fact& fact = program_.facts[f];
  const Code& code = codes_[f.index];
  std::vector<Preference> out;
  if (fact.fallback) out.push_back({is(f, *fact.fallback), true});
  if (fact.presumed) out.push_back({is(f, *fact.presumed), true});
  if (fact.or_none) out.push_back({code.none, true});
  if (fact.kind == FactKind::Bool) out.push_back({solver_.not_(code.truth), true});
  for (const solve::Term t : code.has) out.push_back({solver_.not_(t), false});
  if (code.number.valid()) {
    const std::vector<solve::Term>& bits = solver_[code.number].bits;
    for (std::size_t i = bits.size(); i-- > 0;) out.push_back({solver_.not_(bits[i]), false});
  }
  return out;
}

core::Case Encoder::read(const solve::Model& m) const {
  core::Case out;
  out.values.resize(program_.facts.size());
  for (const FactId f : program_.facts.ids()) {
    const core::Fact& fact = program_.facts[f];
    const Code& code = codes_[f.index];
    core::Value& v = out[f];
    if (solver_.value(m, code.none)) {
      v = core::Value::none();
      continue;
    }
    switch (fact.kind) {
      case FactKind::Bool:
        v = core::Value::of_bool(solver_.value(m, code.truth));
        break;
      case FactKind::Enum:
        v = core::Value::of_enum(code.member_of[static_cast<std::size_t>(solver_.value(m, code.number))]);
        break;
      case FactKind::Int:
        v = core::Value::of_int(solver_.value(m, code.number));
        break;
      case FactKind::Date:
        v = core::Value::of_date(Date{static_cast<std::int32_t>(solver_.value(m, code.number))});
        break;
      case FactKind::Set: {
        ValueSet s(program_.domains[fact.domain].members.size());
        for (std::size_t i = 0; i < code.has.size(); ++i) {
          if (solver_.value(m, code.has[i])) s.insert(code.member_of[i]);
        }
        v = core::Value::of_set(std::move(s));
        break;
      }
    }
  }
  return out;
}

}  // namespace jur::proof
