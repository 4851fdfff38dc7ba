// verify_precedence() against all complete cases of small random programs: a statement is found to be without effect where no
// case brings two of its rules together, and nowhere else; what is said to keep them apart does, all of it being needed.
#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <set>

#include "bruteforce.h"
#include "drawn.h"
#include "random_program.h"
#include "verify/never_meets.h"

using namespace jur;

namespace {

using core::Case;
using core::CondId;
using core::Program;
using core::RuleId;
using core::StatementId;

constexpr std::size_t kMostCases = 1'500;

struct Pair {
  RuleId winner;
  RuleId loser;
  CondId days;
};

class Reader {
 public:
  Reader(const Program& p, std::vector<Case> all) : p_(p), all_(std::move(all)) {}

  bool some_case() {
    return std::any_of(all_.begin(), all_.end(), [&](const Case& c) { return assumed(c); });
  }
  std::vector<Pair> pairs(StatementId s) const {
    std::vector<Pair> out;
    for (const RuleId loser : p_.rules.ids()) {
      const core::Rule& rule = p_.rules[loser];
      for (std::size_t i = 0; i < rule.defeated_by.size(); ++i) {
        if (std::count(rule.defeat_said[i].begin(), rule.defeat_said[i].end(), s) != 0)
          out.push_back({rule.defeated_by[i], loser, rule.defeat_when[i]});
      }
    }
    return out;
  }
  bool meet(const Pair& pair) {
    return std::any_of(all_.begin(), all_.end(), [&](const Case& c) {
      return assumed(c) && is(pair.days, c) && would_apply(pair.winner, c) && would_apply(pair.loser, c) &&
             changes(pair.loser, c);
    });
  }

  // The grounds leave no case to the pair, and all but any one of them leave one.
  void check_why(const Pair& pair, const NeverMeets& found) {
    std::vector<std::function<bool(const Case&)>> grounds;
    if (found.days) grounds.push_back([&](const Case& c) { return is(pair.days, c); });
    if (found.effect) grounds.push_back([&](const Case& c) { return changes(pair.loser, c); });
    for (const IdleGround& g : found.why) {
      const std::pair<CondId, bool> ground = condition_of(g);
      grounds.push_back([this, ground](const Case& c) { return is(ground.first, c) == ground.second; });
    }
    const auto left = [&](std::size_t without) {
      return std::any_of(all_.begin(), all_.end(), [&](const Case& c) {
        for (std::size_t i = 0; i < grounds.size(); ++i) {
          if (i != without && !grounds[i](c)) return false;
        }
        return true;
      });
    };
    CHECK_FALSE(left(grounds.size()));
    for (std::size_t i = 0; i < grounds.size(); ++i) CHECK(left(i));
  }

 private:
  bool is(CondId c, const Case& k) const { return test::naive_truth(p_, c, k); }
  bool assumed(const Case& c) const {
    return std::all_of(p_.assumptions.begin(), p_.assumptions.end(), [&](CondId a) { return is(a, c); });
  }
  bool would_apply(RuleId r, const Case& c) const {
    const core::Rule& rule = p_.rules[r];
    return is(rule.in_force, c) && is(rule.when, c) &&
           std::none_of(rule.exceptions.begin(), rule.exceptions.end(), [&](const core::Exception& e) { return is(e.holds, c); });
  }
  bool changes(RuleId r, const Case& c) const {
    for (const core::Norm& n : p_.norms.all()) {
      if (n.rule == r && (!n.rest.valid() || is(n.rest, c))) return true;
    }
    for (const RuleId other : p_.rules.ids()) {
      const core::Rule& rule = p_.rules[other];
      for (std::size_t i = 0; i < rule.defeated_by.size(); ++i) {
        if (rule.defeated_by[i] == r && is(rule.defeat_when[i], c) && would_apply(other, c)) return true;
      }
    }
    return false;
  }
  std::pair<CondId, bool> condition_of(const IdleGround& g) const {
    for (std::size_t i = 0; i < p_.assumptions.size(); ++i) {
      if (g.kind == IdleGround::Kind::Assumption && p_.assumption_spans[i] == g.span) return {p_.assumptions[i], true};
    }
    REQUIRE(g.rule.valid());
    const core::Rule& rule = p_.rules[g.rule];
    if (g.kind == IdleGround::Kind::InForce) return {rule.in_force, true};
    for (const core::Exception& e : rule.exceptions) {
      if (g.kind == IdleGround::Kind::Exception && e.span == g.span) return {e.holds, false};
    }
    for (const core::Part& part : rule.parts) {
      if (part.span == g.span) return {part.holds, true};
    }
    return {rule.when, true};
  }

  const Program& p_;
  std::vector<Case> all_;
};

// Statements of one pair and of several, pairs that two of them name.
void state(Program& p, std::uint64_t seed, test::Places& places) {
  test::Random random(seed);
  for (core::Rule& r : p.rules.all()) {
    for (std::size_t i = 0; i < r.defeated_by.size(); ++i) {
      std::vector<StatementId> said;
      if (p.statements.size() > 0 && random.chance(30)) said.push_back(StatementId(random.below(p.statements.size())));
      if (said.empty() || random.chance(20))
        said.push_back(p.statements.add({p.rules[r.defeated_by[i]].name, r.name, places.next()}));
      r.defeat_said.push_back(std::move(said));
    }
  }
}

struct Tally {
  std::size_t never = 0;
  std::size_t met = 0;
  std::size_t several = 0;
  std::size_t by_days = 0;
  std::size_t by_effect = 0;
  std::size_t by_assumption = 0;
};

Tally run(const test::Shape& shape, std::uint64_t first, std::size_t count) {
  Tally tally;
  std::size_t programs = 0;
  for (std::uint64_t seed = first; programs < count; ++seed) {
    Program p = test::random_program(seed, shape);
    auto cases = test::every_case(p, kMostCases);
    if (!cases) continue;
    test::Places places;
    test::give_places(p, places);
    state(p, seed, places);
    ++programs;
    CAPTURE(seed);
    Reader reader(p, std::move(*cases));
    Sink sink;
    const PrecedenceFindings found = verify_precedence(p, {}, sink);
    CHECK(sink.all().empty());
    CHECK(found.complete);
    std::set<Span> never;
    for (const NeverMeets& n : found.all) never.insert(p.statements[n.statement].span);
    if (!reader.some_case()) {
      CHECK(never.empty());
      continue;
    }
    for (const StatementId s : p.statements.ids()) {
      const auto pairs = reader.pairs(s);
      const bool meet = std::any_of(pairs.begin(), pairs.end(), [&](const Pair& x) { return reader.meet(x); });
      CHECK(never.contains(p.statements[s].span) == !meet);
      CHECK(found.met.contains(p.statements[s].span) == meet);
      tally.met += meet ? 1 : 0;
    }
    for (const NeverMeets& n : found.all) {
      const auto pairs = reader.pairs(n.statement);
      CHECK(n.pairs == pairs.size());
      const bool shown = n.days || n.effect || !n.why.empty();
      if (pairs.size() == 1 || shown) {
        for (const Pair& pair : pairs) {
          if (pair.winner == n.winner && pair.loser == n.loser) reader.check_why(pair, n);
        }
      }
      ++tally.never;
      tally.several += pairs.size() > 1 ? 1 : 0;
      tally.by_days += n.days ? 1 : 0;
      tally.by_effect += n.effect ? 1 : 0;
      tally.by_assumption +=
          std::any_of(n.why.begin(), n.why.end(), [](const IdleGround& g) { return g.kind == IdleGround::Kind::Assumption; }) ? 1
                                                                                                                              : 0;
    }
  }
  return tally;
}

}  // namespace

TEST_CASE("a statement is without effect where no case brings two of its rules together") {
  test::Shape shape = test::tiny();
  shape.twins = true;
  shape.assumptions = 3;
  const Tally t = run(shape, 1, 1'000);
  CHECK_DRAWN(t.never > 100);
  CHECK_DRAWN(t.met > 100);
  CHECK_DRAWN(t.several > 5);
  CHECK_DRAWN(t.by_days > 5);
  CHECK_DRAWN(t.by_effect > 5);
  CHECK_DRAWN(t.by_assumption > 5);
}

TEST_CASE("the same of many rules on few facts") {
  test::Shape shape = test::tiny();
  shape.twins = true;
  shape.facts = 2;
  shape.rules = 12;
  shape.depth = 1;
  const Tally t = run(shape, 90'000, 300);
  CHECK_DRAWN(t.never > 100);
  CHECK_DRAWN(t.met > 100);
}
