// verify() against all complete cases and all courses of conduct of small random programs: the same findings, windows, acts and
// acceptances; each witness shows its finding, and no fact that is called indifferent or decisive is wrongly so.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "drawn.h"
#include "findings_compare.h"
#include "random_program.h"

using namespace jur;

namespace {

constexpr std::size_t kMostCases = 4'000;

test::FindingTally run(const test::Shape& shape, std::uint64_t first, std::size_t count) {
  test::FindingTally tally;
  VerifyOptions options;
  options.today = test::today();
  for (std::uint64_t seed = first; tally.programs < count; ++seed) {
    const core::Program p = test::random_program(seed, shape);
    auto cases = test::possible_cases(p, kMostCases);
    if (!cases) continue;
    options.index = seed % 3 != 0;
    const auto found = findings_difference(p, test::read_all(p, std::move(*cases)), options, tally);
    REQUIRE_MESSAGE(!found, fmt::format("seed {}: {}", seed, found.value_or("")));
  }
  return tally;
}

}  // namespace

TEST_CASE("verify finds what all cases show: any construct") {
  test::FindingTally t = run(test::tiny(), 1, 800);
  CHECK_DRAWN(t.by_size[1] > 20);
  CHECK_DRAWN(t.by_size[2] > 100);
  CHECK_DRAWN(t.permissions > 50);
  CHECK_DRAWN(t.accepted > 20);
  CHECK_DRAWN(t.partly_accepted > 2);
  CHECK_DRAWN(t.with_indifferent > 100);
  for (const AcceptanceState state : {AcceptanceState::Covers, AcceptanceState::Idle, AcceptanceState::Expired}) {
    CHECK_DRAWN(t.states[state] > 20);
  }
}

TEST_CASE("verify finds what all cases show: the first fragment") {
  test::Shape shape = test::first_fragment();
  shape.facts = 4;
  shape.days = 6;
  test::FindingTally t = run(shape, 10'000, 600);
  CHECK_DRAWN(t.by_size[2] > 100);
  CHECK_DRAWN(t.many_windows > 10);
}

TEST_CASE("verify finds what all cases show: many rules and periods on few facts") {
  test::Shape shape = test::tiny();
  shape.facts = 2;
  shape.acts = 2;
  shape.rules = 9;
  shape.orders = 3;
  shape.days = 12;
  test::FindingTally t = run(shape, 20'000, 600);
  CHECK_DRAWN(t.by_size[2] > 200);
  CHECK_DRAWN(t.many_windows > 30);
}

TEST_CASE("verify finds what all cases show: sets of three rules and more") {
  test::Shape shape = test::tiny();
  shape.facts = 2;
  shape.acts = 1;
  shape.norms = 1;
  shape.rules = 10;
  shape.depth = 1;
  shape.days = 6;
  shape.permissions = shape.precedence = false;
  test::FindingTally t = run(shape, 30'000, 3'000);
  CHECK_DRAWN(t.by_size[3] > 100);
  CHECK_DRAWN(t.by_size[4] + t.by_size[5] > 2);
}
