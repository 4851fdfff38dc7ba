// Exact arithmetic of the proleptic Gregorian calendar on a solver's numbers (days since 1970-01-01).
#pragma once
#include <cstdint>
#include <map>

#include "solve/solver.h"

namespace jur::solve {

class Calendar {
 public:
  explicit Calendar(Solver& solver) : solver_(solver) {}

  // Same day of the month `months` later (earlier if negative), or that month's last day; as base/date.h's add_months.
  Number add_months(Number day, std::int64_t months);

 private:
  struct Civil {
    Number year;   // the calendar's year
    Number month;  // 0..11
    Number day;    // 0..30
  };
  Civil civil(Number day);
  Number length_less_one(const Civil& c);
  Number days(const Civil& c);

  Solver& solver_;
  std::map<Number, Civil> civil_;
  std::map<std::pair<Number, std::int64_t>, Number> moved_;
};

}  // namespace jur::solve
