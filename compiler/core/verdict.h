// What a decision says of a case.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/program.h"

namespace jur::core {

// A set of applying rules that makes a duty hopeless in a case, while no proper subset makes any duty hopeless there.
struct Clash {
  // The first kind that fits; see language.md, "Conduct and clashes".
  enum class Kind : std::uint8_t { Time, Places, RequiredExclude, RequiredImplies, RequiredForbidden };
  Kind kind = Kind::RequiredForbidden;
  std::vector<RuleId> rules;  // ascending
  std::vector<ActId> acts;    // ascending
  auto operator<=>(const Clash&) const = default;
};

// A presumed fact whose other value, the rest unchanged, gives another word.
struct OpenQuestion {
  FactId fact;
  Value value;
  Word word = Word::Silent;
};

struct Verdict {
  ActId act;
  Word word = Word::Silent;
  std::vector<RuleId> rules;                     // ascending; in some completion (see language.md, "Verdicts")
  std::optional<Date> deadline;                  // earliest end among the duties that require it, whatever the word
  std::optional<Duration> hours;                 // the length of that duty where it was written in hours
  std::optional<Date> not_before;                // first day of that duty's period on which it is not forbidden
  std::optional<Date> until;                     // end of keep-doing duties, bans or permissions; nothing where open
  std::vector<Word> possible;                    // the words left; ascending
  std::vector<FactId> missing;                   // ascending
  std::vector<OpenQuestion> open;                // by fact
  std::vector<std::pair<OrderId, Word>> orders;  // ascending; silent ones left out
  AcceptanceId accepted;                         // contradictory: an acceptance that covers one of its clashes here; else invalid
  bool unverified = false;                       // rests on something unverified
  std::vector<RuleId> rests_on;                  // through these rules; ascending. Told by the evaluator alone
};

// How a rule fared in a case.
struct RuleTrace {
  enum class State : std::uint8_t { Applies, NotInForce, OutOfScope, Excepted, Defeated, Unknown };
  State state = State::OutOfScope;
  std::uint32_t exception = 0;  // Excepted: index into Rule::exceptions
  RuleId by;                    // Defeated
};

struct Outcome {
  bool possible = true;           // false: no completion keeps the assumptions; the rest is empty
  std::vector<Verdict> verdicts;  // one an act of Program::outputs, in its order
  std::vector<RuleTrace> rules;   // one a rule, by RuleId
};

}  // namespace jur::core
