// The digest of a rule set changes with whatever can change a verdict or a reason, and with nothing else.
#include <functional>

#include <doctest/doctest.h>

#include "emit_example.h"
#include "lower/lower.h"

namespace {

using namespace jur;
using namespace jur::core;
using jur::test::Example;

std::string digest_after(const std::function<void(Example&)>& change) {
  Example e;
  Route route;
  route.name = "treaty_request";
  route.title = "Ask through mutual legal assistance";
  route.available = e.program.rules[e.contents].applies;
  route.steps.push_back({e.kind, false, Value::of_enum(1), {}});
  const RouteId id = e.program.routes.add(route);
  e.program.acceptances[AcceptanceId(0)].routes.push_back(id);
  change(e);
  return lower::digest(e.program);
}

Route& route(Example& e) { return e.program.routes[RouteId(0)]; }

}  // namespace

TEST_CASE("the digest changes with whatever can change a verdict or a reason") {
  const std::vector<std::function<void(Example&)>> changes{
      [](Example& e) { e.program.rules[e.gag].cite = "§ 2705(c)"; },
      [](Example& e) { e.program.rules[e.gag].unverified = false; },
      [](Example& e) { e.program.norms[NormId(0)].period.until->steps[0].count = 15; },
      [](Example& e) { e.program.facts[e.penalty].fallback = Value::of_int(1); },
      [](Example& e) { e.program.acceptances[AcceptanceId(0)].refer = "the board"; },
      [](Example& e) { e.program.outputs.pop_back(); },
      [](Example& e) { route(e).name = "other"; },
      [](Example& e) { route(e).title = "Ask"; },
      [](Example& e) { route(e).available = e.program.rules[e.gag].applies; },
      [](Example& e) { route(e).steps[0].value = Value::of_enum(0); },
      [](Example& e) { route(e).steps.clear(); },
  };
  std::vector<std::string> seen{digest_after([](Example&) {})};
  for (const auto& change : changes) {
    const std::string now = digest_after(change);
    CHECK(now.size() == 64);
    for (const std::string& other : seen) CHECK(now != other);
    seen.push_back(now);
  }
}

TEST_CASE("the digest does not change with places in files and with what tests say") {
  const std::string plain = digest_after([](Example&) {});
  CHECK(plain == digest_after([](Example& e) { route(e).span = Span{{}, 3, 4}; }));
  CHECK(plain == digest_after([](Example& e) { e.program.scenarios.push_back({"a", e.microsoft(), {}, {}}); }));
}
