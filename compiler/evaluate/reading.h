// What one complete case says of an act. Private to this room.
#pragma once
#include <optional>
#include <utility>
#include <vector>

#include "evaluate/conduct.h"

namespace jur {

// Which facts' values are given; dates that hang on other facts are not told.
struct Known {
  const core::Case& given;
  [[nodiscard]] bool operator()(const std::optional<core::DateTerm>& t) const {
    return !t || !t->fact.valid() || !given[t->fact].is_unknown();
  }
};

// The duty whose end is the deadline; of duties without a known end the one with the lowest id.
struct Due {
  std::optional<Date> end;
  core::NormId duty;
  // First day of its period on which it is not forbidden; nothing where there is none, kMin where unlimited or not known.
  std::optional<std::int64_t> start;
};

struct Reading {
  core::Word word = core::Word::Silent;
  std::vector<core::RuleId> rules;                           // behind the word; ascending
  std::optional<Due> due;                                    // where a duty (not keep-doing) requires the act
  std::optional<std::int64_t> until;                         // kMax where open or not known; nothing where the word has no end
  std::vector<std::pair<core::OrderId, core::Word>> orders;  // ascending; silent ones left out
  core::AcceptanceId accepted;
  std::vector<core::RuleId> rests_on;  // rules through which the word rests on something unverified; ascending
};

// A complete, valid case, ready to be read.
class Reader {
 public:
  // Without `orders` it can tell words only.
  Reader(const core::Program& program, const Truths& truths, const core::Case& complete, const core::Case& given,
         bool orders = true);
  [[nodiscard]] Reading read(core::ActId act) const;
  [[nodiscard]] core::Word word(core::ActId act) const;

 private:
  struct View {  // all norms in effect, or those of one order
    Conduct conduct;
    std::vector<core::Clash> clashes;
  };
  [[nodiscard]] static View view(const core::Program& program, const Truths& truths, const core::Case& c, core::OrderId only);
  [[nodiscard]] static core::Word word(const View& v, core::ActId act);
  [[nodiscard]] std::vector<core::RuleId> rules(core::ActId act, core::Word word) const;
  // Those behind the word that are marked or in doubt, and those in doubt with a norm that is without effect and, with effect,
  // would speak of the act: name it, require what implies or excludes it, or ban what it implies.
  [[nodiscard]] std::vector<core::RuleId> rests_on(core::ActId act, const std::vector<core::RuleId>& behind) const;
  [[nodiscard]] bool would_speak(core::NormId n, core::ActId act) const;
  [[nodiscard]] std::optional<Due> due(core::ActId act) const;
  [[nodiscard]] std::optional<std::int64_t> until(core::ActId act, core::Word word) const;

  const core::Program& program_;
  const Truths& truths_;
  Known known_;
  View whole_;
  std::vector<std::pair<core::OrderId, View>> orders_;  // empty where all norms in effect are of `single_`
  core::OrderId single_;
};

}  // namespace jur
