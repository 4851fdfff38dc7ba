// Conditions of a case as they are once a route's steps are taken.
#pragma once
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "core/builder.h"
#include "core/program.h"

namespace jur::proof {

// All steps at once. The result holds in a complete case exactly where the condition holds in the changed case. Its sets are
// old ones, but for those of facts that are compared with other facts.
class Substitution {
 public:
  Substitution(core::Builder& builder, std::span<const core::RouteStep> steps);
  core::CondId operator()(core::CondId c);

 private:
  struct Change {
    std::optional<core::Value> value;  // what the fact becomes
    ValueSet added;                    // else: what its set gains
  };
  [[nodiscard]] const Change* change_of(core::FactId f) const;
  [[nodiscard]] const core::Value* value_of(core::FactId f) const;
  [[nodiscard]] ValueSet added_to(core::FactId f) const;
  [[nodiscard]] std::size_t universe(core::FactId f) const;
  core::CondId changed(const core::Cond& c, core::CondId as_it_is);
  core::CondId same(core::FactId a, core::FactId b);
  core::CondId meets(core::FactId f, const ValueSet& s);
  core::CondId has(core::FactId set, std::size_t member);
  core::CondId holds(core::FactId set, core::FactId value);
  core::CondId overlaps(core::FactId a, core::FactId b);
  core::CondId within(core::FactId a, core::FactId b);
  core::CondId linear(const core::LinearForm& form);
  core::CondId not_after(core::DatePair pair);

  core::Builder& build_;
  std::map<core::FactId, Change> changes_;
  std::map<core::CondId, core::CondId> known_;
};

// The complete case after the steps.
[[nodiscard]] core::Case after(std::span<const core::RouteStep> steps, const core::Case& c);

}  // namespace jur::proof
