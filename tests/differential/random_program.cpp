#include "random_program.h"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

#include "core/builder.h"
#include "random_conditions.h"

namespace jur::test {
namespace {

using core::ActId;
using core::CondId;
using core::FactId;
using core::FactKind;
using core::NormKind;
using core::Program;
using core::Value;

constexpr std::int64_t kStart = 18289;  // 2020-01-28

class Maker {
 public:
  Maker(std::uint64_t seed, const Shape& shape)
      : random_(seed), shape_(shape), build_(program_), conditions_(random_, shape_, build_) {}

  Program make() {
    facts();
    for (std::size_t i = random_.below(shape_.assumptions + 1); i > 0; --i) {
      program_.assumptions.push_back(conditions_.any(1));
      program_.assumption_spans.emplace_back();
    }
    acts();
    laws();
    for (std::size_t i = 1 + random_.below(shape_.rules); i > 0; --i) rule(i);
    if (shape_.acceptances) acceptances();
    doubts();
    return std::move(program_);
  }

 private:
  void facts() {
    program_.name = "random";
    program_.case_name = "Random";
    program_.declared = true;
    for (std::size_t d = 0; d < 2; ++d) {
      core::Domain domain;
      domain.name = d == 0 ? "Country" : "Kind";
      const std::size_t n = 2 + random_.below(shape_.members - 1);
      for (std::size_t m = 0; m < n; ++m) domain.members.push_back(fmt::format("{}{}", d == 0 ? "C" : "k", m));
      domain.titles.resize(n);
      program_.domains.add(std::move(domain));
    }
    core::Fact as_of;
    as_of.name = "asked.on";
    as_of.kind = FactKind::Date;
    as_of.lo = kStart;
    as_of.hi = kStart + shape_.days - 1;
    program_.as_of = program_.facts.add(std::move(as_of));
    for (std::size_t i = 1 + random_.below(shape_.facts); i > 0; --i) fact(i);
  }

  void fact(std::size_t i) {
    core::Fact f;
    f.kind = shape_.dates > 0 && random_.chance(shape_.dates) ? FactKind::Date : static_cast<FactKind>(random_.below(5));
    f.name = fmt::format("{}.f{}", random_.chance(50) ? "left" : "right", i);
    if (f.kind == FactKind::Enum || f.kind == FactKind::Set) f.domain = core::DomainId(random_.below(2));
    if (f.kind == FactKind::Int) {
      f.lo = random_.between(-2, 2);
      f.hi = f.lo + random_.between(0, shape_.numbers - 1);
    }
    if (f.kind == FactKind::Date) {
      f.lo = kStart + random_.between(0, shape_.days / 2);
      f.hi = f.lo + random_.between(0, shape_.days - 1);
    }
    const bool may_be_none = f.kind == FactKind::Enum || f.kind == FactKind::Int || f.kind == FactKind::Date;
    f.or_none = shape_.none && may_be_none && random_.chance(30);
    f.optional = shape_.unknowns && random_.chance(60);
    f.assessment = f.kind == FactKind::Bool && f.optional && random_.chance(50);
    if (f.assessment) f.decided_by = "the court";
    const FactId id = program_.facts.add(std::move(f));
    core::Fact& made = program_.facts[id];
    if (!made.optional && random_.chance(30)) made.fallback = random_value(program_, id, random_);
    if (made.optional && shape_.presumed && random_.chance(40)) made.presumed = random_value(program_, id, random_);
  }

  void acts() {
    for (std::size_t i = 1 + random_.below(shape_.acts); i > 0; --i) {
      core::Act act;
      act.party = random_.chance(70) ? "holder" : "agent";
      act.action = fmt::format("act{}", i);
      if (random_.chance(20)) {
        act.parameter = "Country";
        act.action += fmt::format("(C{})", random_.below(2));
      }
      act.possible = build_.always();
      const ActId id = program_.acts.add(std::move(act));
      if (random_.chance(80)) program_.outputs.push_back(id);
    }
    if (program_.outputs.empty()) program_.outputs.push_back(ActId(0));
    const std::size_t n = program_.acts.size();
    const auto link = [&] { return shape_.conditional && random_.chance(60) ? conditions_.any(1) : build_.always(); };
    for (std::size_t i = shape_.implications ? random_.below(n + 1) : 0; i > 0; --i) {
      const auto [a, b] = pair(n);
      if (a != b) program_.implications.push_back({a, b, link(), {}});
    }
    for (std::size_t i = shape_.exclusions ? random_.below(n + 1) : 0; i > 0; --i) {
      const auto [a, b] = pair(n);
      if (a != b) program_.exclusions.push_back({a, b, link(), {}});
    }
  }

  std::pair<ActId, ActId> pair(std::size_t n) {
    const ActId a(random_.below(n));
    return {a, ActId(random_.below(n))};
  }

  void laws() {
    const std::size_t orders = 1 + random_.below(shape_.orders);
    for (std::size_t i = 0; i < orders; ++i) program_.orders.add({fmt::format("O{}", i), ""});
    for (std::size_t i = 0; i < orders + 1; ++i) {
      core::Law law;
      law.name = fmt::format("law{}", i);
      law.order = core::OrderId(random_.below(orders));
      law.in_force = random_.chance(40) ? conditions_.period_of(program_.as_of) : build_.always();
      law.unverified = random_.chance(10);
      program_.laws.add(std::move(law));
    }
  }

  void rule(std::size_t i) {
    core::Rule rule;
    rule.law = core::LawId(random_.below(program_.laws.size()));
    rule.name = fmt::format("{}.r{}", program_.laws[rule.law].name, i);
    rule.unverified = random_.chance(10);
    rule.in_force = random_.chance(30) ? conditions_.period_of(program_.as_of) : program_.laws[rule.law].in_force;
    rule.when = random_.chance(80) ? conditions_.any(shape_.depth) : build_.always();
    const core::RuleId twin = shape_.twins && !program_.rules.empty() && random_.chance(40)
                                  ? core::RuleId(random_.below(program_.rules.size()))
                                  : core::RuleId();
    if (twin.valid()) liken(rule, twin);
    parts(rule);
    std::vector<CondId> applies{rule.in_force, rule.when};
    if (shape_.precedence && random_.chance(30)) {
      rule.exceptions.push_back({"exception", "", conditions_.any(1), {}});
      applies.push_back(build_.not_(rule.exceptions.back().holds));
    }
    if (shape_.precedence && !program_.rules.empty() && random_.chance(30)) {
      const core::RuleId winner(random_.below(program_.rules.size()));
      rule.defeated_by.push_back(winner);
      rule.defeat_when.push_back(random_.chance(70) ? build_.always() : conditions_.period_of(program_.as_of));
      applies.push_back(build_.not_(build_.all({program_.rules[winner].applies, rule.defeat_when.back()})));
    }
    if (shape_.twins) more(rule, applies, twin);
    rule.applies = build_.all(applies);
    const core::RuleId id = program_.rules.add(std::move(rule));
    if (twin.valid()) repeat(twin, id);
    if (twin.valid() && random_.chance(70)) return;
    for (std::size_t n = 1 + random_.below(shape_.norms); n > 0; --n) norm(id);
  }

  void liken(core::Rule& rule, core::RuleId other) {
    const core::Rule& twin = program_.rules[other];
    if (random_.chance(80)) rule.law = twin.law;
    if (random_.chance(60)) rule.in_force = twin.in_force;
    if (random_.chance(30)) {
      rule.when = twin.when;
    } else {
      rule.when = random_.chance(50) ? build_.all({twin.when, rule.when}) : build_.any({twin.when, rule.when});
    }
  }

  // Exceptions and defeats beyond the first one.
  void more(core::Rule& rule, std::vector<CondId>& applies, core::RuleId twin) {
    for (std::size_t i = random_.below(3); i > 0; --i) {
      const bool repeated = !rule.exceptions.empty() && random_.chance(40);
      const CondId c = conditions_.any(1);
      rule.exceptions.push_back({"further", "", repeated ? build_.all({rule.exceptions.back().holds, c}) : c, {}});
      applies.push_back(build_.not_(rule.exceptions.back().holds));
    }
    for (const core::RuleId winner : program_.rules.ids()) {
      const auto defeats = [&](core::RuleId loser) {
        const auto& by = program_.rules[loser].defeated_by;
        return std::find(by.begin(), by.end(), winner) != by.end();
      };
      const bool like_twin = twin.valid() && defeats(twin);
      const bool known = std::find(rule.defeated_by.begin(), rule.defeated_by.end(), winner) != rule.defeated_by.end();
      if (known || !random_.chance(like_twin ? 80 : 15)) continue;
      rule.defeated_by.push_back(winner);
      rule.defeat_when.push_back(build_.always());
      applies.push_back(build_.not_(program_.rules[winner].applies));
    }
  }

  void repeat(core::RuleId twin, core::RuleId rule) {
    for (std::size_t i = 0; i < rests_.size(); ++i) {
      core::Norm norm = program_.norms[core::NormId(i)];
      if (norm.rule != twin || random_.chance(10)) continue;
      std::vector<CondId> effect{program_.rules[rule].applies};
      effect.insert(effect.end(), rests_[i].begin(), rests_[i].end());
      add(std::move(norm), rule, effect);
    }
  }

  void add(core::Norm norm, core::RuleId rule, std::vector<CondId> effect) {
    norm.rule = rule;
    norm.effect = build_.all(effect);
    norm.rest = build_.all(std::span(effect).subspan(1));
    program_.norms.add(std::move(norm));
    rests_.emplace_back(effect.begin() + 1, effect.end());
  }

  // As if each `and` and `or` of the outermost two levels had been written.
  void parts(core::Rule& rule) {
    const auto args_of = [&](CondId c, core::Op op) {
      const core::Cond& cond = program_.conds[c];
      const auto args = program_.args_of(cond);
      return cond.op == op ? std::vector<CondId>(args.begin(), args.end()) : std::vector<CondId>{c};
    };
    std::uint32_t at = 10'000 + 100 * static_cast<std::uint32_t>(program_.rules.size());
    for (const CondId c : args_of(rule.when, core::Op::And)) {
      if (c == build_.always()) continue;
      core::Part part{c, {FileId(0), at, at + 1}, false, {}};
      ++at;
      for (const CondId a : args_of(c, core::Op::Or)) {
        part.alternatives.push_back({a, {FileId(0), at, at + 1}});
        ++at;
      }
      if (part.alternatives.size() == 1) part.alternatives.clear();
      rule.parts.push_back(std::move(part));
    }
  }

  void norm(core::RuleId rule) {
    core::Norm norm;
    norm.act = ActId(random_.below(program_.acts.size()));
    const std::size_t dice = random_.below(shape_.permissions ? 12 : 10);
    norm.kind = dice < 4    ? NormKind::Duty
                : dice < 5  ? (shape_.timed ? NormKind::Keep : NormKind::Duty)
                : dice < 10 ? NormKind::Ban
                : dice < 11 ? NormKind::May
                            : NormKind::NeedNot;
    std::vector<CondId> effect{program_.rules[rule].applies};
    if (norm.kind == NormKind::Ban && random_.chance(30)) effect.push_back(build_.not_(conditions_.any(1)));
    if (shape_.timed) norm.period = conditions_.period(norm.kind, effect, program_.as_of);
    add(std::move(norm), rule, std::move(effect));
  }

  // Drawn last: the rest of a program is the same with them and without.
  void doubts() {
    for (core::Rule& rule : program_.rules.all()) {
      if (rule.unverified || program_.laws[rule.law].unverified) continue;
      if (random_.chance(15)) rule.doubtful = conditions_.any(1);
    }
  }

  void acceptances() {
    for (std::size_t i = random_.below(3); i > 0; --i) {
      core::Acceptance a;
      a.sides.resize(1 + random_.below(2));
      for (auto& side : a.sides) {
        for (const core::RuleId r : program_.rules.ids()) {
          if (random_.chance(50)) side.push_back(r);
        }
        if (side.empty()) side.push_back(core::RuleId(random_.below(program_.rules.size())));
      }
      a.when = random_.chance(60) ? build_.always() : conditions_.any(1);
      a.reason = "random";
      if (random_.chance(30)) a.until = Date{today().days + static_cast<std::int32_t>(random_.between(-1, 1))};
      program_.acceptances.add(std::move(a));
    }
  }

  Random random_;
  Shape shape_;
  Program program_;
  core::Builder build_;
  Conditions conditions_;
  std::vector<std::vector<CondId>> rests_;  // by norm: what its effect needs besides its rule
};

// Numbers at which some condition on the fact changes.
std::vector<std::int64_t> boundaries(const Program& p, FactId f) {
  std::vector<std::int64_t> out{p.facts[f].lo, p.facts[f].hi};
  for (const core::Cond& c : p.conds.all()) {
    if (c.op != core::Op::InRange || c.fact != f) continue;
    for (const Interval& part : p.ranges[c.range].parts()) {
      for (const std::int64_t n : {part.lo - 1, part.lo, part.hi, part.hi + 1}) {
        if (n >= p.facts[f].lo && n <= p.facts[f].hi) out.push_back(n);
      }
    }
  }
  return out;
}

}  // namespace

bool other_seeds() { return std::getenv("JUR_SEED") != nullptr; }

Random::Random(std::uint64_t seed) : state_(seed) {
  if (const char* more = std::getenv("JUR_SEED")) state_ += std::strtoull(more, nullptr, 10);
}

std::uint64_t Random::next() {
  state_ += 0x9E3779B97F4A7C15ULL;
  std::uint64_t z = state_;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31);
}

Date today() { return Date{20'000}; }

Shape first_fragment() {
  Shape s;
  s.from = s.implications = s.conditional = s.presumed = false;
  return s;
}

Shape tiny() {
  Shape s;
  s.facts = 4;
  s.members = 3;
  s.numbers = 3;
  s.days = 5;
  return s;
}

Program random_program(std::uint64_t seed, const Shape& shape) { return Maker(seed, shape).make(); }

void give_places(core::Program& program, Places& places) {
  for (Span& s : program.assumption_spans) s = places.next();
  for (core::Rule& r : program.rules.all()) {
    r.span = places.next();
    for (core::Exception& e : r.exceptions) e.span = places.next();
    for (core::Part& part : r.parts) {
      part.span = places.next();
      for (core::Written& a : part.alternatives) a.span = places.next();
    }
  }
  for (core::Norm& n : program.norms.all()) n.span = places.next();
}

core::Case random_case(const Program& program, Random& random) {
  core::Case c;
  for (const FactId f : program.facts.ids()) {
    Value v = random_value(program, f, random);
    if ((v.kind == core::ValueKind::Int || v.kind == core::ValueKind::Date) && random.chance(50)) {
      const auto at = boundaries(program, f);
      v.number = at[random.below(at.size())];
    }
    c.values.push_back(std::move(v));
  }
  return c;
}

core::Case random_partial_case(const Program& program, Random& random) {
  core::Case c = random_case(program, random);
  for (const FactId f : program.facts.ids()) {
    if (program.facts[f].optional && random.chance(60)) c[f] = Value::unknown();
  }
  return c;
}

}  // namespace jur::test
