// Random values, conditions and periods. Private to the random programs.
#pragma once
#include <vector>

#include "core/builder.h"
#include "random_program.h"

namespace jur::test {

[[nodiscard]] core::Value random_value(const core::Program& program, core::FactId fact, Random& random);

class Conditions {
 public:
  // The builder's program must have its facts before the first condition is made.
  Conditions(Random& random, const Shape& shape, core::Builder& builder) : random_(random), shape_(shape), build_(builder) {}

  [[nodiscard]] core::CondId any(std::size_t depth);
  // The date lies in a random stretch of its range.
  [[nodiscard]] core::CondId period_of(core::FactId date);
  // A period for a norm; what it needs to have effect (its dates exist and are in order, it is not over) is added.
  [[nodiscard]] core::Period period(core::NormKind kind, std::vector<core::CondId>& effect, core::FactId as_of);

 private:
  [[nodiscard]] core::CondId atom();
  [[nodiscard]] core::CondId atom_of(core::FactId f);
  [[nodiscard]] core::CondId relation(core::FactId f);
  [[nodiscard]] core::CondId linear(core::FactId f);
  [[nodiscard]] core::DateTerm term();
  [[nodiscard]] std::vector<core::DateStep> steps();
  [[nodiscard]] std::vector<core::FactId> facts(core::FactKind kind) const;
  [[nodiscard]] ValueSet some(core::DomainId domain);
  [[nodiscard]] IntervalSet range(core::FactId f);
  [[nodiscard]] core::CondId exists(const core::DateTerm& t) {
    return t.fact.valid() ? build_.not_(build_.is_none(t.fact)) : build_.always();
  }

  Random& random_;
  const Shape& shape_;
  core::Builder& build_;
};

}  // namespace jur::test
