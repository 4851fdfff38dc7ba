// The law library, all its legal orders in one decision: generated code says what the evaluator says, on some of the
// library's own scenarios and on drawn cases near them.
#include <map>
#include <string>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "drawn.h"
#include "driver/session.h"
#include "emit/jit.h"
#include "evaluate/evaluate.h"
#include "native_compare.h"
#include "random_program.h"

namespace {

using namespace jur;
using emit::NativeCode;
using emit::NativeOutcome;
using emit::NativeStatus;
using test::line;

const core::Program& desk() {
  static Session session({JUR_SOURCE_DIR "/examples/disclosure-desk/desk.jur"}, {});
  const core::Program* p = session.choose("desk");
  REQUIRE(p != nullptr);
  return *p;
}

// The facts of a scenario of another program of the library, fact by fact of the same name; others as a case that leaves them
// out.
core::Case moved(const core::Program& from, const core::Case& facts, const core::Program& to) {
  std::map<std::string, core::FactId> names;
  for (const core::FactId f : from.facts.ids()) names[from.facts[f].name] = f;
  core::Case out;
  for (const core::Fact& f : to.facts.all()) {
    const auto it = names.find(f.name);
    out.values.push_back(it != names.end() ? facts[it->second] : f.fallback ? *f.fallback : core::Value::unknown());
  }
  return out;
}

std::vector<core::Case> cases_of_scenarios(const core::Program& to) {
  Session session({JUR_SOURCE_DIR "/stdlib"}, {});
  std::vector<core::Case> out;
  for (const core::Program& p : session.programs()) {
    if (p.case_name != to.case_name) continue;
    for (const core::Scenario& s : p.scenarios) out.push_back(moved(p, s.facts, to));
  }
  return out;
}

struct Tally {
  std::size_t cases = 0;
  std::size_t clashes = 0;
  std::size_t accepted = 0;
  std::size_t bounded = 0;
};

void compare(const core::Program& p, const core::Case& c, const NativeCode& code, Tally& tally) {
  const core::Outcome wanted = evaluate(p, c);
  const NativeOutcome got = code.decide(0, c);
  ++tally.cases;
  REQUIRE(got.status == (wanted.possible ? NativeStatus::Ok : NativeStatus::Impossible));
  for (std::size_t i = 0; i < got.verdicts.size(); ++i) {
    if (got.verdicts[i].bounded) {
      ++tally.bounded;
      CHECK(got.verdicts[i].word == core::Word::Undetermined);
      continue;
    }
    CHECK(line(wanted.verdicts[i]) == line(got.verdicts[i]));
    if (wanted.verdicts[i].word == core::Word::Contradictory) ++tally.clashes;
    if (wanted.verdicts[i].accepted.valid()) ++tally.accepted;
  }
}

}  // namespace

TEST_CASE("the library's scenarios, and cases near them, under all orders at once") {
  const core::Program& p = desk();
  const core::Program* const one = &p;
  std::string error;
  const auto code = NativeCode::compile({&one, 1}, error);
  REQUIRE_MESSAGE(code, error);
  CHECK(code->clashes_searched(0));
  const std::vector<core::Case> cases = cases_of_scenarios(p);
  REQUIRE(cases.size() > 100);
  Tally tally;
  for (std::size_t i = 0; i < cases.size(); i += 6) compare(p, cases[i], *code, tally);
  // Some facts of a scenario changed to those of another, or to drawn ones.
  test::Random random(1);
  for (std::size_t k = 0; k < 150; ++k) {
    core::Case c = cases[random.below(cases.size())];
    const core::Case& other = cases[random.below(cases.size())];
    const core::Case drawn = random.chance(50) ? test::random_case(p, random) : test::random_partial_case(p, random);
    for (const core::FactId f : p.facts.ids()) {
      if (random.chance(20)) c[f] = other[f];
      if (random.chance(5)) c[f] = drawn[f];
    }
    compare(p, c, *code, tally);
  }
  MESSAGE(fmt::format("{} cases, {} contradictory verdicts, {} accepted, {} bounded", tally.cases, tally.clashes, tally.accepted,
                      tally.bounded));
  CHECK_DRAWN(tally.clashes > 20);
  CHECK_DRAWN(tally.accepted > 20);
}
