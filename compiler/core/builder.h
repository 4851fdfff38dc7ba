// Makes conditions of a program: simplifies, and gives equal conditions equal ids.
#pragma once
#include <map>
#include <span>
#include <tuple>
#include <vector>

#include "core/program.h"

namespace jur::core {

// Writes into `program`, which must outlive it; one builder a program.
class Builder {
 public:
  explicit Builder(Program& program);

  CondId constant(bool value);
  CondId always() { return constant(true); }
  CondId never() { return constant(false); }
  CondId not_(CondId c);
  CondId all(std::span<const CondId> cs);  // and; true of none
  CondId any(std::span<const CondId> cs);  // or; false of none
  CondId all(std::initializer_list<CondId> cs) { return all(std::span(cs.begin(), cs.size())); }
  CondId any(std::initializer_list<CondId> cs) { return any(std::span(cs.begin(), cs.size())); }
  CondId at_least(std::uint32_t n, std::span<const CondId> cs);

  CondId is_true(FactId f);
  CondId is_none(FactId f);  // never, where the fact cannot be none
  CondId in_set(FactId f, const ValueSet& s);
  CondId same(FactId a, FactId b);
  CondId meets(FactId f, const ValueSet& s);
  CondId holds(FactId set_fact, FactId enum_fact);
  CondId overlaps(FactId a, FactId b);
  CondId within(FactId a, FactId b);
  // Numbers outside the fact's range are cut off; true of every value (where the fact cannot be none) becomes `always`.
  CondId in_range(FactId f, const IntervalSet& s);
  CondId linear(LinearForm form);  // one fact or none: becomes in_range or a constant
  // a <= b. Exact for every pair of terms: on fixed days a constant, on one fact an in_range, else NotAfter.
  CondId not_after(const DateTerm& a, const DateTerm& b);

  [[nodiscard]] const Program& program() const { return program_; }

 private:
  using Key = std::tuple<Op, std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t, std::vector<CondId>>;
  CondId intern(Cond c, std::span<const CondId> args);
  CondId junction(Op op, std::span<const CondId> cs);
  SetId intern_set(const ValueSet& s);
  RangeId intern_range(const IntervalSet& s);

  Program& program_;
  CondId constants_[2];  // false, true; invalid until asked for
  std::map<Key, CondId> conds_;
  std::map<ValueSet, SetId> sets_;
  std::map<IntervalSet, RangeId> ranges_;
  std::map<LinearForm, LinearId> linears_;
  std::map<DatePair, DatePairId> date_pairs_;
};

// The day that a term stands for in a complete case; nothing where its fact is none. Sums may leave 1800–2199.
[[nodiscard]] std::optional<Date> day_of(const DateTerm& term, const Case& c);
[[nodiscard]] Date move(Date d, std::span<const DateStep> steps);
// By how many days the steps move any date, at least and at most, with room to spare: k months are within 13 days of k times the
// mean month of the calendar.
[[nodiscard]] Interval days_moved(std::span<const DateStep> steps);

}  // namespace jur::core
