// Conditions of a program as a solver's terms. Every fact is known: the terms range over complete cases.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/program.h"
#include "solve/calendar.h"
#include "solve/solver.h"

namespace jur::proof {

// Values of enum and set facts that no condition of the program tells apart share one code. The program may grow while
// it is encoded, but not by InSet and Meets over other sets than it has at first.
class Encoder {
 public:
  Encoder(const core::Program& program, solve::Solver& solver);

  solve::Term operator()(core::CondId c);
  // The fact has this value, or one that no condition tells apart from it.
  solve::Term is(core::FactId f, const core::Value& v);
  // Terms that, taken one after the other where they can hold, settle the fact's value: its fallback first, then none, no,
  // the first enumerator, the least number, few members. Where one that `settles` holds, the others say no more.
  struct Preference {
    solve::Term term;
    bool settles = false;
  };
  std::vector<Preference> preferences(core::FactId f);
  solve::Term is_day(core::FactId f, const IntervalSet& days);
  [[nodiscard]] core::Case read(const solve::Model& m) const;
  // What cannot be said exactly, as words for a message; nothing where all could.
  [[nodiscard]] const std::optional<std::string>& refused() const { return refused_; }

 private:
  struct Code {
    solve::Term none;
    solve::Term truth;                   // Bool
    solve::Number number;                // Enum: its class; Int, Date: the number
    std::vector<solve::Term> has;        // Set: by class, a member of it is in the set
    std::vector<std::size_t> class_of;   // Enum, Set: by ordinal
    std::vector<std::size_t> member_of;  // Enum, Set: by class, the ordinal that stands for it
  };
  void find_classes();
  void declare(core::FactId f);
  solve::Term encode(const core::Cond& c);
  solve::Term in_set(core::FactId f, const ValueSet& s);
  solve::Term meets(core::FactId f, const ValueSet& s);
  solve::Term holds(core::FactId set, core::FactId value);
  solve::Term present(core::FactId f) { return solver_.not_(codes_[f.index].none); }
  solve::Term linear(const core::LinearForm& form);
  solve::Term not_after(const core::DatePair& pair);
  struct Day {
    solve::Number day;
    std::int64_t later = 0;  // days after it
  };
  Day day(const core::DateTerm& term);
  // a - b. All that compares two dates is asked of the one number by which they differ: of sums that each stand alone the solver
  // would have to find out anew how one comparison bears on another.
  solve::Number gap(solve::Number a, solve::Number b);

  const core::Program& program_;
  solve::Solver& solver_;
  solve::Calendar calendar_;
  std::vector<Code> codes_;
  std::vector<solve::Term> terms_;
  std::map<std::pair<solve::Number, solve::Number>, solve::Number> gaps_;
  std::optional<std::string> refused_;
};

}  // namespace jur::proof
