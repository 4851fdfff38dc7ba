// The typed program: everything that the modules declare, names resolved. A finished program is const.
#pragma once
#include <string>
#include <vector>

#include "base/store.h"
#include "model/law.h"

namespace jur::model {

struct Module {
  std::string name;  // "laws.ireland"
  FileId file;
  bool library = false;        // of the standard library
  std::vector<ModuleId> uses;  // directly, in order of appearance
};

// A rule, or all rules of a law (`rule` invalid).
struct RuleRef {
  LawId law;
  RuleId rule;
  Span span;
};

struct RouteStep {
  bool adds = false;  // `adds x to S`; else `changes f to v`
  Place place;
  Literal value;
  Span span;
};

struct Route {
  std::string name;
  std::string title;
  ModuleId module;
  Span span;
  CaseId case_type;
  ExprId available;  // invalid: always
  std::vector<RouteStep> steps;
};

struct Acceptance {
  std::vector<std::vector<RuleRef>> sides;  // one or two
  CaseId case_type;
  ExprId when;  // invalid: always
  std::string reason;
  std::string refer;
  std::string cite;
  std::vector<RouteId> routes;
  std::optional<Date> until;
  ModuleId module;
  Span span;  // from `accept` to before its brace
};

struct Output {
  std::uint32_t party = 0;  // member index of the case
  ActionId action;
  Argument argument;  // None for a parameterised action: all its slots
};

struct Decision {
  std::string name;
  std::string title;
  ModuleId module;
  Span span;
  CaseId case_type;
  std::optional<std::vector<LawId>> laws;  // nothing: all in sight
  bool complete = false;
  std::vector<Output> outputs;
};

struct Setting {
  Place place;
  Literal value;  // Unknown for `unknown`
  Span span;
};

// The words are those of core::Word, by name.
struct Expectation {
  enum class Kind : std::uint8_t { Verdict, Applies, InForce, Holds };
  Kind kind = Kind::Holds;
  bool negated = false;
  Act act;
  std::string word;  // "required", …
  std::optional<Jurisdiction> under;
  LawId under_law;  // `under` is a law that states no jurisdiction
  std::vector<RuleRef> by;
  bool has_by = false;
  bool by_only = false;
  std::optional<Duration> within;
  RuleRef rule;      // Applies; InForce: its law
  ExprId condition;  // Holds
  Span span;
};

struct Scenario {
  std::string name;
  ModuleId module;
  Span span;
  CaseId case_type;
  std::optional<std::uint32_t> decision;  // that it is for: index into Program::decisions
  bool all_laws = false;                  // `under all laws`: in sight of its file, whatever decisions there are
  std::vector<Setting> settings;          // those of `like` scenarios first replaced leaf by leaf; each place once
  std::vector<Expectation> expectations;
};

struct Property {
  std::string name;
  ModuleId module;
  Span span;
  CaseId case_type;
  std::optional<std::uint32_t> decision;  // that it is for: index into Program::decisions
  bool all_laws = false;                  // as of a scenario
  ExprId when;                            // invalid: always
  std::vector<Expectation> expectations;
};

struct Assumption {
  ExprId condition;
  CaseId case_type;
  ModuleId module;
  Span span;
};

struct Program {
  Store<ModuleId, Module> modules;
  Store<EnumId, EnumType> enums;
  Store<RecordId, Record> records;
  Store<GroupId, Group> groups;
  Store<RelationId, Relation> relations;
  Store<CaseId, CaseType> cases;
  Store<DefineId, Define> defines;
  Store<ActionId, Action> actions;
  Store<LawId, Law> laws;
  Store<RuleId, Rule> rules;
  Store<ExprId, Expr> exprs;
  Store<RouteId, Route> routes;
  std::vector<DatedSet> dated_sets;  // of Expr::dated
  std::vector<Relate> relates;
  Store<StatementId, Statement> statements;
  std::vector<Precedence> precedence;
  std::vector<Assumption> assumptions;
  std::vector<Acceptance> acceptances;
  std::vector<Decision> decisions;
  Store<ScenarioId, Scenario> scenarios;
  std::vector<Property> properties;
};

// The module itself and those it uses directly: whose declarations a file sees.
[[nodiscard]] std::vector<ModuleId> in_sight(const Program& program, ModuleId from);
// The module and all it uses, directly or not: whose `extend`, `assume` and `relate` bear on it.
[[nodiscard]] std::vector<ModuleId> loaded(const Program& program, ModuleId from);
[[nodiscard]] std::string qualified_name(const Program& program, RuleId rule);  // "sca.contents"

}  // namespace jur::model
