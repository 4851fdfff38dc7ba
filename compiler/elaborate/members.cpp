#include <algorithm>

#include "elaborate/work.h"

namespace jur::elaborating {
namespace {

using Kind = Value::Kind;

// Members by the condition that holds of them, so that a group of 200 states is one test and not 200.
std::map<CondId, ValueSet> classes(std::size_t universe, const OfMember& p, const ValueSet* only = nullptr) {
  std::map<CondId, ValueSet> out;
  for (std::uint32_t m = 0; m < universe; ++m) {
    if (only == nullptr || only->has(m)) out.try_emplace(p(m), universe).first->second.insert(m);
  }
  return out;
}

std::size_t universe_of(const Work& w, core::FactId f) { return w.out.domains[w.out.facts[f].domain].members.size(); }

// One tuple of a relation, with the days on which it holds.
using Rows = std::vector<const model::Tuple*>;

class Relating {
 public:
  Relating(Work& w, const Environment& args, const core::DateTerm& date) : w_(w), args_(args), date_(date) {}

  CondId from(std::size_t column, const Rows& rows) {
    if (rows.empty()) return w_.build.never();
    if (column == args_.size()) {
      IntervalSet days;
      for (const model::Tuple* t : rows) days = days.unite(w_.sure ? t->days.minus(t->unverified) : t->days);
      return on_days(w_, date_, days);
    }
    std::map<std::uint32_t, Rows> by_member;
    for (const model::Tuple* t : rows) {
      if (column < t->members.size()) by_member[t->members[column]].push_back(t);
    }
    return of_choice(w_, args_[column], [&](std::uint32_t m) {
      const auto it = by_member.find(m);
      return it == by_member.end() ? w_.build.never() : from(column + 1, it->second);
    });
  }

 private:
  Work& w_;
  const Environment& args_;
  const core::DateTerm& date_;
};

}  // namespace

CondId of_choice(Work& w, const Value& choice, const OfMember& p) {
  if (choice.kind == Kind::Member) return p(choice.member);
  if (choice.kind != Kind::Choice) return w.build.never();
  std::vector<CondId> parts;
  for (const auto& [holds, members] : classes(universe_of(w, choice.fact), p)) {
    parts.push_back(w.build.all({w.build.in_set(choice.fact, members), holds}));
  }
  return w.build.any(parts);
}

CondId of_members(Work& w, model::Quantifier q, const Value& set, std::size_t universe, const OfMember& p) {
  if (q == model::Quantifier::None) return w.build.not_(of_members(w, model::Quantifier::Any, set, universe, p));
  const bool any = q == model::Quantifier::Any;
  if (set.kind != Kind::Members && set.kind != Kind::Set) return w.build.never();
  std::vector<CondId> parts;
  for (const auto& [holds, members] : classes(universe, p, set.kind == Kind::Members ? &set.members : nullptr)) {
    const CondId there = set.kind == Kind::Members ? w.build.always() : w.build.meets(set.fact, members);
    parts.push_back(any ? w.build.all({there, holds}) : w.build.any({w.build.not_(there), holds}));
  }
  return any ? w.build.any(parts) : w.build.all(parts);
}

CondId of_arguments(Work& w, std::span<const model::ExprId> args, const Environment& env,
                    const std::function<CondId(const Environment&)>& body) {
  Environment values(args.size());
  const std::function<CondId(std::size_t)> from = [&](std::size_t i) -> CondId {
    if (i == args.size()) return body(values);
    const model::Expr& e = w.model.exprs[args[i]];
    if (e.kind != model::ExprKind::Quantified) {
      values[i] = value(w, args[i], env);
      return from(i + 1);
    }
    const model::EnumId type = w.model.exprs[e.args[0]].type.enumeration;
    if (!type.valid()) return w.build.never();
    const Value set = value(w, e.args[0], env);
    return of_members(w, e.quantifier, set, w.model.enums[type].members.size(), [&](std::uint32_t m) {
      values[i] = Value::of_member(m);
      const std::size_t before = w.reads.size();
      const CondId holds = from(i + 1);
      if (w.reads.size() > before) narrow_reads(w, before, may_be(w, set, m));
      return holds;
    });
  };
  return from(0);
}

CondId in(Work& w, const model::Expr& e, const Environment& env) {
  const model::Expr& subject = w.model.exprs[e.args[0]];
  const model::Expr& group = w.model.exprs[e.args[1]];
  const bool quantified = subject.kind == model::ExprKind::Quantified;
  const Value who = value(w, quantified ? subject.args[0] : e.args[0], env);
  const Value set = group.kind == model::ExprKind::Dated ? Value::error() : value(w, e.args[1], env);
  if (set.kind == Kind::Set) {
    if (!quantified) return has(w, set, who);
    if (who.kind == Kind::Set) {
      const CondId found = subject.quantifier == model::Quantifier::All ? w.build.within(who.fact, set.fact)
                                                                        : w.build.overlaps(who.fact, set.fact);
      return subject.quantifier == model::Quantifier::None ? w.build.not_(found) : found;
    }
  }
  std::optional<core::DateTerm> date = w.as_of();
  if (e.args.size() > 2) date = day(w, e.args[2], env);
  const CondId dated = date ? present(w, *date) : w.build.never();
  std::map<IntervalSet, CondId> known;
  const OfMember member = [&](std::uint32_t m) {
    if (group.kind != model::ExprKind::Dated) return w.build.all({dated, has(w, set, Value::of_member(m))});
    const model::DatedSet& members = w.model.dated_sets[group.dated];
    if (!date || m >= members.days.size()) return w.build.never();
    const auto [it, fresh] = known.try_emplace(w.sure ? members.days[m].minus(members.unverified[m]) : members.days[m]);
    if (fresh) it->second = on_days(w, *date, it->first);
    return it->second;
  };
  if (group.kind == model::ExprKind::Dated && date) {
    for (const auto& [m, marks] : w.model.dated_sets[group.dated].marks) {
      for (const model::Mark& mark : marks) note(w, mark, *date, may_be(w, who, m));
    }
  }
  if (!quantified) return of_choice(w, who, member);
  const model::EnumId type = w.model.exprs[subject.args[0]].type.enumeration;
  if (!type.valid()) return w.build.never();
  return of_members(w, subject.quantifier, who, w.model.enums[type].members.size(), member);
}

namespace {

// The marks of the tuples that the arguments may name.
void note_tuples(Work& w, const model::Expr& e, const Environment& env, const core::DateTerm& date) {
  const model::Relation& relation = w.model.relations[e.relation];
  if (w.sure || std::all_of(relation.tuples.begin(), relation.tuples.end(), [](const auto& t) { return t.marks.empty(); })) {
    return;
  }
  std::vector<Value> args;
  for (std::size_t i = 0; i < relation.columns.size(); ++i) {
    const model::Expr& arg = w.model.exprs[e.args[i]];
    args.push_back(value(w, arg.kind == model::ExprKind::Quantified ? arg.args[0] : e.args[i], env));
  }
  for (const model::Tuple& t : relation.tuples) {
    if (t.marks.empty()) continue;
    std::vector<CondId> named;
    for (std::size_t i = 0; i < args.size() && i < t.members.size(); ++i) named.push_back(may_be(w, args[i], t.members[i]));
    for (const model::Mark& mark : t.marks) note(w, mark, date, w.build.all(named));
  }
}

}  // namespace

CondId related(Work& w, const model::Expr& e, const Environment& env) {
  const model::Relation& relation = w.model.relations[e.relation];
  const std::size_t columns = relation.columns.size();
  if (e.args.size() < columns) return w.build.never();
  std::optional<core::DateTerm> date = w.as_of();
  if (e.args.size() > columns) date = day(w, e.args[columns], env);
  if (!date) return w.build.never();
  Rows rows;
  for (const model::Tuple& t : relation.tuples) rows.push_back(&t);
  note_tuples(w, e, env, *date);
  return of_arguments(w, std::span(e.args).first(columns), env,
                      [&](const Environment& args) { return Relating(w, args, *date).from(0, rows); });
}

}  // namespace jur::elaborating
