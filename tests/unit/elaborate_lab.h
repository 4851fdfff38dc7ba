// Source text whose scenarios must come out as they expect.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "../compile.h"
#include "evaluate/judge.h"

namespace jur::test {

using Modules = std::vector<std::pair<std::string, std::string>>;

// Every expectation that is not met, a line each: "scenario: the text of the expectation".
inline std::string unmet(const Compiled& c) {
  std::string out = c.complaints();
  for (const core::Program& p : c.programs) {
    for (const core::Scenario& s : p.scenarios) {
      const Judgment j = judge(p, s);
      if (!j.possible) out += s.name + ": no case is possible\n";
      for (const Unmet& u : j.unmet)
        out += s.name + ": " + std::string(c.sources.text(s.expectations[u.expectation].span)) + "\n";
    }
  }
  return out;
}

inline void check_scenarios(const std::string& source) {
  const Compiled c(source);
  CHECK(unmet(c).empty());
  if (!unmet(c).empty()) MESSAGE(unmet(c));
  std::size_t scenarios = 0;
  for (const core::Program& p : c.programs) scenarios += p.scenarios.size();
  CHECK(scenarios > 0);
}

}  // namespace jur::test
