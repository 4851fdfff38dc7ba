// Lines of JSON decided by native code say to the byte what the evaluator says, and lines that are no cases are left to the
// reader.
#include <string>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "core/case_json.h"
#include "driver/decide_lines.h"
#include "random_program.h"

namespace {

using namespace jur;

struct Tally {
  std::size_t programs = 0;
  std::size_t native = 0;
  std::size_t refused = 0;
  std::size_t open = 0;
  std::size_t orders = 0;
};

// One byte is dropped, doubled, changed or put elsewhere; half of the time the line stays.
std::string blemished(std::string line, test::Random& random) {
  static const std::string marks = "{}[],:\"\\ 0e-.x\t";
  switch (random.below(8)) {
    case 0:
      line.erase(random.below(line.size()), 1);
      break;
    case 1:
      line.insert(random.below(line.size() + 1), 1, marks[random.below(marks.size())]);
      break;
    case 2:
      line[random.below(line.size())] = marks[random.below(marks.size())];
      break;
    case 3:
      line.resize(random.below(line.size()) + 1);
      break;
    default:
      break;
  }
  return line;
}

void compare(const core::Program& p, const NativeLines& native, const OutcomeJson& json, const std::string& line,
             std::uint64_t seed, Tally& tally) {
  const DecidedLines slow = decide_lines(p, json, nullptr, line, 7, {});
  const DecidedLines fast = decide_lines(p, json, &native, line, 7, {});
  CHECK(slow.failed == fast.failed);
  if (slow.out != fast.out) FAIL_CHECK(fmt::format("seed {}, {}\n  evaluate {}  native   {}", seed, line, slow.out, fast.out));
  NativeLines::Scratch scratch;
  if (!native.decide(line, scratch)) {
    ++tally.refused;
    return;
  }
  ++tally.native;
  CHECK(slow.failed == 0);
  if (slow.out.find("\"open\":[{") != std::string::npos) ++tally.open;
  if (slow.out.find("\"orders\":{\"") != std::string::npos) ++tally.orders;
}

Tally run(std::uint64_t first, std::size_t programs, std::size_t cases, const test::Shape& shape) {
  Tally tally;
  for (std::uint64_t seed = first; seed < first + programs; ++seed) {
    const core::Program p = test::random_program(seed, shape);
    const auto native = NativeLines::make(p);
    if (!native) continue;
    ++tally.programs;
    const OutcomeJson json(p);
    test::Random random(seed);
    for (std::size_t k = 0; k < cases; ++k) {
      const core::Case c = k % 2 == 0 ? test::random_case(p, random) : test::random_partial_case(p, random);
      compare(p, *native, json, blemished(core::write_case(p, c), random), seed, tally);
    }
  }
  MESSAGE(fmt::format("{} programs, {} lines by native code, {} left to the reader, {} with open questions, {} with orders",
                      tally.programs, tally.native, tally.refused, tally.open, tally.orders));
  return tally;
}

}  // namespace

TEST_CASE("the whole language") {
  const Tally tally = run(60'000, 120, 120, {});
  CHECK(tally.programs >= 100);
  CHECK(tally.native > 2'000);
  CHECK(tally.refused > 1'000);
  CHECK(tally.open > 20);
  CHECK(tally.orders > 500);
}

TEST_CASE("many unknown facts and legal orders") {
  test::Shape shape;
  shape.facts = 10;
  shape.orders = 4;
  shape.rules = 10;
  const Tally tally = run(70'000, 40, 60, shape);
  CHECK(tally.native > 300);
}
