// Types, literals, facts' declarations, and dated sets.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/interval_set.h"
#include "base/value_set.h"
#include "model/ids.h"
#include "source/source.h"

namespace jur::model {

enum class TypeKind : std::uint8_t { Error, Bool, Int, Date, Enum, Set, Record };

// Error: already reported; whatever meets it is silently an Error too.
struct Type {
  TypeKind kind = TypeKind::Error;
  EnumId enumeration;   // Enum, Set (of it)
  RecordId record;      // Record
  std::int64_t lo = 0;  // Int: declared range, both ends included
  std::int64_t hi = 0;
  bool operator==(const Type&) const = default;
};

enum class LiteralKind : std::uint8_t { Error, Unknown, None, Bool, Int, Date, Enum, Set };

// `number`: a bool (0, 1), an int, a day number, an ordinal. `set`: over the members of the set's enum.
struct Literal {
  LiteralKind kind = LiteralKind::Error;
  std::int64_t number = 0;
  ValueSet set;
  bool operator==(const Literal&) const = default;
};

struct Member {
  std::string name;
  std::string title;
  Span span;
};

struct EnumType {
  std::string name;
  std::string title;
  ModuleId module;
  Span span;  // of its name, here and below
  std::vector<Member> members;
};

// A field of a record, a leaf of a case, or an assessment.
struct Field {
  std::string name;
  std::string title;
  Type type;
  bool optional = false;  // `?`; assessments are optional
  bool or_none = false;
  bool assessment = false;
  std::string decided_by;           // assessments: who gives it
  std::optional<Literal> fallback;  // `= V`
  std::optional<Literal> presumed;
  ModuleId module;  // that declares it: for `extend`, the extending module
  Span span;
};

struct Record {
  std::string name;
  std::string title;
  ModuleId module;
  Span span;
  std::vector<Field> fields;  // own ones, then those of `extend`, by module
};

// A mark `unverified` on a membership, a tuple or an exception.
struct Mark {
  enum class Kind : std::uint8_t { Member, Tuple, Exception };
  Kind kind = Kind::Member;
  std::string what;   // "GB", "mlat(US, EU)" as written; "law.rule unless “name”"
  std::string group;  // of a membership: the group that states it; "" for a set without a name
  std::string why;
  std::string cite;
  IntervalSet days;  // that it puts in doubt
};

// For each member of an enum (by ordinal) the days on which it belongs; all days where undated.
struct DatedSet {
  std::vector<IntervalSet> days;
  std::vector<IntervalSet> unverified;                    // days on which its membership is marked unverified; within `days`
  std::map<std::uint32_t, std::vector<Mark>> marks = {};  // by member: what makes these days unverified
};

struct Group {
  std::string name;
  std::string title;
  ModuleId module;
  Span span;
  EnumId of;
  DatedSet members;
};

// One tuple; groups in it are already spread over their members, each with the days on which it is one.
struct Tuple {
  std::vector<std::uint32_t> members;  // ordinals, one a column
  IntervalSet days;
  IntervalSet unverified;
  std::vector<Mark> marks;  // what makes these days unverified
  std::string cite;
  Span span;
};

struct Relation {
  std::string name;
  std::string title;
  ModuleId module;
  Span span;
  std::vector<EnumId> columns;
  bool symmetric = false;
  std::vector<Tuple> tuples;  // for a symmetric one, both directions are listed
};

// A member of a case: a record (perhaps a party), a leaf, or an assessment.
struct CaseMember {
  Field field;
  bool party = false;
};

// A way to a value: a member of the case, an assessment of a law, or a parameter, then fields of records.
struct Place {
  enum class Root : std::uint8_t { Case, LawAssessment, Parameter };
  Root root = Root::Case;
  std::uint32_t index = 0;            // Case: member; LawAssessment: index into Law::assessments; Parameter: its position
  LawId law;                          // LawAssessment
  std::vector<std::uint32_t> fields;  // indices into Record::fields, one a step
  bool operator==(const Place&) const = default;
};

struct CaseType {
  std::string name;
  std::string title;
  ModuleId module;
  Span span;
  Place as_of;  // a date fact that is never unknown or none
  std::vector<CaseMember> members;
};

}  // namespace jur::model
