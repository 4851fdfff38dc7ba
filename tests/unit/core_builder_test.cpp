// Comparisons of two days that are reckoned from one date, against each day of the calendar.
#include <doctest/doctest.h>

#include <random>
#include <vector>

#include "core/builder.h"
#include "evaluate/truth.h"

using namespace jur;
using core::DateStep;
using core::DateTerm;

namespace {

std::vector<DateStep> draw(std::mt19937& random) {
  const auto between = [&](int lo, int hi) { return lo + static_cast<int>(random() % static_cast<unsigned>(hi - lo + 1)); };
  std::vector<DateStep> out;
  for (int i = between(0, 3); i > 0; --i) {
    const bool months = between(0, 2) == 0;
    out.push_back({months, months ? between(-13, 13) : between(-40, 40)});
  }
  return out;
}

}  // namespace

TEST_CASE("of two days reckoned from one date the builder says exactly when one is not after the other") {
  std::mt19937 random(7);
  for (int i = 0; i < 40; ++i) {
    core::Program p;
    core::Builder build(p);
    core::Fact fact;
    fact.kind = core::FactKind::Date;
    fact.lo = kFirstDate.days + 12'345;
    fact.hi = fact.lo + 20'000;
    const core::FactId f = p.facts.add(fact);
    DateTerm a{f, {}, draw(random)};
    DateTerm b{f, {}, draw(random)};
    if (i % 2 == 0) b.steps = {{false, 30 * static_cast<int>(random() % 5)}};
    core::Case c;
    c.values.push_back(core::Value::of_date(Date{static_cast<std::int32_t>(fact.lo)}));
    IntervalSet expected;
    for (std::int64_t d = fact.lo; d <= fact.hi; ++d) {
      const Date day{static_cast<std::int32_t>(d)};
      if (core::move(day, a.steps) <= core::move(day, b.steps)) expected.add(d, d);
    }
    CHECK(holds_where(p, build.not_after(a, b), c, f) == expected);
  }
}
