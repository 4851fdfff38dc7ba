// What the applying rules of one complete case ask of conduct, and where they clash: "Conduct and clashes" of the language.
#pragma once
#include <span>
#include <utility>
#include <vector>

#include "core/verdict.h"
#include "evaluate/truth.h"

namespace jur {

// What forbids an act on some days.
struct Forbidding {
  core::NormId norm;         // a Ban, or the duty that requires `because`
  core::ActId act;           // the forbidden act
  core::ActId because;       // the required act that excludes `act`; invalid for a ban
  Interval days{};           // kMin, kMax where open
  bool against_keep = true;  // false: the exclusion by a Duty, which does not count against keep-doing duties
};

class Conduct {
 public:
  // Of the norms in effect, those of one order alone (`only` valid) or all. Implications and exclusions are the case's.
  Conduct(const core::Program& program, const Truths& truths, const core::Case& complete, core::OrderId only = {});

  [[nodiscard]] const core::Program& program() const { return program_; }
  // Norms in effect, ascending.
  [[nodiscard]] std::span<const core::NormId> norms() const { return norms_; }
  // The days of a norm in effect; kMin, kMax where open.
  [[nodiscard]] Interval days(core::NormId n) const { return days_[n.index]; }
  // The act and all that it implies here, ascending.
  [[nodiscard]] const std::vector<core::ActId>& closure(core::ActId a) const { return closures_[a.index]; }
  [[nodiscard]] bool implies(core::ActId from, core::ActId to) const;
  // Duties in effect that name the act or one that implies it, ascending.
  [[nodiscard]] std::vector<core::NormId> requiring(core::ActId a) const;
  // What forbids this very act.
  [[nodiscard]] std::span<const Forbidding> forbidding(core::ActId a) const { return forbidding_[a.index]; }
  // What forbids the act or one that it implies.
  [[nodiscard]] std::vector<Forbidding> forbidding_any(core::ActId a) const;

 private:
  const core::Program& program_;
  std::vector<core::NormId> norms_;
  std::vector<Interval> days_;
  std::vector<std::vector<core::ActId>> closures_;
  std::vector<std::vector<Forbidding>> forbidding_;
};

struct Clashes {
  std::vector<core::Clash> sets;  // each set of rules once, ascending
  // Some act has more than 64 timed norms in effect, or the covers are too many to list: of clashes of four rules and more
  // some may lack; smaller ones are all there.
  bool too_large = false;
};
[[nodiscard]] Clashes clashes(const Conduct& conduct);
[[nodiscard]] Clashes clashes(const core::Program& program, const core::Case& complete);

// A permission that meets a ban (May: on the act or on what it implies), or an exemption that meets a duty (NeedNot: on the
// act or on what implies it), of one legal order and on a common day.
struct PermissionMeetsBan {
  core::NormId permission;
  core::NormId against;
  auto operator<=>(const PermissionMeetsBan&) const = default;
};
[[nodiscard]] std::vector<PermissionMeetsBan> permissions_against_bans(const Conduct& conduct);

// The acceptance with the lowest id that covers these rules and whose `when` holds; invalid for none. Its `until` is not asked.
[[nodiscard]] core::AcceptanceId accepted_by(const core::Program& program, const Truths& truths,
                                             const std::vector<core::RuleId>& rules);
// The acceptance names rules so that it covers a finding of these rules (its `when` aside).
[[nodiscard]] bool covers(const core::Acceptance& acceptance, const std::vector<core::RuleId>& rules);

}  // namespace jur
