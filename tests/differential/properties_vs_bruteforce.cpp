// Properties and routes of small random programs against all their complete cases: a property holds, and a route leads out,
// exactly where no case says otherwise; what is shown of a failure is true of each case that it stands for.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "drawn.h"
#include "evaluate/conduct.h"
#include "evaluate/judge.h"
#include "findings.h"
#include "random_program.h"
#include "verify/properties.h"
#include "verify/routes.h"

using namespace jur;

namespace {

using core::Case;
using core::Expectation;
using core::Program;
using test::Random;

constexpr std::size_t kMostCases = 1'500;

template <class Store>
auto any_of(const Store& store, Random& random) {
  const auto ids = store.ids();
  auto it = ids.begin();
  for (std::size_t n = random.below(store.size()); n > 0; --n) ++it;
  return *it;
}

Expectation random_expectation(const Program& p, Random& random) {
  Expectation e;
  e.span = {FileId(0), 1, 2};
  e.negated = random.chance(50);
  switch (random.below(8)) {
    case 0:
      e.kind = Expectation::Kind::Applies;
      e.rules = {any_of(p.rules, random)};
      return e;
    case 1:
      e.kind = Expectation::Kind::InForce;
      e.law = any_of(p.laws, random);
      return e;
    case 2:
      e.kind = Expectation::Kind::Holds;
      e.negated = false;
      e.cond = any_of(p.conds, random);
      return e;
    default:
      break;
  }
  e.kind = Expectation::Kind::Verdict;
  e.act = any_of(p.acts, random);
  e.word = static_cast<core::Word>(1 + random.below(core::kWords - 1));
  if (random.chance(30)) e.under = any_of(p.orders, random);
  e.has_by = e.word != core::Word::Silent && random.chance(40);
  e.by_only = e.has_by && random.chance(40);
  if (e.has_by) {
    for (std::size_t n = 1 + random.below(2); n > 0; --n) e.by.push_back(any_of(p.rules, random));
  }
  const bool deadline = e.word == core::Word::Required || e.word == core::Word::Contradictory;
  if (deadline && random.chance(40)) {
    e.within = Duration{random.between(0, 40), static_cast<TimeUnit>(random.below(2))};
    if (random.chance(20)) e.within = Duration{1, TimeUnit::Month};
  }
  return e;
}

bool fails(const Program& p, const Case& c, const Expectation& e) { return !judge(p, {"", c, {e}, e.span}).unmet.empty(); }

struct Tally {
  std::size_t programs = 0;
  std::map<core::Word, std::size_t> held;
  std::map<core::Word, std::size_t> refuted;
  std::size_t others_held = 0;
  std::size_t others_refuted = 0;
  std::size_t short_scenarios = 0;
};

void compare(Program& p, const std::vector<Case>& cases, Random& random, Tally& tally) {
  for (int i = 0; i < 6; ++i) {
    core::Property property{"p" + std::to_string(i), any_of(p.conds, random), {random_expectation(p, random)}, {}};
    p.properties.push_back(std::move(property));
  }
  Sink sink;
  const PropertyFindings found = verify_properties(p, {}, sink);
  CHECK(sink.all().empty());
  REQUIRE(found.states.size() == p.properties.size());
  std::size_t shown = 0;
  for (std::size_t i = 0; i < p.properties.size(); ++i) {
    CAPTURE(i);
    const core::Property& property = p.properties[i];
    const Expectation& e = property.expectations[0];
    const bool refuted =
        std::any_of(cases.begin(), cases.end(), [&](const Case& c) { return holds(p, property.when, c) && fails(p, c, e); });
    CHECK((found.states[i] == PropertyState::Refuted) == refuted);
    if (e.kind == Expectation::Kind::Verdict) {
      ++(refuted ? tally.refuted : tally.held)[e.word];
    } else {
      ++(refuted ? tally.others_refuted : tally.others_held);
    }
    if (!refuted || found.states[i] != PropertyState::Refuted) continue;
    const Refutation& r = found.refuted[shown++];
    CHECK(r.property == i);
    if (!r.omitted.empty()) ++tally.short_scenarios;
    for (const Case& c : cases) {
      if (!test::stands_for(r.witness, r.any, c)) continue;
      CHECK(holds(p, property.when, c));
      CHECK(fails(p, c, e));
    }
    core::Scenario pasted = r.shown;
    for (const core::FactId f : r.omitted) pasted.facts[f] = p.facts[f].fallback.value_or(core::Value::unknown());
    const Judgment j = judge(p, pasted);
    CHECK(j.possible);
    CHECK(j.unmet.empty());
  }
  CHECK(shown == found.refuted.size());
}

Tally run(const test::Shape& shape, std::uint64_t first, std::size_t count) {
  Tally tally;
  for (std::uint64_t seed = first; tally.programs < count; ++seed) {
    Program p = test::random_program(seed, shape);
    const auto cases = test::possible_cases(p, kMostCases);
    if (!cases) continue;
    CAPTURE(seed);
    ++tally.programs;
    Random random(seed * 7 + 1);
    compare(p, *cases, random, tally);
  }
  return tally;
}

void give_routes(Program& p, Random& random) {
  for (core::Acceptance& a : p.acceptances.all()) {
    for (std::size_t n = 1 + random.below(2); n > 0; --n) {
      core::Route route;
      route.name = "r" + std::to_string(p.routes.size());
      const auto span = static_cast<std::uint32_t>(p.routes.size());
      route.span = {FileId(0), 1000 + span, 1001 + span};
      route.available = any_of(p.conds, random);
      std::set<core::FactId> taken;
      for (std::size_t steps = random.below(4); steps > 0; --steps) {
        const core::FactId f = any_of(p.facts, random);
        if (!taken.insert(f).second) continue;
        core::RouteStep step{f, p.facts[f].kind == core::FactKind::Set && random.chance(60), {}, {}};
        const auto values = test::values_of(p, f);
        step.value = step.adds ? core::Value::of_enum(random.below(p.domains[p.facts[f].domain].members.size()))
                               : values[random.below(values.size())];
        route.steps.push_back(std::move(step));
      }
      a.routes.push_back(p.routes.add(std::move(route)));
    }
  }
}

Case taken(const core::Route& route, Case c) {
  for (const core::RouteStep& s : route.steps) {
    if (!s.adds) {
      c[s.fact] = s.value;
    } else {
      c[s.fact].set.insert(static_cast<std::size_t>(s.value.number));
    }
  }
  return c;
}

using Failure = std::tuple<core::AcceptanceId, core::RouteId, std::vector<std::string>>;

struct Told {
  std::set<Failure> failures;
  std::map<std::pair<core::AcceptanceId, core::RouteId>, bool> uses;
};

using Sets = std::set<std::pair<bool, std::vector<core::RuleId>>>;  // a permission?, rules

Sets sets_of(const Program& p, const Case& c) {
  Sets out;
  for (const test::Met& m : test::naive_findings(p, c)) out.emplace(m.permission, m.rules);
  return out;
}

void look(const Program& p, const Case& c, Told& told) {
  for (const auto& set : sets_of(p, c)) {
    const auto& rules = set.second;
    for (const core::AcceptanceId a : p.acceptances.ids()) {
      if (!test::naive_truth(p, p.acceptances[a].when, c) || !test::naive_covers(p.acceptances[a], rules)) continue;
      if (p.acceptances[a].until && *p.acceptances[a].until < test::today()) continue;
      for (const core::RouteId r : p.acceptances[a].routes) {
        bool& available = told.uses[{a, r}];
        if (!test::naive_truth(p, p.routes[r].available, c)) continue;
        available = true;
        const Case there = taken(p.routes[r], c);
        if (!is_valid(p, Truths(p, there)) || sets_of(p, there).contains(set))
          told.failures.emplace(a, r, test::names_of(p, rules));
      }
    }
  }
}

}  // namespace

TEST_CASE("a property holds where no case refutes it") {
  Tally t = run(test::tiny(), 1, 1'000);
  for (std::size_t w = 1; w < core::kWords; ++w) {
    CAPTURE(w);
    CHECK_DRAWN(t.held[static_cast<core::Word>(w)] > 10);
    CHECK_DRAWN(t.refuted[static_cast<core::Word>(w)] > 10);
  }
  CHECK_DRAWN(t.others_held > 20);
  CHECK_DRAWN(t.others_refuted > 20);
  CHECK_DRAWN(t.short_scenarios > 50);
}

TEST_CASE("a property holds where no case refutes it: clashes of three rules and more") {
  test::Shape shape = test::tiny();
  shape.facts = 2;
  shape.acts = 1;
  shape.norms = 1;
  shape.rules = 10;
  shape.depth = 1;
  shape.days = 6;
  shape.permissions = shape.precedence = false;
  Tally t = run(shape, 30'000, 300);
  CHECK_DRAWN(t.refuted[core::Word::Contradictory] > 20);
}

TEST_CASE("a route leads out where no case says otherwise") {
  std::size_t programs = 0;
  std::size_t failing = 0;
  std::size_t fine = 0;
  std::size_t never = 0;
  for (std::uint64_t seed = 50'000; programs < 400; ++seed) {
    Program p = test::random_program(seed, test::tiny());
    if (p.acceptances.size() == 0) continue;
    const auto cases = test::possible_cases(p, kMostCases);
    if (!cases) continue;
    CAPTURE(seed);
    ++programs;
    Random random(seed);
    give_routes(p, random);
    Told expected;
    for (const Case& c : *cases) look(p, c, expected);
    Sink sink;
    VerifyOptions options;
    options.today = test::today();
    const RouteFindings found = verify_routes(p, options, sink);
    CHECK(sink.all().empty());
    CHECK(found.complete);
    std::set<Failure> failures;
    for (const RouteFailure& f : found.failures) {
      failures.emplace(f.acceptance, f.route, f.rules);
      for (const Case& c : *cases) {
        if (!test::stands_for(f.witness, f.any, c)) continue;
        Told alone;
        look(p, c, alone);
        CHECK(alone.failures.contains({f.acceptance, f.route, f.rules}));
      }
    }
    CHECK(failures == expected.failures);
    std::map<std::pair<core::AcceptanceId, core::RouteId>, bool> uses;
    for (const RouteUse& u : found.uses) uses[{u.acceptance, u.route}] = u.available;
    CHECK(uses == expected.uses);
    failing += failures.size();
    for (const auto& [key, available] : uses) ++(available ? fine : never);
  }
  CHECK_DRAWN(failing > 30);
  CHECK_DRAWN(fine > 50);
  CHECK_DRAWN(never > 5);
}
