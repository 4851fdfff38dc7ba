// Private to lower/: the conditions of one complete case as straight-line code. A frame stands in one basic block: values
// are made when they are first asked for, and once.
#pragma once
#include <map>
#include <set>
#include <vector>

#include "lower/unit.h"

namespace jur::lower {

class Frame {
 public:
  // `at` points to the bytes of a case, each fact known and within its range.
  Frame(Unit& unit, Builder& builder, Value* at) : u(unit), b(builder), at_(at) {}

  [[nodiscard]] Value* at() const { return at_; }
  Value* cond(core::CondId c);
  // The conditions from `first` on are what `make` says of their places when they are first asked for.
  void set(core::CondId first, std::function<Value*(std::size_t)> make) {
    first_given_ = first;
    make_ = std::move(make);
  }
  // 64 bits; of a fact that is none some number.
  Value* number(core::FactId f);
  Value* none(core::FactId f);
  // Bytes of the fact as they lie in the case; of a set one word.
  Value* raw(core::FactId f, std::uint32_t word = 0);
  // The day of a term whose fact is not none; for use outside of conditions.
  Value* day(const core::DateTerm& t);

  // What was asked for so far, through `cond` and through `day`.
  [[nodiscard]] const std::set<core::CondId>& conds() const { return used_; }
  [[nodiscard]] const std::set<core::DateTerm>& days() const { return days_; }

  Unit& u;
  Builder& b;

 private:
  Value* emit(const core::Cond& c);
  Value* moved(const core::DateTerm& t);
  Value* in_set(const core::Cond& c);
  Value* set_word(core::FactId f, std::uint32_t word);
  Value* holds(const core::Cond& c);
  Value* in_range(const core::Cond& c);
  Value* linear(const core::LinearForm& form);
  Value* words(core::FactId f, const std::function<Value*(std::uint32_t)>& word);

  Value* at_;
  std::map<core::CondId, Value*> conds_;
  std::map<std::pair<core::FactId, std::uint32_t>, Value*> raws_;
  std::map<core::DateTerm, Value*> terms_;
  std::set<core::DateTerm> days_;
  std::set<core::CondId> used_;
  core::CondId first_given_;
  std::function<Value*(std::size_t)> make_;
};

}  // namespace jur::lower
