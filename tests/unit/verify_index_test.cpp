// The index over conditions finds the pairs that the solver finds, also where it keeps bits for many norms.
#include <doctest/doctest.h>

#include <cstdint>

#include "verify_lab.h"

using namespace jur;
using core::NormKind;

TEST_CASE("the index and the solver find the same pairs of many rules") {
  test::Lab lab;
  const auto domain = lab.domain("Country", {"A", "B", "C", "D", "E", "F", "G"});
  const auto from = lab.of("from", core::FactKind::Enum, domain);
  const auto home = lab.of("home", core::FactKind::Enum, domain);
  const auto urgent = lab.yes_no("urgent");
  const auto act = lab.act("disclose");
  std::uint32_t state = 1;
  const auto draw = [&](std::uint32_t n) {
    state = state * 1664525U + 1013904223U;
    return (state >> 8U) % n;
  };
  const auto among = [&](core::FactId f) {
    ValueSet s(7);
    for (std::uint32_t i = 0; i < 1 + draw(2); ++i) s.insert(draw(7));
    return lab.build.in_set(f, s);
  };
  for (int i = 0; i < 200; ++i) {
    std::vector<core::CondId> parts{among(from), among(home)};
    if (draw(3) == 0) parts.push_back(draw(2) == 0 ? lab.build.is_true(urgent) : lab.build.not_(lab.build.is_true(urgent)));
    if (draw(3) == 0) parts.push_back(lab.asked(Date{static_cast<std::int32_t>(draw(5000))}, Date{5000}));
    if (draw(9) == 0) parts.push_back(lab.build.same(from, home));
    lab.norm(lab.rule("US.r" + std::to_string(i), lab.build.all(parts)), draw(2) == 0 ? NormKind::Duty : NormKind::Ban, act);
  }
  const auto find = [&](bool index) {
    VerifyOptions options;
    options.limit = 1;
    options.index = index;
    const Findings found = verify(lab.program, options, lab.sink);
    std::vector<test::Names> out = test::rule_sets(found);
    for (const UnlistedPair& u : found.unlisted)
      out.push_back({lab.program.rules[u.first].name, lab.program.rules[u.second].name});
    std::sort(out.begin(), out.end());
    CHECK(found.unlisted.empty() != index);
    return out;
  };
  const auto quick = find(true);
  CHECK(quick.size() > 50);
  CHECK(quick == find(false));
  CHECK_FALSE(lab.sink.has_errors());
}
