// What the abstract form of a program means: the page read aloud, slowly. Knows nothing of the compiler.
#pragma once
#include <compare>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "source_form.h"

namespace jur::test::form {

inline constexpr std::int64_t kLong = 1'000'000'000;  // before and after all days

struct Act {
  std::size_t party = 0;
  std::size_t action = 0;
  int slot = -1;
  auto operator<=>(const Act&) const = default;
};
[[nodiscard]] std::string show(const Form& form, const Act& act);  // "p0 disclose", "p0 keep(A1)"

// One rule, or one party's instance of a rule for every party.
struct Instance {
  int law = 0;
  int rule = 0;
  int party = -1;
  auto operator<=>(const Instance&) const = default;
};
[[nodiscard]] std::string show(const Form& form, const Instance& instance);  // "law0.r1", "law0.r1/p0"

enum class Norm : std::uint8_t { Duty, Keep, Ban, May, NeedNot };
struct Effect {
  Instance rule;
  Act act;
  Norm kind = Norm::Duty;
  std::int64_t from = -kLong;
  std::int64_t until = kLong;
  auto operator<=>(const Effect&) const = default;
};

// A complete case under the laws of the decision.
class Meaning {
 public:
  // `only` a law: which rules apply is as before, but only norms of its legal order have effect.
  Meaning(const Form& form, const Case& facts, int only = -1);

  [[nodiscard]] bool possible() const { return possible_; }  // every assumption holds
  [[nodiscard]] const std::set<Instance>& applying() const { return applying_; }
  [[nodiscard]] const std::multiset<Effect>& effects() const { return effects_; }
  // The verdict's word.
  [[nodiscard]] std::string word(const Act& act) const;
  // The rules that the verdict rests on, and the earliest end among the duties (not keep-doing) that require the act.
  [[nodiscard]] std::set<Instance> rules(const Act& act) const;
  [[nodiscard]] std::int64_t deadline(const Act& act) const;  // kLong for none
  struct Clash {
    std::set<Instance> rules;
    std::set<Act> acts;
  };
  [[nodiscard]] const std::vector<Clash>& clashes() const { return clashes_; }
  // Permissions that meet a ban, and exemptions that meet a duty, within one order: the two rules, and the acts they name.
  [[nodiscard]] std::vector<Clash> meetings() const;

 private:
  void settle_conduct();
  [[nodiscard]] bool applies(const Instance& instance) const;
  [[nodiscard]] bool defeated(const Instance& instance) const;
  void add_effect(const Instance& instance, const NormDef& norm);
  [[nodiscard]] std::set<Act> closure(const Act& act) const;
  [[nodiscard]] bool exclude(const Act& a, const Act& b) const;
  [[nodiscard]] bool hopeless(const Effect& duty, const std::set<Instance>& rules, std::set<Act>* acts) const;
  [[nodiscard]] bool hopeless(const std::set<Instance>& rules) const;
  void find_clashes();

  const Form& form_;
  const Case& facts_;
  bool possible_ = true;
  std::set<Instance> instances_;
  mutable std::map<Instance, bool> known_;
  std::set<Instance> applying_;
  std::multiset<Effect> effects_;
  std::set<std::pair<Act, Act>> implies_;
  std::set<std::pair<Act, Act>> excludes_;
  std::vector<Clash> clashes_;
};

[[nodiscard]] bool same_order(const LawDef& a, const LawDef& b);
[[nodiscard]] bool is_in_force(const Form& form, std::size_t law, std::int64_t day);
// All acts of the decision's parties.
[[nodiscard]] std::vector<Act> acts(const Form& form);
// The verdict words of a case, by act; with unknown facts, those of its completions together. Empty: no completion is possible.
[[nodiscard]] std::vector<std::string> words(const Form& form, const Case& facts);
// How many values a fact can have; 0 for a date: too many to list.
[[nodiscard]] std::size_t choices(const Form& form, const Fact& fact);

// ---- conditions ------------------------------------------------------------------------------------------------------
struct Argument {
  Value value;
  int party = -1;
};
using Arguments = std::vector<Argument>;
[[nodiscard]] bool holds(const Form& form, const Case& facts, const Expr& e, const Arguments& args);
[[nodiscard]] Value value(const Form& form, const Case& facts, const Expr& e, const Arguments& args);
[[nodiscard]] bool in_periods(const Periods& periods, std::int64_t day);  // of none: always
[[nodiscard]] bool member(const Form& form, const Group& group, std::size_t who, std::int64_t day);

}  // namespace jur::test::form
