// NAME_decide_columns and NAME_decide_many say what evaluate says of each case, and of any bytes what NAME_decide says.
#include <algorithm>
#include <array>
#include <string>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "compile.h"
#include "drawn.h"
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

lower::Strategy in_turn(std::uint64_t seed) {
  constexpr std::array kStrategies{lower::Strategy::StraightLine, lower::Strategy::Bitsets, lower::Strategy::Cells};
  return kStrategies[seed % 3];
}

struct Tally {
  std::size_t cases = 0;
  std::array<std::size_t, 4> statuses{};
};

// Cases of which some are partly unknown and some of any bytes; the last few do not fill a block.
void compare(const core::Program& p, std::uint64_t seed, lower::Strategy strategy, bool optimise, Tally& tally) {
  const core::Program* const one = &p;
  std::string error;
  const auto code = NativeCode::compile(
      {&one, 1}, error, {.optimise = optimise, .strategy = strategy, .cpu = seed % 2 == 0 ? "native" : "", .columns = true});
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
  CHECK_MESSAGE(code->many_agrees(0, bytes), seed);
}

Tally run(std::uint64_t first, std::size_t programs, const test::Shape& shape, bool optimise) {
  Tally tally;
  for (std::uint64_t seed = first; seed < first + programs; ++seed) {
    const core::Program p = test::random_program(seed, shape);
    if (!lower::not_lowerable(p)) compare(p, seed, in_turn(seed), optimise, tally);
  }
  return tally;
}

std::string many_rules(std::size_t count, std::uint64_t seed, std::size_t actions = 1) {
  test::Random random(seed);
  const auto members = [](char prefix, std::size_t n) {
    std::string out;
    for (std::size_t i = 0; i < n; ++i) out += fmt::format("{}{}{}", i == 0 ? "" : ", ", prefix, i);
    return out;
  };
  std::string out = fmt::format("enum Big {{ {} }}\nenum Small {{ {} }}\n", members('b', 200), members('s', 5));
  out += "record R {\n  big: Big  other: Big or none  small: Small?  flag: bool  often: bool?  level: int -20..300\n";
  out += "  large: int 0..2_000_000_000_000 or none  day: date  end: date or none\n}\n";
  out += "case C as of r.day { r: R  party p: R }\n";
  for (std::size_t k = 0; k < actions; ++k) out += fmt::format("action go{}\n", k);
  const auto date = [&] {
    return fmt::format("{}-{:02}-{:02}", random.between(1985, 2120), random.between(1, 12), random.between(1, 28));
  };
  const auto test = [&]() -> std::string {
    switch (random.below(9)) {
      case 0:
        return fmt::format("r.big is b{}", random.below(200));
      case 1:
        return fmt::format("r.big in {{ b{}, b{} }}", random.below(100), 100 + random.below(100));
      case 2:
        return random.chance(50) ? fmt::format("r.other is not b{}", random.below(200)) : "r.other is none";
      case 3:
        return fmt::format("r.small is s{}", random.below(5));
      case 4:
        return random.chance(50) ? "r.flag" : "not r.often";
      case 5:
        return fmt::format("r.level >= {}", random.between(0, 299));
      case 6:
        return fmt::format("r.large < {}", random.between(1, 40'000));
      case 7:
        return fmt::format("r.day {} {}", random.chance(50) ? "<" : ">=", date());
      default:
        return random.chance(80) ? fmt::format("r.end < {}", date()) : "r.end is none";
    }
  };
  constexpr std::array<const char*, 3> kLaws{"must", "must not", "may"};
  for (std::size_t law = 0; law < kLaws.size(); ++law) {
    out += fmt::format("law l{0} {{\n  jurisdiction \"{0}\"\n", law);
    for (std::size_t i = law; i < count; i += kLaws.size()) {
      out += fmt::format("  rule r{} {{ when {} and {} p {} go{} }}\n", i, test(), test(), kLaws[law], i % actions);
    }
    out += "}\n";
  }
  std::string given;
  for (std::size_t k = 0; k < actions; ++k) given += fmt::format("{}go{}", k == 0 ? "" : ", ", k);
  return out + fmt::format("decision d for C {{ p: {} }}\n", given);
}

}  // namespace

TEST_CASE("the first fragment, as columns") { CHECK_DRAWN(run(1, 45, test::first_fragment(), false).cases > 12'000); }

TEST_CASE("the whole language, as columns") {
  const Tally tally = run(30'000, 45, {}, false);
  for (const std::size_t n : tally.statuses) CHECK_DRAWN(n > 50);
}

// Where cases are decided together: rules with tests of one fact each, of every kind of fact that has a column.
TEST_CASE("many rules of few kinds, as columns") {
  for (const std::size_t rules : {4U, 9U, 30U, 100U, 300U, 700U}) {
    for (const std::uint64_t seed : {0U, 1U}) {
      const test::Compiled compiled(many_rules(rules, rules * 2 + seed));
      REQUIRE_MESSAGE(compiled.programs.size() == 1, compiled.complaints());
      Tally tally;
      compare(compiled.programs[0], rules * 2 + seed, lower::Strategy::Bitsets, true, tally);
      CHECK(tally.statuses[0] > 200);
      CHECK(tally.statuses[1] > 0);
    }
  }
}

TEST_CASE("many acts, as columns") {
  const test::Compiled compiled(many_rules(60, 7, 20));
  REQUIRE_MESSAGE(compiled.programs.size() == 1, compiled.complaints());
  Tally tally;
  for (const auto strategy : {lower::Strategy::StraightLine, lower::Strategy::Bitsets, lower::Strategy::Cells})
    compare(compiled.programs[0], 7, strategy, true, tally);
  CHECK(tally.statuses[0] > 600);
}

TEST_CASE("the code that ships, as columns") {
  test::Shape many = test::first_fragment();
  many.rules = 70;
  many.members = 18;
  many.unknowns = false;
  CHECK_DRAWN(run(60'000, 8, many, true).cases > 2'000);
  CHECK_DRAWN(run(40'000, 8, {}, true).cases > 2'000);
}
