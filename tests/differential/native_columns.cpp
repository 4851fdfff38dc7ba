// NAME_decide_columns says what evaluate says of each case, and of any bytes what NAME_decide says.
#include <algorithm>
#include <array>
#include <string>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "emit/jit.h"
#include "evaluate/evaluate.h"
#include "lower/layout.h"
#include "lower/lower.h"
#include "random_program.h"

namespace {

using namespace jur;
using emit::NativeCode;
using emit::NativeColumns;
using emit::NativeOutcome;
using emit::NativeStatus;

constexpr std::array kStrategies{lower::Strategy::StraightLine, lower::Strategy::Bitsets, lower::Strategy::Cells};

struct Tally {
  std::size_t cases = 0;
  std::array<std::size_t, 4> statuses{};
};

// Cases of which some are partly unknown and some of any bytes; the last few do not fill a block.
void compare(const core::Program& p, std::uint64_t seed, bool optimise, Tally& tally) {
  const core::Program* const one = &p;
  std::string error;
  const auto code = NativeCode::compile(
      {&one, 1}, error,
      {.optimise = optimise, .strategy = kStrategies[seed % 3], .cpu = seed % 2 == 0 ? "native" : "", .columns = true});
  REQUIRE_MESSAGE(code, error);
  const lower::CaseLayout layout = lower::case_layout(p);
  test::Random random(seed);
  std::vector<core::Case> cases;
  std::vector<bool> wild;
  std::vector<std::byte> bytes;
  const std::size_t count = 280 + random.below(50);
  for (std::size_t i = 0; i < count; ++i) {
    const bool partial = i / 64 % 3 == 1;
    cases.push_back(partial ? test::random_partial_case(p, random) : test::random_case(p, random));
    std::vector<std::byte> packed = lower::pack_case(layout, cases.back());
    wild.push_back(i / 32 % 4 == 3 && random.chance(30));
    for (std::size_t k = 0; wild[i] && k < 3; ++k) packed[random.below(packed.size())] = static_cast<std::byte>(random.next());
    if (i / 32 % 4 == 3 && random.chance(10)) {
      const std::size_t f = random.below(p.facts.size());
      lower::pack_value(layout.fields[f], core::Value::unknown(), packed.data() + layout.fields[f].offset);
      wild[i] = true;
    }
    bytes.insert(bytes.end(), packed.begin(), packed.end());
  }
  const NativeColumns said = code->columns(0, bytes);
  NativeStatus first = NativeStatus::Ok;
  for (std::size_t i = 0; i < count; ++i) {
    const NativeOutcome alone = code->decide(0, std::span(bytes).subspan(i * layout.size, layout.size));
    ++tally.cases;
    ++tally.statuses[static_cast<std::size_t>(alone.status)];
    if (first == NativeStatus::Ok) first = alone.status;
    REQUIRE_MESSAGE(said.statuses[i] == static_cast<std::uint8_t>(alone.status), seed);
    if (alone.status != NativeStatus::Ok) continue;
    for (std::size_t o = 0; o < alone.verdicts.size(); ++o) {
      CHECK_MESSAGE(said.words[o][i] == static_cast<std::uint8_t>(alone.verdicts[o].word), seed);
    }
    if (wild[i]) continue;
    const core::Outcome wanted = evaluate(p, cases[i]);
    for (std::size_t o = 0; o < alone.verdicts.size(); ++o) {
      if (alone.verdicts[o].bounded) continue;
      CHECK_MESSAGE(said.words[o][i] == static_cast<std::uint8_t>(wanted.verdicts[o].word), seed);
    }
  }
  CHECK(said.status == first);
}

Tally run(std::uint64_t first, std::size_t programs, const test::Shape& shape, bool optimise) {
  Tally tally;
  for (std::uint64_t seed = first; seed < first + programs; ++seed) {
    const core::Program p = test::random_program(seed, shape);
    if (!lower::not_lowerable(p)) compare(p, seed, optimise, tally);
  }
  return tally;
}

}  // namespace

TEST_CASE("the first fragment, as columns") { CHECK(run(1, 45, test::first_fragment(), false).cases > 12'000); }

TEST_CASE("the whole language, as columns") {
  const Tally tally = run(30'000, 45, {}, false);
  for (const std::size_t n : tally.statuses) CHECK(n > 50);
}

TEST_CASE("the code that ships, as columns") {
  test::Shape many = test::first_fragment();
  many.rules = 70;
  many.members = 18;
  many.unknowns = false;
  CHECK(run(60'000, 8, many, true).cases > 2'000);
  CHECK(run(40'000, 8, {}, true).cases > 2'000);
}
