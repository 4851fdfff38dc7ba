// What the passes over one construct each share: the program being made, the tables of names, and how to look names up.
#pragma once
#include <array>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "check/check.h"
#include "check/spoilt.h"

namespace jur::checking {

using syntax::NodeKind;
using syntax::NodeRef;
using syntax::TokenKind;

enum class SymbolKind : std::uint8_t { Enum, Record, Group, Relation, Case, Define, Action, Law, Route, Decision };
[[nodiscard]] std::string_view kind_name(SymbolKind k);  // "enum", "record", …

// A declared name of a module: `index` into the store of its kind (Decision: Program::decisions).
struct Symbol {
  SymbolKind kind;
  std::uint32_t index;
  Span span;
};

// A name in a condition that is not a fact: `for every` variable or a parameter of a define or relate.
struct Local {
  std::string name;
  model::Type type;
  std::uint32_t position;
  bool or_none = false;
  Span span{};
};

// The syntax of a rule. Partial: what it seems to lack is no second error.
struct RuleSyntax {
  NodeRef node;
  bool partial = false;
};

// Where an expression stands: which names it may use.
struct Scope {
  model::ModuleId module;
  model::CaseId case_type;    // invalid: no facts
  model::LawId law;           // invalid: outside laws; else its assessments and rules need no qualification
  std::vector<Local> locals;  // parameters; they come before facts
};

struct Context {
  const Sources& sources;
  std::span<const Unit> units;
  Sink& sink;
  model::Program& program;
  Spoilt& spoilt;
  // Names declared by each module; an enumerator is no symbol (it is looked up in the type expected).
  std::vector<std::map<std::string, Symbol, std::less<>>> symbols;
  // Declarations left out because the module has their name already, by module and name: uses that mean one are no second error.
  std::set<std::tuple<model::ModuleId, std::string, SymbolKind>> left_out{};
  // The syntax of each declared thing: nodes[kind][index], in step with the stores (Decision: Program::decisions).
  std::array<std::vector<NodeRef>, 10> nodes{};
  std::vector<bool> caseless{};  // modules that were told that no case type is in sight
  // Names that a module was told are unknown: one missing or misspelt declaration, or `use`, is one error.
  struct Unknown {
    std::size_t place;        // of the error in the sink
    std::string what{};       // it should have been
    std::size_t repeats = 0;  // of the name that the error shows as well
  };
  std::map<std::pair<model::ModuleId, std::string>, Unknown> unknown{};
  std::size_t silenced = 0;                          // mistakes that an error already reported stands for
  std::set<model::DefineId> unbound{};               // defines with an unknown name, which may be a parameter that is missing
  std::set<model::ModuleId> typeless{};              // modules that were told that a type is declared nowhere near
  mutable std::map<model::ModuleId, bool> doubts{};  // what `doubtful` found
  mutable std::map<model::ModuleId, std::set<std::string, std::less<>>> lost_words{};  // by module: what `lost` found
  std::vector<RuleSyntax> rules{};                                                     // in step with Program::rules
  std::vector<bool> orderless{};                                                       // laws whose `jurisdiction` is wrong
  std::map<model::GroupId, std::uint32_t> dated_groups{};                              // their places in Program::dated_sets

  // The store index of a named declaration that `each` visits; nothing where it is a duplicate or its name was not read: such a
  // declaration is passed over. `declare` has made its entry with name, title, module and span.
  [[nodiscard]] std::optional<std::uint32_t> declared(model::ModuleId module, NodeRef declaration) const;
  // Parts of the declaration could not be read (reported): what it seems to lack is no second error.
  [[nodiscard]] bool partial(SymbolKind kind, std::uint32_t index) const {
    return nodes[static_cast<std::size_t>(kind)][index].broken();
  }
  // A name unknown in this module may be one that an error already reported has hidden: a `use` of a missing module, a
  // declaration whose name was not read. Unknown names are then no second error.
  [[nodiscard]] bool doubtful(model::ModuleId from) const;
  // The name stands in what could not be read, in this module or one that it uses: an error that is
  // reported already may hide its declaration, or what kind of thing it is.
  [[nodiscard]] bool lost(model::ModuleId from, std::string_view name) const;
  // A declaration of this name and of one of these kinds was left out, in this module or one that it uses.
  [[nodiscard]] bool has_left_out(model::ModuleId from, std::string_view name, std::span<const SymbolKind> kinds) const;
  // The same as `lost` of a text that stands between quotation marks.
  [[nodiscard]] bool lost_text(model::ModuleId from, std::string_view text) const;
  // Reports a name as unknown, once a module; `of` names what it should be a part of. Where it is unknown already, the first
  // error shows this place too and nothing is returned. An action, a rule and a fact of the name are three mistakes, unless the
  // first has a suggestion.
  Diagnostic* report_unknown(model::ModuleId from, Span span, std::string_view what, std::string_view name,
                             std::string_view of = {});
  // How many mistakes were found so far: where it grows, what was just looked at is wrong.
  [[nodiscard]] std::size_t mistakes() const { return sink.errors() + silenced; }
  // Modules in sight that `qualifier` names: `places`, `std.places`.
  [[nodiscard]] std::vector<model::ModuleId> modules_named(model::ModuleId from, std::string_view qualifier) const;

  // The declaration that a path (`EU`, `places.EU`) names from a module: one of the kinds wanted. Reports unknown names with the
  // nearest known one, ambiguous ones (two modules give the name: say how to qualify), and names of another kind
  // (`EU` is a group, not an enum). `what` names what is looked for in messages: "enum", "law".
  // A module's own declaration comes before those of the modules it uses; kinds not wanted are no candidates.
  [[nodiscard]] std::optional<Symbol> find(model::ModuleId from, NodeRef path, std::span<const SymbolKind> wanted,
                                           std::string_view what);
  // The same without messages, `name` as written (`EU`, `places.EU`); nothing where unknown or ambiguous.
  [[nodiscard]] std::optional<Symbol> peek(model::ModuleId from, std::string_view name, std::span<const SymbolKind> wanted) const;
};

// ---- declare.cpp: enters every declaration's name; duplicates are reported and left out ----------
void declare(Context& c);

// ---- types.cpp: enums, records, extend, case types, actions --------------------------------------
void check_enums(Context& c);
void check_records(Context& c);  // records, then extend
void check_cases(Context& c);    // members, parties, assessments, as of
void check_actions(Context& c);  // names, parameters, excludes; `possible when` is checked by check_conduct
// A type node; `or_none` and `optional` are set from `or none` and `?`. Error type where it is wrong (reported).
[[nodiscard]] model::Type check_type(Context& c, model::ModuleId from, NodeRef type, bool& optional, bool& or_none);

// An assessment of a case or a law; nothing where its name was not read.
[[nodiscard]] std::optional<model::Field> check_assessment(Context& c, model::ModuleId module, NodeRef assessment);

// ---- names.cpp, values.cpp: names in messages, literals ------------------------------------------
// A `value` node as a value of the type; Error where it does not fit (reported, with what was expected).
[[nodiscard]] model::Literal check_value(Context& c, model::ModuleId from, NodeRef value, const model::Type& type, bool or_none,
                                         bool optional);
// The ordinal of the enumerator that a path names (`IE`, `Country.IE`, `places.IE` are all fine); nothing where there is none
// (reported with the nearest).
[[nodiscard]] std::optional<std::uint32_t> check_member(Context& c, model::ModuleId from, NodeRef path, model::EnumId type);
// The ordinal of an enumerator by its bare name; nothing where there is none.
[[nodiscard]] std::optional<std::uint32_t> peek_member(const Context& c, model::EnumId type, std::string_view name);
// A set_literal of members of an enum; Error where one is none (reported), or is listed twice.
[[nodiscard]] model::Literal check_set(Context& c, model::ModuleId from, NodeRef set_literal, model::EnumId of);
[[nodiscard]] std::optional<Date> check_date(Context& c, NodeRef date_literal_token);
[[nodiscard]] Duration check_duration(Context& c, NodeRef duration);
// A NUMBER token, or a `number` node with its sign; nothing where it is beyond ±(2^53 - 1) (reported).
[[nodiscard]] std::optional<std::int64_t> check_number(Context& c, NodeRef number);
// The type as messages name it: "a date", "an int from 0 to 40", "a `Country`", "a set of `Country`", "a record `Demand`".
[[nodiscard]] std::string type_words(const Context& c, const model::Type& type);
// Help for an unknown name: "did you mean …" where a candidate is near, else the candidates, where there are any, after `these`:
// "`sca` has". True where one is near.
bool suggest(Diagnostic& d, std::string_view word, std::span<const std::string> candidates, std::string_view these = {});
[[nodiscard]] std::string with_article(std::string_view noun);  // "an enum", "a law"
// A path without the spaces and comments between its segments: "places.EU".
[[nodiscard]] std::string path_text(NodeRef path);
// The token of a declaration's name; null where the name was not read. (The name node itself may have swallowed what follows it.)
[[nodiscard]] NodeRef name_of(NodeRef declaration);
// The path's segments (name and any_name nodes).
[[nodiscard]] std::vector<NodeRef> segments(NodeRef path);
[[nodiscard]] std::string title_of(NodeRef declaration);  // the text of its `title` child; "" for none
[[nodiscard]] std::string cite_of(NodeRef parent);        // the text of its `cite` child; "" for none
[[nodiscard]] model::Unverified unverified_of(NodeRef parent);

// ---- periods.cpp ---------------------------------------------------------------------------------
// A `periods` node (or a single `period`) as days; reversed, impossible and overlapping ones are reported. `what` names whose
// they are.
[[nodiscard]] IntervalSet check_periods(Context& c, NodeRef periods, std::string_view what);

// ---- groups.cpp ----------------------------------------------------------------------------------
void check_groups(Context& c);  // in dependency order; cycles are reported
void check_relations(Context& c);
// A group_expr over members of `of`.
[[nodiscard]] model::DatedSet check_group_expr(Context& c, model::ModuleId from, NodeRef group_expr, model::EnumId of);

// ---- expr.cpp, compare.cpp, place.cpp: conditions ------------------------------------------------
// A condition (an `expr` node). Always an expression; Error inside where something is wrong (reported once).
[[nodiscard]] model::ExprId check_condition(Context& c, const Scope& s, NodeRef expr);
// A `sum` node as a value of the expected type kind (Date for times of norms).
[[nodiscard]] model::ExprId check_date_value(Context& c, const Scope& s, NodeRef sum);
// A `path` node as the place of a fact; nothing where it is none (reported).
[[nodiscard]] std::optional<model::Place> check_place(Context& c, const Scope& s, NodeRef path, model::Type& type);
void check_defines(Context& c);  // parameters first, then bodies; cycles are reported
void check_assumptions(Context& c);

// ---- conduct.cpp: relate, `possible when` --------------------------------------------------------
void check_conduct(Context& c);
// An `act` (with an optional party_name) in a scope; nothing where wrong (reported).
[[nodiscard]] std::optional<model::Act> check_act(Context& c, const Scope& s, NodeRef party_name, NodeRef act);

// ---- laws.cpp, rules.cpp, norms.cpp, precedence.cpp ----------------------------------------------
void declare_laws(Context& c);      // laws with jurisdiction, assessments, in force; their rules' names
void check_laws(Context& c);        // scopes, rules, norms, exceptions
void check_precedence(Context& c);  // notwithstanding, subject to; orders; cycles
// A path that names a rule or a law in a scope.
[[nodiscard]] std::optional<model::RuleRef> check_rule_ref(Context& c, const Scope& s, NodeRef path);
[[nodiscard]] std::optional<model::Jurisdiction> check_jurisdiction(Context& c, model::ModuleId from, NodeRef path_or_string);

// ---- routes.cpp, acceptances.cpp, decisions.cpp, scenarios.cpp, expectations.cpp -----------------
void check_routes(Context& c);
void check_acceptances(Context& c);
void check_decisions(Context& c);
void check_scenarios(Context& c);  // `like`, facts, expectations
void check_properties(Context& c);

// The field that a place ends in; nothing for a parameter's own value.
[[nodiscard]] const model::Field* field_of(const model::Program& program, model::CaseId case_type, const model::Place& place);
// The member index of a party of the case; nothing where the case has no such party (reported with its parties).
[[nodiscard]] std::optional<std::uint32_t> check_party(Context& c, model::ModuleId from, model::CaseId case_type,
                                                       NodeRef party_name);

// The case type of a declaration: its `for_case`, else the only one in sight; reported where there is none or the choice is open
// (invalid then: pass the declaration over). A define in sight of no case type is for any: invalid, no report.
[[nodiscard]] model::CaseId check_for_case(Context& c, model::ModuleId from, NodeRef declaration);
// What a scenario or property is for: a case type, or a decision and its case type.
struct For {
  model::CaseId case_type;  // invalid where it is wrong (reported)
  std::optional<std::uint32_t> decision;
  bool all_laws = false;  // `under all laws`
};
[[nodiscard]] For check_for(Context& c, model::ModuleId from, NodeRef declaration);
// Calls `visit(module, declaration)` for each declaration of the kind, in order of units, broken ones too.
template <class Visit>
void each(const Context& c, NodeKind kind, Visit visit) {
  for (std::size_t u = 0; u < c.units.size(); ++u) {
    for (const NodeRef decl : c.units[u].tree->root().children(NodeKind::decl)) {
      const NodeRef d = decl.only_child();
      if (d.is(kind)) visit(model::ModuleId(u), d);
    }
  }
}

}  // namespace jur::checking
