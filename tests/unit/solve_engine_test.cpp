// The engine against all assignments of small random clauses, and on questions that are hard for it.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <random>
#include <vector>

#include "solve/engine.h"

using jur::solve::Engine;

namespace {

using Clauses = std::vector<std::vector<std::int32_t>>;

constexpr int kVariables = 11;

bool holds(std::int32_t literal, unsigned assignment) {
  return ((assignment >> static_cast<unsigned>(std::abs(literal) - 1)) & 1U) == (literal > 0 ? 1U : 0U);
}

bool some_holds(const std::vector<std::int32_t>& clause, unsigned assignment) {
  for (const std::int32_t l : clause) {
    if (holds(l, assignment)) return true;
  }
  return false;
}

bool satisfies(const Clauses& clauses, const std::vector<std::int32_t>& assumed, unsigned assignment) {
  for (const auto& c : clauses) {
    if (!some_holds(c, assignment)) return false;
  }
  for (const std::int32_t l : assumed) {
    if (!holds(l, assignment)) return false;
  }
  return true;
}

bool possible(const Clauses& clauses, const std::vector<std::int32_t>& assumed) {
  for (unsigned a = 0; a < (1U << kVariables); ++a) {
    if (satisfies(clauses, assumed, a)) return true;
  }
  return false;
}

class Draw {
 public:
  explicit Draw(unsigned seed) : random_(seed) {}
  int below(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }
  std::vector<std::int32_t> literals(int most) {
    std::vector<std::int32_t> out;
    for (int i = 1 + below(most); i > 0; --i) out.push_back((1 + below(kVariables)) * (below(2) == 0 ? 1 : -1));
    return out;
  }

 private:
  std::mt19937 random_;
};

unsigned model(const Engine& e) {
  unsigned out = 0;
  for (int v = 1; v <= kVariables; ++v) out |= e.value(v) ? 1U << static_cast<unsigned>(v - 1) : 0U;
  return out;
}

// So many things into one place fewer.
void pigeons(Engine& e, int n) {
  std::vector<std::vector<std::int32_t>> in(static_cast<std::size_t>(n));
  for (auto& row : in) {
    for (int hole = 1; hole < n; ++hole) row.push_back(e.variable());
    e.clause(row);
  }
  for (std::size_t hole = 0; hole + 1 < in.size(); ++hole) {
    for (std::size_t i = 0; i < in.size(); ++i) {
      for (std::size_t j = i + 1; j < in.size(); ++j) e.clause({-in[i][hole], -in[j][hole]});
    }
  }
}

}  // namespace

TEST_CASE("each answer is that of all assignments, also as clauses are added between questions") {
  int possible_ones = 0;
  int refuted = 0;
  for (unsigned seed = 1; seed <= 300; ++seed) {
    Draw draw(seed);
    Engine engine(0);
    Clauses clauses;
    for (int v = 0; v < kVariables; ++v) (void)engine.variable();
    for (int round = 0; round < 8; ++round) {
      for (int i = 0; i < 7; ++i) {
        clauses.push_back(draw.literals(4));
        if (clauses.back().size() == 1) clauses.back().push_back(1 + draw.below(kVariables));
        engine.clause(clauses.back());
      }
      const std::vector<std::int32_t> assumed = draw.literals(4);
      const Engine::Status status = engine.check(assumed);
      REQUIRE(status == (possible(clauses, assumed) ? Engine::Status::Sat : Engine::Status::Unsat));
      if (status == Engine::Status::Sat) {
        ++possible_ones;
        REQUIRE(satisfies(clauses, assumed, model(engine)));
        continue;
      }
      ++refuted;
      const std::vector<std::int32_t> core = engine.core();
      for (const std::int32_t l : core) REQUIRE(std::find(assumed.begin(), assumed.end(), l) != assumed.end());
      REQUIRE_FALSE(possible(clauses, core));
    }
  }
  CHECK(possible_ones > 300);
  CHECK(refuted > 300);
}

TEST_CASE("what takes thousands of conflicts is refuted, and forgetting what was learnt loses nothing") {
  Engine engine(0);
  pigeons(engine, 9);
  const std::int32_t other = engine.variable();
  CHECK(engine.check(std::array{other}) == Engine::Status::Unsat);
  CHECK(engine.core().empty());
  CHECK(engine.check(std::array{-other}) == Engine::Status::Unsat);
}

TEST_CASE("a question that takes more work than it is given stays open, and the next one is answered") {
  Engine engine(500);
  const std::int32_t closed = engine.variable();
  pigeons(engine, 10);
  const std::int32_t other = engine.variable();
  engine.clause({closed, other});
  CHECK(engine.check({}) == Engine::Status::Unknown);
  CHECK_FALSE(engine.reason().empty());
  CHECK(engine.check(std::array{-closed, -other}) == Engine::Status::Unsat);
}
