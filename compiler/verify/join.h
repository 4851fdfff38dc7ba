// Two versions of a program as one, over the cases that both know. Private to this room.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/builder.h"
#include "core/program.h"
#include "verify/difference.h"

namespace jur::proof {

// Where the parts of one version lie in the joined program; by their ids in that version.
struct Version {
  const core::Program* program = nullptr;
  std::vector<core::FactId> facts;
  std::vector<std::vector<std::optional<std::size_t>>> members;  // by domain and ordinal: the joined ordinal
  std::vector<core::CondId> conds;
  std::vector<core::ActId> acts;
  std::vector<core::RuleId> rules;
  std::vector<core::CondId> assumptions;  // those alone that it has itself
};

// Facts of one name and type are one fact; enums of one name are one enum, of the members that both have; ranges are cut to what
// both have. A fact of one version alone has its default, or any value where it has none. Rules, acts and norms of both stand
// side by side, those of the old version first, and share nothing but facts and conditions: equal conditions have equal ids.
class Joined {
 public:
  Joined(const core::Program& before, const core::Program& after);
  Joined(const Joined&) = delete;
  Joined& operator=(const Joined&) = delete;

  core::Program program;  // its assumptions are those of both, and the defaults of facts that one version lacks
  core::Builder build;
  std::array<Version, 2> versions;     // before, after
  std::vector<core::CondId> defaults;  // of facts that one version lacks; among the assumptions
  std::vector<CaseChange> changes;     // of what a case is
  std::vector<std::array<core::ActId, 2>>
      acts;          // of one party and name, in the joined program; by the new version's order, then the old
  core::FactId day;  // a date fact of no version: any day at all

  // The case as a version has it. `any` likewise.
  [[nodiscard]] core::Case case_of(std::size_t version, const core::Case& joined) const;
  [[nodiscard]] std::vector<core::FactId> facts_of(std::size_t version, const std::vector<core::FactId>& joined) const;

 private:
  void join_domains();
  void join_facts();
  void compare_fact(core::FactId before, core::FactId after);
  void lone_fact(std::size_t version, core::FactId f, bool told);
  core::FactId add_fact(core::Fact fact, core::DomainId domain);
  std::optional<core::Value> joined_value(std::size_t version, core::FactId f, const core::Value& v) const;
  core::CondId equals(core::FactId joined, const core::Value& v);
  void take_conditions(std::size_t version);
  core::CondId take(const Version& v, const core::Cond& c);
  core::DateTerm take(const Version& v, const core::DateTerm& t) const;
  ValueSet take(const Version& v, core::FactId f, const ValueSet& s) const;
  void take_rules(std::size_t version);
  void pair_acts();
  void say(std::string subject, std::string text, bool breaking);

  std::array<std::vector<core::DomainId>, 2> domains_;  // by version and its domain: the joined one
};

}  // namespace jur::proof
