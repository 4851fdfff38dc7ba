#include "lower/entries.h"

#include <algorithm>
#include <optional>

namespace jur::lower {
namespace {

using core::Cond;
using core::CondId;
using core::FactId;
using core::FactKind;
using core::Op;
using core::Program;

bool counts(const Program& p, FactId f) { return p.facts[f].kind == FactKind::Bool || p.facts[f].kind == FactKind::Enum; }
bool measures(const Program& p, FactId f) { return p.facts[f].kind == FactKind::Int || p.facts[f].kind == FactKind::Date; }

// The only fact that the condition reads, where it is one of a kind that tests are made of.
class OneFact {
 public:
  explicit OneFact(const Program& p) : p_(p) {}
  std::optional<FactId> of(CondId c) {
    found_.reset();
    return look(c) ? found_ : std::nullopt;
  }

 private:
  bool is(FactId f) {
    if (!counts(p_, f) && !measures(p_, f)) return false;
    if (found_ && *found_ != f) return false;
    found_ = f;
    return true;
  }
  bool look(CondId id) {
    const Cond& c = p_.conds[id];
    switch (c.op) {
      case Op::Const:
        return true;
      case Op::Not:
      case Op::And:
      case Op::Or:
      case Op::AtLeast:
        return std::ranges::all_of(p_.args_of(c), [&](CondId a) { return look(a); });
      case Op::IsTrue:
      case Op::IsNone:
      case Op::InSet:
      case Op::InRange:
        return is(c.fact);
      case Op::Same:
      case Op::Meets:
      case Op::Holds:
      case Op::Overlaps:
      case Op::Within:
      case Op::Linear:
      case Op::NotAfter:
        return false;
    }
    return false;
  }
  const Program& p_;
  std::optional<FactId> found_;
};

// Tests of one fact as conditions put them together.
class Algebra {
 public:
  Algebra(const Program& p, FactId f) : p_(p), f_(f) {}

  Test test(CondId id) const {
    const Cond& c = p_.conds[id];
    const auto args = p_.args_of(c);
    switch (c.op) {
      case Op::Const:
        return c.count != 0 ? all() : nothing();
      case Op::Not:
        return invert(test(args[0]));
      case Op::And:
        return at_least(args, args.size());
      case Op::Or:
        return at_least(args, 1);
      case Op::AtLeast:
        return at_least(args, c.count);
      case Op::IsTrue: {
        Test out = nothing();
        out.values.insert(1);
        return out;
      }
      case Op::IsNone: {
        Test out = nothing();
        set_none(out);
        return out;
      }
      case Op::InSet: {
        Test out = nothing();
        for (const std::size_t m : p_.sets[c.set].members()) out.values.insert(m);
        return out;
      }
      case Op::InRange: {
        Test out = nothing();
        out.numbers = p_.ranges[c.range].intersect(domain());
        return out;
      }
      case Op::Same:
      case Op::Meets:
      case Op::Holds:
      case Op::Overlaps:
      case Op::Within:
      case Op::Linear:
      case Op::NotAfter:
        return all();
    }
    return all();
  }

  Test join(const Test& a, const Test& b) const {
    if (counts(p_, f_)) return {a.values.intersect(b.values), {}, false, {}};
    return {{}, a.numbers.intersect(b.numbers), a.none && b.none, {}};
  }

 private:
  IntervalSet domain() const { return IntervalSet::of(p_.facts[f_].lo, p_.facts[f_].hi); }
  Test nothing() const { return counts(p_, f_) ? Test{ValueSet(value_count(p_, f_)), {}, false, {}} : Test{}; }
  Test all() const { return invert(nothing()); }
  void set_none(Test& t) const {
    if (!p_.facts[f_].or_none) return;
    if (counts(p_, f_)) {
      t.values.insert(value_count(p_, f_) - 1);
    } else {
      t.none = true;
    }
  }
  Test invert(const Test& t) const {
    if (counts(p_, f_)) return {t.values.complement(), {}, false, {}};
    return {{}, domain().minus(t.numbers), p_.facts[f_].or_none && !t.none, {}};
  }
  Test unite(const Test& a, const Test& b) const {
    if (counts(p_, f_)) return {a.values.unite(b.values), {}, false, {}};
    return {{}, a.numbers.unite(b.numbers), a.none || b.none, {}};
  }
  Test at_least(std::span<const CondId> args, std::size_t count) const {
    std::vector<Test> reached{all()};  // by how many of the arguments so far hold, at least
    for (const CondId arg : args) {
      const Test t = test(arg);
      reached.push_back(nothing());
      for (std::size_t k = reached.size() - 1; k > 0; --k) reached[k] = unite(reached[k], join(reached[k - 1], t));
    }
    return count < reached.size() ? reached[count] : nothing();
  }

  const Program& p_;
  FactId f_;
};

}  // namespace

std::size_t value_count(const Program& program, FactId fact) {
  const core::Fact& f = program.facts[fact];
  if (f.kind == FactKind::Bool) return 2;
  return program.domains[f.domain].members.size() + (f.or_none ? 1 : 0);
}

std::vector<Entry> entries_of(const Program& program, const Groups& groups) {
  std::vector<Entry> out;
  std::map<CondId, std::pair<FactId, Test>> known;
  OneFact one(program);
  for (std::size_t s = 0; s < groups.signals.size(); ++s) {
    for (const Member& m : groups.signals[s].members) {
      Entry& e = out.emplace_back();
      e.signal = static_cast<std::uint32_t>(s);
      e.rule = m.rule;
      const Cond& effect = program.conds[m.effect];
      if (effect.op == Op::Const && effect.count != 0) continue;
      const std::vector<CondId> whole{m.effect};
      const std::span<const CondId> parts = effect.op == Op::And ? program.args_of(effect) : std::span<const CondId>(whole);
      for (const CondId part : parts) {
        const std::optional<FactId> fact = one.of(part);
        if (!fact) {
          e.rest.push_back(part);
          continue;
        }
        const Algebra algebra(program, *fact);
        const auto [it, fresh] = known.try_emplace(part);
        if (fresh) it->second = {*fact, algebra.test(part)};
        const auto [mine, first] = e.tests.try_emplace(*fact, it->second.second);
        std::vector<CondId> said = std::move(mine->second.parts);
        if (!first) mine->second = algebra.join(mine->second, it->second.second);
        said.push_back(part);
        mine->second.parts = std::move(said);
      }
    }
  }
  return out;
}

}  // namespace jur::lower
