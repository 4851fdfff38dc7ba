// What the files of this room share: the program being made, and one group of functions a file.
#pragma once
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "core/builder.h"
#include "diagnostics/diagnostic.h"
#include "elaborate/facts.h"
#include "elaborate/plans.h"
#include "elaborate/values.h"

namespace jur::elaborating {

using core::CondId;
using ActKey = std::tuple<std::uint32_t, model::ActionId, std::uint32_t>;  // party, action, slot (kNoSlot for none)
inline constexpr std::uint32_t kNoSlot = 0xFFFFFFFFU;

// A mark that a condition has read, and where it asks for what is marked.
struct Read {
  std::uint32_t mark;  // index into Work::marks
  CondId where;
};

// A condition as it is, and where nothing unverified counts.
struct Reckoned {
  CondId plain;
  CondId sure;
};

// What is left of a rule where nothing unverified counts, and the marks that its conditions read.
struct SureRule {
  bool struck = false;  // it is marked, or its law is
  CondId when;
  std::vector<CondId> exceptions;
  CondId applies;
  std::vector<Read> reads;
};

struct Work {
  Work(const model::Program& from, const Plan& what, core::Program& to, Sink& reports);

  const model::Program& model;
  const Plan& plan;
  core::Program& out;
  Sink& sink;
  std::vector<bool> loaded;  // by module: whose declarations bear on the program
  std::vector<bool> asked;   // by module: it was asked about
  core::Builder build;
  Facts facts;

  // Members of the case that are parties, and their core names.
  std::vector<std::uint32_t> parties;
  std::map<ActKey, core::ActId> acts;
  std::map<model::LawId, core::LawId> laws;
  std::map<std::string, core::OrderId> orders;  // by key: see order_of
  struct Instance {
    std::uint32_t party;  // of `for every`; else kEveryParty
    core::RuleId rule;
  };
  std::map<model::RuleId, std::vector<Instance>> rules;
  std::map<model::StatementId, core::StatementId> statements;
  std::map<model::RouteId, core::RouteId> routes;
  bool sure = false;  // conditions are made as if nothing unverified counted
  struct Defined {
    CondId holds;
    std::vector<Read> reads;
  };
  std::map<std::tuple<model::DefineId, Environment, bool>, Defined> defined;  // and whether `sure`
  std::vector<core::Doubt> marks;                                             // without `read`
  std::map<std::tuple<model::Mark::Kind, std::string, std::string, std::string>, std::uint32_t> mark_index;
  std::vector<Read> reads;           // by the conditions made so far; `reckon` takes them
  std::vector<SureRule> sure_rules;  // by core::RuleId
  bool tells_written = false;
  std::map<std::pair<model::DefineId, Environment>, core::PhraseId> written_defines;

  [[nodiscard]] const model::CaseType& case_type() const { return model.cases[plan.case_type]; }
  [[nodiscard]] bool has_loaded(model::ModuleId m) const { return m.valid() && loaded[m.index]; }
  [[nodiscard]] core::DateTerm as_of() const { return {out.as_of, {}, {}}; }
};

// ---- values.cpp ------------------------------------------------------------------------------------------------------
Value value(Work& w, model::ExprId id, const Environment& env);
// A date value; nothing where it is none, or in error.
std::optional<core::DateTerm> day(Work& w, model::ExprId id, const Environment& env);
// The value is there: no fact in it is none.
CondId present(Work& w, const Value& v);
CondId present(Work& w, const core::DateTerm& term);

// ---- conditions.cpp --------------------------------------------------------------------------------------------------
CondId condition(Work& w, model::ExprId id, const Environment& env);
// An absent condition is `always`.
CondId condition_or_always(Work& w, model::ExprId id, const Environment& env);

// The define and those without parameters that it names, directly or not, each after those it names; without those for which
// `known` holds.
std::vector<model::DefineId> deepest_first(const Work& w, model::DefineId first,
                                           const std::function<bool(model::DefineId)>& known);

// ---- written.cpp -----------------------------------------------------------------------------------------------------
// These two give an invalid id unless conditions as written are asked for.
core::PhraseId written_rule(Work& w, const model::Rule& rule, const Environment& env);
core::PhraseId written_condition(Work& w, model::ExprId id, const Environment& env);

// ---- compare.cpp -----------------------------------------------------------------------------------------------------
CondId equal(Work& w, const Value& a, const Value& b);
CondId less(Work& w, const Value& a, const Value& b, bool or_equal);
CondId has(Work& w, const Value& set, const Value& member);
CondId is_empty(Work& w, const Value& set);

// ---- members.cpp -----------------------------------------------------------------------------------------------------
using OfMember = std::function<CondId(std::uint32_t)>;
// The value's member m satisfies p; false of none.
CondId of_choice(Work& w, const Value& choice, const OfMember& p);
// Any, all or none of the set's members satisfy p.
CondId of_members(Work& w, model::Quantifier q, const Value& set, std::size_t universe, const OfMember& p);
CondId in(Work& w, const model::Expr& e, const Environment& env);
CondId related(Work& w, const model::Expr& e, const Environment& env);
// Calls `body` with the values of the arguments; a quantified one stands for each of its members, the left one outermost.
CondId of_arguments(Work& w, std::span<const model::ExprId> args, const Environment& env,
                    const std::function<CondId(const Environment&)>& body);

// ---- marks.cpp -------------------------------------------------------------------------------------------------------
// Makes a condition, and once more where nothing unverified counts if it reads a mark. Appends to `reads`.
Reckoned reckon(Work& w, const std::function<CondId()>& make, std::vector<Read>& reads);
// The value, or one of its members, is m.
CondId may_be(Work& w, const Value& v, std::uint32_t m);
// Notes that something marked is read `where` and on the mark's days.
void note(Work& w, const model::Mark& mark, const core::DateTerm& date, CondId where);
// Notes that something marked is read where `read` holds.
void note_read(Work& w, const model::Mark& mark, CondId read);
// Of what was read since there were `before` reads: only where `guard` holds.
void narrow_reads(Work& w, std::size_t before, CondId guard);
// Rule::doubts, once the norms are there.
void enter_doubts(Work& w);

// ---- dates.cpp -------------------------------------------------------------------------------------------------------
// The term's day is one of `days`; false where its fact is none.
CondId on_days(Work& w, const core::DateTerm& term, const IntervalSet& days);
CondId as_of_in(Work& w, const std::optional<IntervalSet>& days);  // nothing: always

// ---- acts.cpp, conduct.cpp, doable.cpp -------------------------------------------------------------------------------
void enter_acts(Work& w);
// Invalid where the party is none of the case or the argument no slot.
core::ActId act_of(const Work& w, std::uint32_t party, model::ActionId action, const model::Argument& argument);
// The slots of the action's parameter; empty where it has none.
std::vector<std::uint32_t> slots_of(const Work& w, model::ActionId action);
void enter_conduct(Work& w);  // implications, exclusions
// By act: neither it nor what it implies is impossible.
std::vector<CondId> doable(Work& w);

// ---- laws.cpp, precedence.cpp, norms.cpp -------------------------------------------------------------------------------
core::OrderId order_of(Work& w, const model::Jurisdiction& j, model::LawId own);
void enter_laws(Work& w);         // orders, laws, rules without `applies`
void settle_precedence(Work& w);  // defeated_by, applies
void enter_norms(Work& w);

// ---- acceptances.cpp, tests.cpp ----------------------------------------------------------------------------------------
void enter_routes(Work& w);
void enter_acceptances(Work& w);  // after the routes
void enter_outputs(Work& w);
void enter_tests(Work& w);  // scenarios and properties of the plan

// ---- spelling.cpp ------------------------------------------------------------------------------------------------------
void enter_spellings(Work& w);  // after the tests

// ---- trim.cpp --------------------------------------------------------------------------------------------------------
// Leaves out conditions that nothing names. The builder of the program is of no use afterwards.
void trim(core::Program& p);

}  // namespace jur::elaborating
