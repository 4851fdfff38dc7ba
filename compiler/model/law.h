// Actions, laws, rules and norms as written.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/expr.h"

namespace jur::model {

struct Action {
  std::string name;
  std::string title;
  ModuleId module;
  Span span;
  EnumId parameter;  // invalid: none
  std::vector<ActionId> excludes;
  std::vector<Span> exclude_spans;
  ExprId possible;       // invalid: always
  CaseId possible_case;  // whose facts `possible` asks for; cases of other types: always possible
};

// An action's argument: none, an enumerator, or (in `relate`) a variable over the slots.
struct Argument {
  enum class Kind : std::uint8_t { None, Member, Variable };
  Kind kind = Kind::None;
  std::uint32_t member = 0;
  std::string variable;  // in the relation's `when`, variables are parameters: position = order of first appearance
};

// Who does what; `party` is a member index of the case, kEveryParty where none is named, kForEvery for the variable of
// `for every`.
struct Act {
  static constexpr std::uint32_t kEveryParty = 0xFFFFFFFFU;
  static constexpr std::uint32_t kForEvery = 0xFFFFFFFEU;
  std::uint32_t party = kEveryParty;
  ActionId action;
  Argument argument;
};

// `relate FROM implies|excludes TO when …`: every party on both sides means the same party.
struct Relate {
  bool implies = false;  // else excludes
  Act from;
  Act to;
  std::vector<Parameter> variables;  // of type Enum
  ExprId when;                       // invalid: always
  CaseId case_type;                  // invalid: any
  ModuleId module;
  Span span;
};

enum class Modal : std::uint8_t { Must, MustNot, May, MayOnlyIf, NeedNot };
const char* modal_words(Modal m);  // "must", "must not", "may", "may … only if", "need not"

enum class TimeKind : std::uint8_t { None, Within, By, Before, Until, From, FromUntil, For };

struct NormTime {
  TimeKind kind = TimeKind::None;
  Duration length;   // Within, For
  ExprId day;        // of, by, before, until, from
  ExprId last;       // FromUntil
  std::string text;  // as written, white space folded: "within 14 days of demand.received"
};

struct Norm {
  Act act;
  Modal modal = Modal::Must;
  NormTime time;
  ExprId only_if;  // MayOnlyIf
  bool even_if_impossible = false;
  Span span;  // the whole norm
};

struct Unverified {
  bool marked = false;
  std::string why;
};

struct Unless {
  std::string name;
  ExprId condition;
  std::string cite;
  std::optional<IntervalSet> in_force;  // nothing: always
  Unverified unverified;
  Span span;
};

// A legal order: an enumerator, a group, or a text; a law without one is its own.
struct Jurisdiction {
  enum class Kind : std::uint8_t { Own, Member, Group, Text };
  Kind kind = Kind::Own;
  EnumId enumeration;  // Member
  std::uint32_t member = 0;
  GroupId group;
  std::string name;  // "US", "EU", the text; for Own the law's name
};

struct Law {
  std::string name;
  std::string title;
  ModuleId module;
  Span span;
  CaseId case_type;  // invalid: its rules are for several case types, and it has no `when`
  Jurisdiction jurisdiction;
  std::string cite;
  std::optional<IntervalSet> in_force;  // as-of days; nothing: always
  Unverified unverified;
  ExprId when;  // invalid: always
  std::vector<Field> assessments;
  std::vector<RuleId> rules;
};

struct Rule {
  std::string name;  // without its law
  std::string title;
  LawId law;
  CaseId case_type;  // its law's, or its own where the law is for several
  Span span;
  RecordId for_every;  // invalid: an ordinary rule; else its variable is parameter 0 of its conditions
  std::string variable;
  std::string cite;
  std::string breach;
  Unverified unverified;
  std::optional<IntervalSet> in_force;  // replaces the law's
  ExprId when;                          // invalid: always
  std::vector<Norm> norms;
  std::vector<Unless> exceptions;
};

// A name in `notwithstanding` or `subject to`.
struct Statement {
  std::string stater;  // as messages name it: "sca.contents"; "sca" where the law says it for each of its rules
  std::string named;
  bool by_law = false;  // it names a law: of instances for several parties, those with a norm on the same act
  Span span;
};

// `winner` defeats `loser` on as-of days in `days` (all days within one order).
struct Precedence {
  RuleId winner;
  RuleId loser;
  IntervalSet days;
  std::vector<StatementId> said;  // by which; not empty
};

}  // namespace jur::model
