#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <variant>
#include <vector>

#include "base/date.h"
#include "solve/calendar.h"
#include "solve/solver.h"

using jur::IntervalSet;
using namespace jur::solve;

namespace {

bool is_sat(const Answer& a) { return std::holds_alternative<Model>(a); }
bool is_unsat(const Answer& a) { return std::holds_alternative<Unsat>(a); }

}  // namespace

TEST_CASE("terms are decided together with what is assumed") {
  Solver s(0);
  const Term a = s.variable();
  const Term b = s.variable();
  const Term c = s.variable();
  s.require(s.any({a, b}));
  CHECK(is_sat(s.check({s.not_(a)})));
  CHECK(is_unsat(s.check({s.not_(a), s.not_(b)})));
  CHECK(is_sat(s.check({a, b, s.not_(c)})));
  CHECK(is_unsat(s.check({s.at_least(2, std::array{a, b, c}), s.not_(b), s.not_(c)})));
  CHECK(is_unsat(s.check({s.xor_(a, b), a, b})));
  s.require(s.not_(s.choose(c, a, b)));
  CHECK(is_unsat(s.check({c, a})));
  const Answer answer = s.check({c});
  REQUIRE(is_sat(answer));
  CHECK_FALSE(s.value(std::get<Model>(answer), a));
  CHECK(s.value(std::get<Model>(answer), b));
}

TEST_CASE("what cannot hold is refuted by some of what is assumed") {
  Solver s(0);
  const Term a = s.variable();
  const Term b = s.variable();
  const Term c = s.variable();
  const Term d = s.variable();
  s.require(s.any({s.not_(a), s.not_(b)}));
  CHECK_FALSE(s.refute(std::array{a, c}));
  const Term both = s.all({b, d});
  const auto core = s.refute(std::array{c, a, both});
  REQUIRE(core);
  CHECK(std::find(core->begin(), core->end(), c) == core->end());
  CHECK(std::find(core->begin(), core->end(), a) != core->end());
  CHECK(std::find(core->begin(), core->end(), both) != core->end());
  CHECK(is_unsat(s.check(*core)));
  CHECK(s.refute(std::array{a, s.constant(false)}) == std::vector{s.constant(false)});
  CHECK(s.questions() == 4);
}

TEST_CASE("a model is adjusted only to what then holds") {
  Solver s(0);
  const Term a = s.variable();
  const Term b = s.variable();
  const Number n = s.number(0, 9);
  s.require(s.any({a, b}));
  const Answer answer = s.check({a, s.not_(b), s.in(n, IntervalSet::of(3, 3))});
  REQUIRE(is_sat(answer));
  const Model& m = std::get<Model>(answer);
  const std::array keep{s.xor_(a, b)};
  CHECK_FALSE(s.adjust(m, b, keep));
  CHECK_FALSE(s.adjust(m, s.not_(a), keep));
  const auto moved = s.adjust(m, s.all({b, s.not_(a)}), keep);
  REQUIRE(moved);
  CHECK_FALSE(s.value(*moved, a));
  CHECK(s.value(*moved, b));
  const auto seven = s.adjust(m, s.in(n, IntervalSet::of(7, 7)), keep);
  REQUIRE(seven);
  CHECK(s.value(*seven, n) == 7);
  CHECK_FALSE(s.adjust(m, s.in(n, IntervalSet::of(15, 15)), keep));
}

TEST_CASE("each number within its bounds is possible and no other") {
  Solver s(0);
  const Number n = s.number(-3, 9);
  for (std::int64_t v = -6; v <= 12; ++v) {
    const Answer a = s.check({s.in(n, IntervalSet::of(v, v))});
    CHECK(is_sat(a) == (v >= -3 && v <= 9));
    if (is_sat(a)) CHECK(s.value(std::get<Model>(a), n) == v);
  }
}

TEST_CASE("sums, comparisons and tables are exact") {
  Solver s(0);
  const Number x = s.number(-3, 4);
  const Number y = s.number(2, 7);
  const Number total = s.sum({{3, x}, {-2, y}}, 5);
  const Number half = s.choose(s.at_most(x, y), x, s.fixed(100));
  const std::array<std::int64_t, 8> table{5, -4, 5, 9, 9, 0, 1, 2};
  const Number looked = s.lookup(y, table);
  for (std::int64_t a = -3; a <= 4; ++a) {
    for (std::int64_t b = 2; b <= 7; ++b) {
      const Answer answer = s.check({s.in(x, IntervalSet::of(a, a)), s.in(y, IntervalSet::of(b, b))});
      REQUIRE(is_sat(answer));
      const Model& m = std::get<Model>(answer);
      CHECK(s.value(m, total) == 3 * a - 2 * b + 5);
      CHECK(s.value(m, s.at_most(x, y)) == (a <= b));
      CHECK(s.value(m, s.equal(x, y)) == (a == b));
      CHECK(s.value(m, half) == (a <= b ? a : 100));
      CHECK(s.value(m, looked) == table[static_cast<std::size_t>(b)]);
    }
  }
}

TEST_CASE("months are those of the calendar, clipped to the month's last day") {
  for (const std::int64_t months : {1, -1, 13, -25, 6, 240}) {
    Solver s(0);
    Calendar calendar(s);
    const Number day = s.number(jur::kFirstDate.days, jur::kLastDate.days);
    const Number moved = calendar.add_months(day, months);
    const std::array samples{jur::CivilDate{1800, 1, 1},   jur::CivilDate{1900, 1, 31}, jur::CivilDate{2000, 2, 29},
                             jur::CivilDate{2199, 12, 31}, jur::CivilDate{2012, 3, 31}, jur::CivilDate{2100, 3, 30},
                             jur::CivilDate{1999, 12, 31}, jur::CivilDate{2024, 1, 30}, jur::CivilDate{2023, 10, 31}};
    for (const jur::CivilDate& c : samples) {
      const std::int64_t d = jur::from_civil(c).days;
      const Answer answer = s.check({s.in(day, IntervalSet::of(d, d))});
      REQUIRE(is_sat(answer));
      const std::int64_t expected = jur::add_months(jur::Date{static_cast<std::int32_t>(d)}, months).days;
      CHECK(s.value(std::get<Model>(answer), moved) == expected);
      CHECK(is_unsat(s.check({s.in(day, IntervalSet::of(d, d)), s.not_(s.in(moved, IntervalSet::of(expected, expected)))})));
    }
  }
}

TEST_CASE("work without bound is refused, not guessed") {
  Solver s(1);
  const Number x = s.number(1, 1'000'000);
  const Number y = s.number(1, 1'000'000);
  const Number total = s.sum({{37, x}, {-41, y}}, 0);
  const Answer a = s.check({s.in(total, IntervalSet::of(12, 12)), s.at_most(y, x)});
  CHECK(std::holds_alternative<GaveUp>(a));
}
