// Readings of several completions, summed up in one verdict. Private to this room.
#pragma once
#include <map>
#include <optional>
#include <set>

#include "evaluate/reading.h"

namespace jur {

class Summary {
 public:
  void add(const Reading& reading);
  // Word, rules, dates, orders, accepted, possible, unverified, rests_on. At least one reading was added.
  [[nodiscard]] core::Verdict verdict(const core::Program& program, core::ActId act) const;

 private:
  void add_due(const Due& due);

  std::size_t readings_ = 0;
  std::set<core::Word> words_;
  std::set<core::RuleId> rules_;
  std::set<core::RuleId> rests_on_;
  std::optional<Due> due_;
  std::optional<std::int64_t> until_;
  std::map<core::OrderId, std::pair<std::set<core::Word>, std::size_t>> orders_;  // words but silent, and how many readings
  core::AcceptanceId accepted_;
  bool all_accepted_ = true;
};

}  // namespace jur
