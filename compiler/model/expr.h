// Conditions and the values in them, typed, as written.
#pragma once
#include <cstdint>
#include <vector>

#include "model/types.h"

namespace jur::model {

enum class ExprKind : std::uint8_t {
  Error,  // already reported
  // Values.
  Literal,  // literal
  Place,    // place (a fact, or a parameter or a field of one); a condition where its type is Bool
  Plus,     // args[0] + args[1], ints; Minus likewise
  Minus,
  LaterBy,  // args[0] (a date) + duration; EarlierBy: minus
  EarlierBy,
  Quantified,  // quantifier of args[0] (a Set value): only as subject of In, or argument of Define and Relation
  Dated,       // a dated set (a group, or algebra over groups): only as the set of In
  // Conditions.
  Not,  // args[0]
  And,  // args, two or more
  Or,
  AtLeast,  // count of args; `any of (…)` is Or, `all of (…)` And, `none of (…)` Not(Or)
  Equal,    // args[0] is args[1]: bool, int, date, enum or set values of like type; NotEqual is its negation
  NotEqual,
  Less,  // args[0] < args[1]: ints or dates
  LessEqual,
  In,       // args[0] (an Enum value or Quantified) in args[1] (Literal set, Place of type Set, Dated); on = args[2], if any
  Has,      // args[0] (a Set value) has args[1] (an Enum value)
  IsNone,   // args[0]: a Place
  IsEmpty,  // args[0]: a Set value
  Related,  // relation holds of args (Enum values or Quantified); on = the argument after the last column, if any
  Call,     // define with args (values or Quantified), one a parameter
};
// `not in`, `is not none`, `!=` … are Not over these, or NotEqual; `a > b` is Less(b, a).

enum class Quantifier : std::uint8_t { Any, All, None };

struct Expr {
  ExprKind kind = ExprKind::Error;
  Type type;  // of a value; Bool of a condition
  Span span;
  std::vector<ExprId> args;
  Literal literal;
  Place place;
  Duration duration;
  Quantifier quantifier = Quantifier::Any;
  std::uint32_t count = 0;  // AtLeast
  std::uint32_t dated = 0;  // Dated: index into Program::dated_sets
  GroupId group;            // Dated: the group, where the set is one group by its name
  RelationId relation;
  DefineId define;
};

struct Parameter {
  std::string name;
  Type type;  // any, Record included
  Span span;
};

struct Define {
  std::string name;
  std::string title;
  ModuleId module;
  Span span;
  CaseId case_type;
  std::vector<Parameter> parameters;
  ExprId body;
};

}  // namespace jur::model
