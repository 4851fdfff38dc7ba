// The conditions under which the dates of two verdicts differ: evaluate/reading.h in the core form. Private to this room.
#pragma once
#include <optional>
#include <utility>
#include <vector>

#include "verify/word_conditions.h"

namespace jur::proof {

class VerdictDates {
 public:
  // `day`: a date fact that no rule reads; conditions ask for a day that shows that the first days differ.
  VerdictDates(Conditions& conditions, WordConditions& words, core::FactId day);

  // Both acts have this word, in a complete case, with other dates: other deadlines, hours, first or last days.
  core::CondId differ(core::ActId a, core::ActId b, core::Word word);

 private:
  using Reasons = WordConditions::Reasons;
  struct Last {  // a reason's last day; none: open
    core::CondId when;
    std::optional<core::DateTerm> end;
    bool operator==(const Last&) const = default;
  };
  using Lasts = std::vector<Last>;
  core::CondId all(std::initializer_list<core::CondId> cs) { return build_.all(cs); }
  core::CondId before(const core::DateTerm& a, const core::DateTerm& b) { return build_.not_(build_.not_after(b, a)); }

  // The earliest of those that hold comes before the other's.
  core::CondId earlier(const Lasts& a, const Lasts& b);
  // The latest of those that hold is a day, and comes before the other's or the other has none.
  core::CondId ends_before(const Lasts& a, const Lasts& b);
  core::CondId deadlines_differ(const Reasons& a, const Reasons& b);
  core::CondId hours_differ(const Reasons& a, const Reasons& b);
  core::CondId starts_differ(core::ActId a, core::ActId b);
  core::CondId starts_before(core::ActId a, core::ActId b);
  std::vector<Conditions::Side> forbidding(core::ActId act);  // a duty forbids what its act excludes always
  core::CondId last_days_differ(core::ActId a, core::ActId b, core::Word word);

  // The duties that require the act, each with the condition under which it is the one with the deadline.
  Reasons first_duties(const Reasons& requiring);
  [[nodiscard]] Lasts lasts(const Reasons& reasons, bool keep_alone) const;

  Conditions& conditions_;
  core::Builder& build_;
  WordConditions& words_;
  core::DateTerm day_;
};

}  // namespace jur::proof
