// Rules that another one makes redundant. Private to this room.
#pragma once
#include <map>
#include <optional>
#include <tuple>
#include <vector>

#include "verify/idle_rules.h"
#include "verify/supersets.h"

namespace jur::proof {

// A rule covers another one of its legal order: for each norm of that one that ever has effect it states one on the same act, of
// the same kind and period, that has effect wherever that norm has; and it defeats what that one defeats, wherever it does. Of
// rules that cover each other the first one is needed. A rule of the same law is named rather than one of another.
class Redundancy {
 public:
  // `rules` knows of the rules that are looked at whether they apply in some case.
  Redundancy(const core::Program& program, Sieve& sieve, IdleTally& tally, const IdleRules& rules);
  void look_at(core::RuleId r);

 private:
  using Key =
      std::tuple<core::OrderId, core::ActId, core::NormKind, std::optional<core::DateTerm>, std::optional<core::DateTerm>>;
  struct Group {
    std::vector<core::NormId> norms;   // that may have effect; ascending
    bool ready = false;                // what follows is filled in
    std::vector<core::NormId> plain;   // with a plain outline
    std::vector<core::NormId> others;  // the rest
    std::optional<Supersets> index;    // of `plain`
  };
  struct Defeat {
    core::RuleId loser;
    core::CondId when;
  };
  [[nodiscard]] Key key(core::NormId id) const;
  [[nodiscard]] std::vector<core::NormId> effective(core::RuleId r);
  [[nodiscard]] bool within(core::NormId inner, core::NormId outer);
  [[nodiscard]] bool states_all(core::RuleId r, core::RuleId other);
  [[nodiscard]] bool defeats_all(core::RuleId r, core::RuleId other);
  [[nodiscard]] bool covered(core::RuleId r, core::RuleId other);
  [[nodiscard]] std::vector<core::RuleId> candidates(core::NormId norm);
  [[nodiscard]] std::vector<core::RuleId> candidates(core::RuleId r);

  const core::Program& p_;
  Sieve& sieve_;
  IdleTally& tally_;
  const IdleRules& rules_;
  std::vector<Outline> outlines_;               // by norm
  std::vector<char> plain_;                     // by norm
  std::vector<std::optional<bool>> effective_;  // by norm: it has effect in some case
  std::vector<std::vector<Defeat>> defeats_;
  std::map<Key, Group> groups_;
};

}  // namespace jur::proof
