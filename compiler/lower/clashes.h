// What can clash, whatever the case: the static side of language.md, "Conduct and clashes". Generated code only asks
// which of it holds.
#pragma once
#include <cstdint>
#include <map>
#include <vector>

#include "core/program.h"
#include "lower/lower.h"

namespace jur::lower {

// One way in which a norm forbids something that a duty needs.
struct Way {
  core::ActId forbidden;  // of the duty's closure
  core::ActId excluding;  // required by the source duty and excludes `forbidden`; invalid for a ban
  core::CondId when;      // of the exclusion; invalid for a ban
};

struct Source {
  core::NormId norm;
  bool always = false;  // forbids on all days, whatever its period
  std::vector<Way> ways;
};

// A set of rules that may be a clash: `duties` are those that need all of them to become hopeless.
struct Candidate {
  std::vector<core::RuleId> rules;   // ascending
  std::vector<core::NormId> duties;  // ascending
};

class Clashes {
 public:
  Clashes(const core::Program& program, ClashCode wanted);
  // Of a program whose clashes nobody asks for.
  static Clashes none(const core::Program& program) { return Clashes(program); }

  // True where doing `from` may be doing `to` as well; each act reaches itself.
  [[nodiscard]] bool may_reach(core::ActId from, core::ActId to) const { return reach_[from.index][to.index]; }
  // What doing `act` implies at once, and whether a way from it comes back to where it was.
  [[nodiscard]] const std::vector<core::Implication>& implied(core::ActId act) const { return implied_[act.index]; }
  [[nodiscard]] bool circular(core::ActId act) const { return circular_[act.index]; }
  // Acts that `act` may reach, and norms that may speak of it: on it, on what reaches it, or forbidding what it reaches.
  // Ascending; other norms say nothing of the act in any case.
  [[nodiscard]] const std::vector<core::ActId>& reached(core::ActId act) const { return reached_[act.index]; }
  [[nodiscard]] const std::vector<core::NormId>& speaking(core::ActId act) const { return speaking_[act.index]; }
  // The norm forbids `forbidden` by requiring `excluding`, when `when` holds; of a ban only `forbidden` is there.
  [[nodiscard]] const std::vector<Way>& forbids(core::NormId n) const { return forbids_[n.index]; }
  [[nodiscard]] const std::vector<Source>& sources(core::NormId duty) const { return sources_[duty.index]; }
  // By number of rules, then by rules; no set comes twice.
  [[nodiscard]] const std::vector<Candidate>& candidates() const { return candidates_; }
  // Indexes of the candidates that are proper subsets of candidate `i`.
  [[nodiscard]] std::vector<std::size_t> subsets(std::size_t i) const;
  // Code is to look for clashes at run time; then there are no candidates.
  [[nodiscard]] bool searched() const { return searched_; }

 private:
  explicit Clashes(const core::Program& program) : program_(program) {}
  void find_reach();
  void find_speaking();
  void find_sources(core::NormId duty);
  using Sets = std::map<std::vector<core::RuleId>, std::vector<core::NormId>>;
  // False where there are too many.
  bool find_all_candidates(std::size_t most, Sets& found);
  bool find_candidates(core::NormId duty, std::size_t most, Sets& found);

  const core::Program& program_;
  std::vector<std::vector<bool>> reach_;
  std::vector<std::vector<core::ActId>> reached_;
  std::vector<std::vector<core::Implication>> implied_;
  std::vector<bool> circular_;
  std::vector<std::vector<core::NormId>> speaking_;
  std::vector<std::vector<Way>> forbids_;
  std::vector<std::vector<Source>> sources_;
  std::vector<Candidate> candidates_;
  std::map<std::vector<core::RuleId>, std::size_t> index_;
  std::size_t cost_ = 0;  // steps of straight-line code that the candidates take
  bool searched_ = false;
};

// Whether the days of single sources decide if `duty` is hopeless: no two of them can cover what none covers alone.
[[nodiscard]] bool singles_suffice(const core::Program& program, core::NormId duty, const std::vector<const Source*>& sources);
[[nodiscard]] bool open_from(const core::Program& program, const Source& s);
[[nodiscard]] bool open_until(const core::Program& program, const Source& s);

}  // namespace jur::lower
