// A program of the language in an abstract form: what the random source programs are drawn, printed, read and shrunk as.
// It mirrors the page, not the compiler: no type of the compiler's model or core stands here.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/date.h"

namespace jur::test::form {

enum class Kind : std::uint8_t { Bool, Int, Date, Enum, Set, Party };

struct Value {
  bool unknown = false;
  bool none = false;
  std::int64_t number = 0;  // a bool, an int, a day, an ordinal
  std::uint64_t set = 0;    // by ordinal
  bool operator==(const Value&) const = default;
};

struct Type {
  Kind kind = Kind::Bool;
  std::size_t of = 0;  // Enum, Set: the enum
  std::int64_t lo = 0;
  std::int64_t hi = 0;
};

struct EnumDef {
  std::string name;
  std::vector<std::string> members;
};

struct Fact {
  std::string path;    // "demand.from", "p0.kind", "judgement", "law0.risk"
  std::string member;  // of the case: "demand"; "" for an assessment
  std::string name;    // "from"
  Type type;
  bool optional = false;
  bool or_none = false;
  bool assessment = false;
  bool nested = false;    // stands in a record within the demand
  bool extended = false;  // stands in an `extend`
  std::optional<Value> fallback;
  std::optional<Value> presumed;
  int law = -1;    // an assessment of this law
  int party = -1;  // a fact of this party
  int field = -1;  // the position in the parties' record
};

// Both ends included; an absent one is open.
struct Period {
  std::optional<std::int64_t> from;
  std::optional<std::int64_t> until;
};
using Periods = std::vector<Period>;

struct Group {
  enum class Op : std::uint8_t { Braces, Name, Or, And, Except };
  struct Segment {
    std::vector<std::size_t> members;
    Periods periods;
  };
  Op op = Op::Braces;
  std::size_t name = 0;
  std::vector<Segment> segments;  // Braces; only the last may be without periods
  std::vector<Group> kids;
  Periods periods;  // after its parentheses
};
struct GroupDef {
  std::string name;
  std::size_t of = 0;
  Group members;
};

enum class Op : std::uint8_t {
  // Values.
  Member,  // number, of enum a
  Number,
  Day,
  Set,    // set, of enum a
  Fact,   // fact a
  Field,  // field b of the party that parameter a stands for
  Param,  // parameter a
  Party,  // party a, as an argument
  Add,    // kids
  Sub,
  Later,  // kids[0] + length
  Earlier,
  Quant,  // a: 0 any, 1 all, 2 none; of the set kids[0]
  // Conditions.
  Truth,  // kids[0], a bool value
  Yes,
  No,
  Not,
  And,
  Or,
  AtLeast,  // number of kids
  AnyOf,
  AllOf,
  NoneOf,
  Is,    // kids; a: 0 `is`, 1 `=`
  Less,  // kids; a: 0 `<`, 1 `<=`, 2 `>`, 3 `>=`
  In,    // kids[0] (perhaps Quant) in group[0], or in the set kids[1] where there is no group; then the date of `on`, if dated
  Has,
  IsNone,
  IsEmpty,
  Related,  // relation a of kids; then the date of `on`, if dated
  Call,     // define a of kids
};

struct Expr {
  Op op = Op::Yes;
  std::size_t a = 0;
  std::size_t b = 0;
  std::int64_t number = 0;
  std::uint64_t set = 0;
  bool negated = false;  // Is, In, IsNone, IsEmpty, written as such
  bool dated = false;
  Duration length;
  std::vector<Expr> kids;
  std::vector<Group> group;  // one or none
};
using Maybe = std::vector<Expr>;  // one or none

struct RelationDef {
  struct Place {
    bool group = false;
    std::size_t index = 0;  // a group, or an ordinal
  };
  struct Tuple {
    std::vector<Place> places;
    Periods periods;
  };
  std::string name;
  std::vector<std::size_t> columns;
  bool symmetric = false;
  std::vector<Tuple> tuples;
};

struct Param {
  std::string name;
  Type type;
};
struct DefineDef {
  std::string name;
  std::vector<Param> params;
  Expr body;
};

struct ActionDef {
  std::string name;
  int param = -1;  // an enum
  std::vector<std::size_t> excludes;
  Maybe possible;
};
struct Pattern {
  int party = -1;  // -1: none is named
  std::size_t action = 0;
  int member = -1;    // the argument, or
  int variable = -1;  // a variable
};
struct RelateDef {
  bool implies = false;
  Pattern from;
  Pattern to;
  std::vector<Pattern> also;  // further targets, without variables
  std::vector<Param> variables;
  Maybe when;
};

enum class Modal : std::uint8_t { Must, MustNot, May, MayOnlyIf, NeedNot };
enum class When : std::uint8_t { None, Within, By, Before, Until, From, FromUntil, For };
struct NormDef {
  int party = 0;  // -1: the variable of `for every`
  Modal modal = Modal::Must;
  std::size_t action = 0;
  int member = -1;
  When when = When::None;
  Duration length;
  std::vector<Expr> days;
  Maybe only_if;
  bool even_if_impossible = false;
};
struct UnlessDef {
  bool named = false;
  Expr condition;
  Periods in_force;
};
// A rule, or a law (rule -1).
struct Ref {
  int law = 0;
  int rule = -1;
};
struct RuleDef {
  std::string name;
  bool every = false;
  Periods in_force;
  Maybe when;
  std::vector<NormDef> norms;
  std::vector<UnlessDef> exceptions;
  std::vector<Ref> over;   // notwithstanding
  std::vector<Ref> under;  // subject to
};
struct LawDef {
  enum class Order : std::uint8_t { Own, Member, Group, Text };
  std::string name;
  Order order = Order::Own;
  std::size_t index = 0;  // a member of enum 0, a group of enum 0, or a text
  Periods in_force;
  Maybe when;
  std::vector<RuleDef> rules;
  std::vector<Ref> over;
  std::vector<Ref> under;
};

struct Form {
  std::vector<EnumDef> enums;
  std::vector<Fact> facts;
  std::size_t parties = 1;
  std::size_t as_of = 0;
  std::vector<GroupDef> groups;
  std::vector<RelationDef> relations;
  std::vector<DefineDef> defines;
  std::vector<Expr> assumptions;
  std::vector<ActionDef> actions;
  std::vector<RelateDef> relates;
  std::vector<LawDef> laws;
  std::vector<std::size_t> decided;  // the decision's laws; empty: all
  std::uint64_t dress = 0;           // draws what changes no verdict: titles, citations, modules, routes, …; 0: nothing
  std::vector<std::int64_t> days;    // that it names, and their like: cases are drawn around them
};

// One value a fact.
using Case = std::vector<Value>;

[[nodiscard]] std::string party_name(std::size_t party);  // "p0"
// By name; the last one is the one that uses the others and has the decision.
using Modules = std::vector<std::pair<std::string, std::string>>;
[[nodiscard]] Modules modules(const Form& form);
[[nodiscard]] std::string print(const Form& form);  // all of them, one after the other
[[nodiscard]] std::string print(const Form& form, const Expr& condition);
[[nodiscard]] std::string print(const Form& form, const Type& type, const Value& value);
[[nodiscard]] std::string print(const Form& form, const Case& facts);                    // one fact a line
[[nodiscard]] std::string print(const Form& form, const Case& facts, const Case* base);  // those that differ from the base

}  // namespace jur::test::form
