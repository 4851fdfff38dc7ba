// Scenarios with random source programs: what the page says of a case is met, its contrary is not.
#include <array>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "../compile.h"
#include "drawn.h"
#include "evaluate/judge.h"
#include "source_claims.h"
#include "source_compare.h"
#include "source_random.h"

using namespace jur;
using namespace jur::test::form;

namespace {

struct Tally {
  std::array<std::array<std::size_t, 2>, kClaimForms> drawn{};  // by form: those that fail, those that hold
};

const core::Program* under_all(const std::vector<core::Program>& programs) {
  for (const core::Program& p : programs) {
    if (!p.scenarios.empty() && p.scenarios.back().name == "five") return &p;
  }
  return nullptr;
}

void compare(std::uint64_t seed, Tally& tally) {
  const auto drawn = random_scenarios(seed);
  if (!drawn) return;
  const std::string& text = drawn->modules.back().second;
  const test::Compiled compiled(drawn->modules);
  REQUIRE_MESSAGE(compiled.reports_only(kDrawnToo), fmt::format("seed {}\n{}\n{}", seed, compiled.complaints(), text));
  const core::Program* program = decided(compiled.programs);
  REQUIRE(program != nullptr);
  REQUIRE(program->scenarios.size() == drawn->claims.size());
  const auto check = [&](const core::Program& p, const core::Scenario& s, const std::vector<Claim>& claims) {
    const Judgment judged = judge(p, s);
    REQUIRE_MESSAGE(judged.possible, fmt::format("seed {}\n{}", seed, text));
    std::vector<bool> met(claims.size(), true);
    for (const Unmet& u : judged.unmet) met[u.expectation] = false;
    for (std::size_t i = 0; i < met.size(); ++i) {
      const Claim& claim = claims[i];
      ++tally.drawn[static_cast<std::size_t>(claim.form)][claim.holds ? 1 : 0];
      REQUIRE_MESSAGE(met[i] == claim.holds,
                      fmt::format("seed {}: `expect {}` should {}\n{}", seed, claim.text, claim.holds ? "hold" : "fail", text));
    }
  };
  for (std::size_t s = 0; s < drawn->claims.size(); ++s) check(*program, program->scenarios[s], drawn->claims[s]);
  const core::Program* all = under_all(compiled.programs);
  REQUIRE_MESSAGE(all != nullptr, fmt::format("seed {}\n{}", seed, text));
  check(*all, all->scenarios.back(), drawn->under_all);
}

}  // namespace

TEST_CASE("scenarios: expectations of every form are met where the page says so, and nowhere else") {
  Tally tally;
  for (std::uint64_t seed = 2001; seed < 2401; ++seed) compare(seed, tally);
  for (std::size_t f = 0; f < kClaimForms; ++f) {
    CAPTURE(f);
    CHECK_DRAWN(tally.drawn[f][0] > 50);
    CHECK_DRAWN(tally.drawn[f][1] > 50);
  }
}
