// Many rules of few kinds: generated code of each strategy against reading every condition, on drawn cases and at the first
// and last day of every rule.
#include <array>
#include <string>

#include <doctest/doctest.h>

#include "compile.h"
#include "emit/jit.h"
#include "lower/layout.h"
#include "workload.h"

namespace {

using namespace jur;
using emit::NativeCode;
using emit::NativeOutcome;
using lower::Strategy;

core::Word word(std::uint8_t verdict) {
  constexpr std::array kWords{core::Word::Silent, core::Word::Required, core::Word::Forbidden, core::Word::Contradictory};
  return kWords[verdict];
}

core::Case to_case(const bench::Case& c) {
  using bench::Attribute;
  // Facts in the order in which the program declares them: the query's, then the custodian's.
  core::Case out;
  for (const Attribute a : {Attribute::DataLocation, Attribute::Requester, Attribute::Authority, Attribute::Category}) {
    out.values.push_back(core::Value::of_enum(static_cast<std::size_t>(c[a])));
  }
  out.values.push_back(core::Value::of_date(jur::Date{c[Attribute::Date]}));
  out.values.push_back(core::Value::of_bool(c[Attribute::Emergency] != 0));
  out.values.push_back(core::Value::of_enum(static_cast<std::size_t>(c[Attribute::Custodian])));
  return out;
}

// All cases at once as columns; every 50th is made faulty or incomplete, with its neighbours as they were.
void compare_columns(const std::vector<bench::Rule>& rules, const std::vector<bench::Case>& cases, const NativeCode& code,
                     const core::Program& program) {
  const lower::CaseLayout layout = lower::case_layout(program);
  std::vector<std::byte> bytes;
  const auto spoilt = [](std::size_t i) { return i % 50 == 49 && i / 200 % 2 == 0; };
  for (std::size_t i = 0; i < cases.size(); ++i) {
    std::vector<std::byte> one = lower::pack_case(layout, to_case(cases[i]));
    const lower::Field& field = layout.fields[i / 50 % layout.fields.size()];
    for (std::size_t k = 0; spoilt(i) && k < field.bytes; ++k)
      one[field.offset + k] = static_cast<std::byte>(i % 4 == 0 ? 0xFD : 0xFE);
    bytes.insert(bytes.end(), one.begin(), one.end());
  }
  const emit::NativeColumns said = code.columns(0, bytes);
  std::size_t wrong = 0;
  std::size_t faults = 0;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    if (spoilt(i)) {
      const NativeOutcome alone = code.decide(0, std::span(bytes).subspan(i * layout.size, layout.size));
      CHECK(said.statuses[i] == static_cast<std::uint8_t>(alone.status));
      CHECK(alone.status != emit::NativeStatus::Ok);
      if (faults++ == 0) CHECK(said.status == alone.status);
      continue;
    }
    const auto wanted = static_cast<std::uint8_t>(word(bench::plain_verdict(rules, cases[i])));
    wrong += said.statuses[i] == 0 && said.words[0][i] == wanted ? 0U : 1U;
  }
  CHECK(wrong == 0);
  CHECK(faults > 5);
}

void compare(std::size_t count, Strategy strategy, Strategy taken) {
  const std::vector<bench::Rule> rules = bench::draw_rules(count);
  const test::Compiled compiled(bench::print_jur(rules, true));
  REQUIRE_MESSAGE(compiled.programs.size() == 1, compiled.complaints());
  const core::Program* const program = &compiled.programs[0];
  std::string error;
  const auto code = NativeCode::compile({&program, 1}, error, {.optimise = true, .strategy = strategy, .columns = true});
  REQUIRE_MESSAGE(code, error);
  CHECK(code->strategy(0) == taken);

  std::vector<bench::Case> cases = bench::draw_cases(rules, 2'000);
  for (const bench::Rule& rule : rules) {
    for (const bench::Condition& c : rule.conditions) {
      if (c.attribute != bench::Attribute::Date) continue;
      for (const std::int32_t day : {c.from - 1, c.from, c.last, c.last + 1}) {
        if (c.last == bench::kForever && day >= c.last) continue;
        bench::Case edge = cases[cases.size() % 2'000];
        for (const bench::Condition& other : rule.conditions) {
          if (!other.values.empty()) edge.value[static_cast<std::size_t>(other.attribute)] = other.values.back();
        }
        edge.value[static_cast<std::size_t>(bench::Attribute::Date)] = day;
        cases.push_back(edge);
      }
    }
  }
  std::array<std::size_t, 4> seen{};
  std::size_t wrong = 0;
  for (const bench::Case& c : cases) {
    const std::uint8_t verdict = bench::plain_verdict(rules, c);
    ++seen[verdict];
    const NativeOutcome said = code->decide(0, to_case(c));
    REQUIRE(said.status == emit::NativeStatus::Ok);
    std::size_t applying = 0;
    for (const bench::Rule& rule : rules) applying += rule.applies(c) ? 1U : 0U;
    const bool right = said.verdicts[0].word == word(verdict) && said.verdicts[0].rules.size() == applying &&
                       said.verdicts[0].accepted.valid() == (verdict == 3);
    wrong += right ? 0U : 1U;
  }
  CHECK(wrong == 0);
  for (std::size_t v = 0; v < 3; ++v) CHECK(seen[v] > 100);
  compare_columns(rules, cases, *code, *program);
}

}  // namespace

TEST_CASE("few rules") {
  compare(10, Strategy::Automatic, Strategy::Bitsets);
  compare(40, Strategy::StraightLine, Strategy::StraightLine);
}

TEST_CASE("bitsets of one word, of several, of several vectors") {
  for (const std::size_t count : {60U, 100U, 200U, 300U, 1'100U}) compare(count, Strategy::Bitsets, Strategy::Bitsets);
}

TEST_CASE("cells, short and long") {
  for (const std::size_t count : {60U, 1'000U, 3'000U}) compare(count, Strategy::Cells, Strategy::Cells);
}

TEST_CASE("the choice between them") {
  compare(300, Strategy::Automatic, Strategy::Bitsets);
  compare(8'000, Strategy::Automatic, Strategy::Cells);
}
