// Sets of rules whose periods could cover a duty's period piece by piece, found by what is plain to see of their conditions: the
// values that they leave of each fact, and how their dates lie to each other. No smallest set of three rules and more is missed;
// whether a set clashes in some case is to be asked.
#pragma once
#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "verify/conditions.h"
#include "verify/date_bounds.h"

namespace jur::proof {

class Covers {
 public:
  Covers(const Conditions& conditions, const Conditions::Chain& chain);

  // The duty's rule, and those of pieces that together cover its period while none of them could be left out. A set may come
  // several times. False: the visitor said so, or there is too much to try; then there may be more.
  using Visitor = std::function<bool(const Rules&)>;
  [[nodiscard]] bool each(const Visitor& visit);
  // While one is visited: a case in which it may clash, like `base` in all that does not matter.
  [[nodiscard]] core::Case draft(core::Case base) const;

 private:
  struct Day {  // so many days after a date
    std::size_t date = 0;
    std::size_t term = 0;
    Interval after{};  // at least and at most
  };
  using End = std::optional<Day>;  // nothing: open
  struct Bound {                   // first <= second + days
    Day first;
    Day second;
    std::int64_t days = 0;
  };
  struct Piece {
    core::NormId norm;
    core::RuleId rule;
    End from;
    End until;
    std::vector<Bound> bounds;  // where the norm has effect
  };
  struct State {
    Outline outline;
    DateBounds bounds;
    std::vector<Bound> held;
  };

  std::size_t date(core::FactId f);
  Day day(const core::DateTerm& t);
  Interval moved(const core::DateTerm& t);
  End end(const std::optional<core::DateTerm>& t);
  Piece piece(core::NormId n);
  void add_bounds(core::CondId effect, std::vector<Bound>& out);
  [[nodiscard]] static bool require(State& s, const Bound& b);
  // The piece's norm has effect as well.
  [[nodiscard]] bool join(State& s, const Piece& p) const;
  [[nodiscard]] bool follows(State& s, const Piece& p) const;
  [[nodiscard]] bool extend(const State& before, const Visitor& visit);
  [[nodiscard]] bool finish(State s, const Visitor& visit);
  // The numbers of a fact that a side leaves, none aside.
  [[nodiscard]] static IntervalSet left_of(const core::Fact& fact, const Outline::Side& side);
  static void choose(const core::Fact& fact, const Outline::Side& side, core::Value& v);
  // Months are not all of one length: sets days_ to the earliest days that meet what is held, to the day. False where there are
  // none.
  [[nodiscard]] bool settle(const State& s);
  [[nodiscard]] std::int64_t day_of(const Day& d) const;
  [[nodiscard]] bool holds(const Bound& b) const;
  [[nodiscard]] bool raise(const Bound& b);
  [[nodiscard]] bool leap(const State& s, const std::vector<IntervalSet>& left, const std::vector<std::int64_t>& before,
                          const std::vector<char>& raising);

  const Conditions& conditions_;
  const core::Program& program_;
  std::vector<core::FactId> dates_;  // from place 1 on
  std::map<core::FactId, std::size_t> places_;
  std::vector<core::DateTerm> terms_;
  std::int64_t farthest_ = 0;                // that a term lies from its date, in days
  std::map<std::int64_t, Interval> months_;  // by number: by how many days they move a date
  Piece duty_;
  std::vector<Piece> pieces_;  // by norm
  std::vector<const Piece*> path_;
  std::vector<std::int64_t> days_;  // by place in dates_, of the set that is visited
  const State* visited_ = nullptr;
  std::size_t steps_ = 0;
};

}  // namespace jur::proof
