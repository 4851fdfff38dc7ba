// The small total decision form: what one decision is made of. Exceptions and precedence are compiled into `applies`,
// times and impossibility into `effect`; rules keep their names, citations and places. Evaluator, solver, native code and
// explanation all work from this form and no other.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/interval_set.h"
#include "base/store.h"
#include "core/value.h"
#include "source/source.h"

namespace jur::core {

struct Domain;
struct Cond;
struct LinearForm;
struct DatePair;
struct Order;
struct Law;
struct Statement;
struct Rule;
struct Act;
struct Norm;
struct Acceptance;
struct Route;
struct Doubt;
struct Phrase;
using DomainId = Id<Domain>;
using CondId = Id<Cond>;
using SetId = Id<ValueSet>;
using RangeId = Id<IntervalSet>;
using LinearId = Id<LinearForm>;
using DatePairId = Id<DatePair>;
using OrderId = Id<Order>;
using LawId = Id<Law>;
using StatementId = Id<Statement>;
using RuleId = Id<Rule>;
using ActId = Id<Act>;
using NormId = Id<Norm>;
using AcceptanceId = Id<Acceptance>;
using RouteId = Id<Route>;
using DoubtId = Id<Doubt>;
using PhraseId = Id<Phrase>;

// ---- facts -----------------------------------------------------------------------------------------------------------
// An enum: the values that its facts can have, by ordinal.
struct Domain {
  std::string name;
  std::vector<std::string> members;
  std::vector<std::string> titles;  // as many; "" for none
  Span origin;
};

enum class FactKind : std::uint8_t { Bool, Enum, Int, Date, Set };

struct Fact {
  std::string name;  // the path in a case: "demand.from", "comity", "sca.material_risk"
  std::string title;
  FactKind kind = FactKind::Bool;
  DomainId domain;      // Enum, Set
  std::int64_t lo = 0;  // Int: declared range; Date: kFirstDate..kLastDate as day numbers
  std::int64_t hi = 0;
  bool optional = false;          // may be unknown
  bool or_none = false;           // may be none
  bool assessment = false;        // a yes/no (kind Bool) that a person gives
  std::string decided_by;         // who gives it; "" where not said
  std::optional<Value> fallback;  // value where a case leaves it out
  std::optional<Value> presumed;  // value reckoned with while unknown
  Span origin;
};

// ---- conditions ------------------------------------------------------------------------------------------------------
enum class Op : std::uint8_t {
#define OP(name) name,
#include "core/op.def"
};

// See op.def for the fields that each operation uses. Equal conditions of one program have equal ids.
struct Cond {
  Op op = Op::Const;
  std::uint32_t count = 0;
  FactId fact;
  FactId other;
  SetId set;
  RangeId range;
  LinearId linear;
  DatePairId dates;
  std::uint32_t first_arg = 0;  // args: Program::args[first_arg, first_arg + arg_count)
  std::uint32_t arg_count = 0;
};

// sum(coefficient × fact) + constant <= 0. Facts ascending, coefficients not zero.
struct LinearForm {
  std::vector<std::pair<FactId, std::int64_t>> terms;
  std::int64_t constant = 0;
  auto operator<=>(const LinearForm&) const = default;
};

struct DateStep {
  bool months = false;  // else days
  std::int64_t count = 0;
  auto operator<=>(const DateStep&) const = default;
};

// A date fact, or a fixed day where `fact` is invalid, moved by the steps in order.
struct DateTerm {
  FactId fact;
  Date base;
  std::vector<DateStep> steps;
  auto operator<=>(const DateTerm&) const = default;
};
struct DatePair {
  DateTerm first;
  DateTerm second;
  auto operator<=>(const DatePair&) const = default;
};

// A condition as it was written: what coverage is measured on. A define stands written out in place of its name, once for the
// same arguments, however often it is named; a call with a quantified argument stays as it is. Parts come before what they are
// part of.
struct Phrase {
  enum class Kind : std::uint8_t { Atom, Not, All, Any, AtLeast };
  Kind kind = Kind::Atom;
  CondId holds;
  std::uint32_t count = 0;  // AtLeast
  std::vector<PhraseId> parts;
  bool measured = false;  // Atom: an author's words; else a period
  bool defined = false;   // within a define
  Span span;
};

// Days from `from` to `until`, both included; an absent end is open. Wherever the norm has effect, both ends exist
// (no term's fact is none) and are in order.
struct Period {
  std::optional<DateTerm> from;
  std::optional<DateTerm> until;
};

// ---- law -------------------------------------------------------------------------------------------------------------
// A legal order: "US", "EU", or the name of a law that states none.
struct Order {
  std::string name;
  std::string title;  // the enumerator's or group's title; "" for none
};

struct Law {
  std::string name;  // "sca"
  std::string title;
  OrderId order;
  std::string cite;
  CondId in_force;  // of the as-of date
  bool unverified = false;
  std::string why_unverified;
  Span span;  // of its name
};

// A condition that an author wrote, and its place.
struct Written {
  CondId holds;
  Span span;
};

// One of the conditions that must all hold where a rule is in scope: a member of an `and`, of the rule's `when` or its law's.
struct Part {
  CondId holds;
  Span span;
  bool of_law = false;
  std::vector<Written> alternatives;  // where it is an `or`: its members, two or more
};

struct Exception {
  std::string name;
  std::string cite;
  CondId holds;  // its own period included
  Span span;
};

// Something marked unverified on which a rule may rest besides its own mark and its law's.
struct Doubt {
  enum class Kind : std::uint8_t { Member, Tuple, Exception, Rule };
  Kind kind = Kind::Member;
  std::string what;  // "GB in CloudPartner", "mlat(US, CN)", "sca.contents unless “comity”"; "" of a rule
  std::string why;   // "" for none, and of a rule
  std::string cite;
  RuleId
      rule;  // Rule: one that is marked, or whose law is, and that defeats the rule that rests on it, if need be through others
  CondId read;  // the case asks for it: the member or the tuple on a day marked; the exception or the rule applies
};

// A name in `notwithstanding` or `subject to`.
struct Statement {
  std::string stater;  // "sca.contents"; "sca" where the law says it for each of its rules
  std::string named;   // the same of what it names
  Span span;
};

struct Rule {
  std::string name;      // "sca.contents"; the rules that `for every` makes share it
  std::string instance;  // the party of a rule made by `for every`; else ""
  std::string title;
  LawId law;
  std::string cite;
  std::string breach;  // what breach costs; "" where not said
  bool unverified = false;
  std::string why_unverified;
  CondId in_force;          // of the as-of date: the rule's own periods, else its law's
  CondId when;              // the law's and its own scope
  std::vector<Part> parts;  // what `when` is made of: the law's, then the rule's own; nothing where none is written
  std::vector<Exception> exceptions;
  std::vector<RuleId> defeated_by;  // directly; each may hold only on `membership` days
  std::vector<CondId> defeat_when;  // parallel to defeated_by: true, or the days on which precedence between the orders holds
  std::vector<std::vector<StatementId>> defeat_said;  // parallel to defeated_by: by which statements
  // Some norm would have effect, or have none, were everything marked struck out: rules, laws, memberships, tuples. Invalid where
  // that is never so, and where the rule or its law is marked, which says it.
  CondId doubtful;
  std::vector<DoubtId> doubts;  // that may be why; ascending
  CondId applies;               // all of it: in force, in scope, no exception, no applying rule defeats it
  PhraseId written;             // in scope and no exception; invalid unless asked for
  Span span;                    // of its name
};

// An action of a party, one a slot of its parameter.
struct Act {
  std::string party;
  std::string action;  // "disclose", "localise(RU)"
  std::string title;
  CondId possible;  // `possible when`
  Span origin;
  std::string parameter = {};  // the type of its parameter, qualified if need be; "" for none. The slot is in `action`
};

// Where `when` holds, doing `from` is doing `to` as well.
struct Implication {
  ActId from;
  ActId to;
  CondId when;
  Span span;
};

// Where `when` holds, the two cannot both be done. Symmetric.
struct Exclusion {
  ActId a;
  ActId b;
  CondId when;
  Span span;
};

enum class NormKind : std::uint8_t {
  Duty,     // must, on some day of the period
  Keep,     // must, on all days of the period
  Ban,      // must not (also `may … only if C`, where C is false), on all days of the period
  May,      // permission
  NeedNot,  // exemption
};

struct Norm {
  RuleId rule;
  ActId act;
  NormKind kind = NormKind::Duty;
  CondId effect;  // the rule applies, the period exists, is in order and not over, the duty is possible
  CondId rest;    // of a rule that may be defeated: what effect asks besides the rule's applying; invalid: nothing
  Period period;
  std::string time_text;          // as written: "within 14 days of demand.received"; "" for no time
  std::optional<Duration> hours;  // the written length where it is in hours
  PhraseId only_if;               // of `may … only if C`: C; invalid unless asked for
  Span span;
};

// Another way: where it is available, all steps are taken at once.
struct RouteStep {
  FactId fact;
  bool adds = false;  // a set fact: its member `value` (an enumerator) is added; else the fact becomes `value`
  Value value;
  Span span;
};

struct Route {
  std::string name;
  std::string title;
  CondId available;
  std::vector<RouteStep> steps;
  Span span;  // of its name
};

struct Acceptance {
  // One side: covers findings whose rules are all in it. Two sides: each rule of the finding is on some side, each side has one.
  std::vector<std::vector<RuleId>> sides;
  CondId when;  // Const true where none is written
  std::string reason;
  std::string refer;  // "" for none
  std::string cite;
  std::vector<RouteId> routes;
  std::optional<Date> until;  // last day on which it covers anything
  bool library = false;       // from the standard library
  Span span;                  // of `accept contradiction …` up to its brace
};

// ---- tests -----------------------------------------------------------------------------------------------------------
enum class Word : std::uint8_t { Undetermined, Contradictory, Required, Forbidden, Permitted, Exempt, Silent };
[[nodiscard]] const char* word_name(Word w);  // "undetermined", …
inline constexpr std::size_t kWords = 7;

struct Expectation {
  enum class Kind : std::uint8_t { Verdict, Applies, InForce, Holds };
  Kind kind = Kind::Holds;
  bool negated = false;  // `is not V`, `does not apply`, `is not in force`
  ActId act;             // Verdict
  Word word = Word::Silent;
  OrderId under;           // invalid: the whole verdict
  std::vector<RuleId> by;  // Verdict: rules that must be (with by_only: are all) the verdict's
  bool has_by = false;
  bool by_only = false;
  std::optional<Duration> within;
  std::vector<RuleId> rules;  // Applies: the instances of one rule
  LawId law;                  // InForce
  CondId cond;                // Holds
  Span span;
};

struct Scenario {
  std::string name;
  Case facts;  // one value a fact; unknown where left out and optional
  std::vector<Expectation> expectations;
  Span span;
};

struct Property {
  std::string name;
  CondId when;
  std::vector<Expectation> expectations;
  Span span;
};

// How a file names what a scenario in it speaks of.
struct Spelling {
  struct Name {
    std::string before;  // "places." where the bare name is another's too
    std::string use;     // the module to `use` for it; "" where the file sees it
    bool known = true;   // false: no way to name it leaves the program as it is
  };
  FileId file;
  std::string scenario_for;  // what follows `for` to be judged by the program; empty: no scenario of the file is
  std::string use;           // the module to `use` for that; "" for none
  std::vector<Name> laws;    // by law
  std::vector<Name> acts;    // by act: of its action
};

// ---- a program -------------------------------------------------------------------------------------------------------
struct Program {
  std::string name;  // of the decision; of the case type where there is none
  std::string case_name;
  bool declared = false;  // a `decision` says so (else: all laws in sight of a file)
  bool complete = false;
  bool judged = true;  // false: made for scenarios and properties alone, its clashes are found in another program
  FactId as_of;        // a date fact, never unknown or none
  FileId file;         // whose sight it is
  Span span;           // of the decision's name, else the case's

  Store<DomainId, Domain> domains;
  Store<FactId, Fact> facts;
  Store<CondId, Cond> conds;  // arguments come before what uses them
  std::vector<CondId> args;
  Store<SetId, ValueSet> sets;
  Store<RangeId, IntervalSet> ranges;
  Store<LinearId, LinearForm> linears;
  Store<DatePairId, DatePair> date_pairs;
  Store<PhraseId, Phrase> written;

  std::vector<CondId> assumptions;  // a complete case is possible where all hold
  std::vector<Span> assumption_spans;
  Store<OrderId, Order> orders;
  Store<LawId, Law> laws;
  Store<StatementId, Statement> statements;
  Store<RuleId, Rule> rules;
  Store<ActId, Act> acts;
  std::vector<Implication> implications;
  std::vector<Exclusion> exclusions;
  Store<NormId, Norm> norms;
  Store<DoubtId, Doubt> doubts;
  Store<RouteId, Route> routes;
  Store<AcceptanceId, Acceptance> acceptances;
  std::vector<ActId> outputs;  // acts whose verdicts are given out, in the decision's order
  std::vector<Scenario> scenarios;
  std::vector<Property> properties;
  std::vector<Spelling> spellings;  // first that of `file`; then those of its properties' other files

  [[nodiscard]] std::span<const CondId> args_of(const Cond& c) const { return {args.data() + c.first_arg, c.arg_count}; }
};

}  // namespace jur::core
