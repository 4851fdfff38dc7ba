#include <algorithm>
#include <cstdlib>
#include <set>
#include <string>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "bruteforce.h"
#include "courses.h"
#include "drawn.h"
#include "evaluate/conduct.h"
#include "evaluate/evaluate.h"
#include "random_program.h"

namespace {

using namespace jur;
using namespace jur::test;
using core::ActId;
using core::FactId;

constexpr std::size_t kMostFillings = 400;
constexpr std::size_t kManyFillings = 3000;

std::string show(const core::Value& v) {
  switch (v.kind) {
    case core::ValueKind::Unknown:
      return "unknown";
    case core::ValueKind::None:
      return "none";
    case core::ValueKind::Set:
      return fmt::format("{{{}}}", fmt::join(v.set.members(), ","));
    case core::ValueKind::Bool:
    case core::ValueKind::Enum:
    case core::ValueKind::Int:
    case core::ValueKind::Date:
      break;
  }
  return std::to_string(v.number);
}

std::string show(const std::optional<Date>& d) { return d ? to_string(*d) : "-"; }

template <class T>
std::string ids(const std::vector<T>& all) {
  std::string out;
  for (const T& id : all) out += fmt::format("{} ", id.index);
  return out;
}

std::string show(const core::Verdict& v) {
  std::string out = fmt::format("act {} {} rules [{}] due {} from {} until {} missing [{}] accepted {} unverified {} possible",
                                v.act.index, core::word_name(v.word), ids(v.rules), show(v.deadline), show(v.not_before),
                                show(v.until), ids(v.missing), v.accepted.index, v.unverified);
  for (const core::Word w : v.possible) out += fmt::format(" {}", core::word_name(w));
  for (const auto& [order, word] : v.orders) out += fmt::format(" order {}={}", order.index, core::word_name(word));
  std::vector<std::string> open;  // of several sets that give a word, any may be named
  for (const core::OpenQuestion& q : v.open) {
    const bool set = q.value.kind == core::ValueKind::Set;
    open.push_back(fmt::format(" open {}={} {}", q.fact.index, set ? "a set" : show(q.value), core::word_name(q.word)));
  }
  std::sort(open.begin(), open.end());
  return out + fmt::format("{}", fmt::join(open, ""));
}

std::string show(const core::Outcome& o) {
  std::string out = o.possible ? "" : "impossible";
  for (const core::Verdict& v : o.verdicts) out += show(v) + "\n";
  for (const core::RuleTrace& t : o.rules) out += fmt::format("{}/{}/{} ", static_cast<int>(t.state), t.exception, t.by.index);
  return out;
}

std::string show(const std::vector<core::Clash>& clashes) {
  std::string out;
  for (const core::Clash& c : clashes) {
    out += fmt::format("kind {} rules [{}] acts [{}]\n", static_cast<int>(c.kind), ids(c.rules), ids(c.acts));
  }
  return out;
}

std::string show(const core::Case& c) {
  std::string out;
  for (std::size_t i = 0; i < c.values.size(); ++i) out += fmt::format("{}={} ", i, show(c.values[i]));
  return out;
}

// JUR_SEEDS multiplies the number of programs, for long runs by hand.
std::uint64_t programs(std::uint64_t n) {
  const char* more = std::getenv("JUR_SEEDS");
  return more == nullptr ? n : n * std::strtoull(more, nullptr, 10);
}

std::vector<ActId> all_acts(const core::Program& p) {
  std::vector<ActId> out;
  for (const ActId a : p.acts.ids()) out.push_back(a);
  return out;
}

// Wide domains, few unknown facts: values that no condition tells apart must be found to be so.
Shape wide() {
  Shape s = tiny();
  s.members = 7;
  s.numbers = 30;
  s.days = 40;
  s.facts = 3;
  return s;
}

Shape linked() {
  Shape s = tiny();
  s.assumptions = 3;
  s.depth = 1;
  return s;
}

// Many timed norms on few acts.
Shape crowded() {
  Shape s = tiny();
  s.facts = 3;
  s.acts = 2;
  s.rules = 8;
  s.precedence = false;
  s.assumptions = 0;
  return s;
}

// Unknown dates that conditions and periods compare with each other.
Shape dated() {
  Shape s = tiny();
  s.facts = 3;
  s.days = 12;
  s.dates = 70;
  s.rules = 4;
  s.norms = 1;
  s.presumed = false;
  return s;
}

Shape shape_of(std::uint64_t seed) {
  switch (seed % 5) {
    case 0:
      return wide();
    case 1:
      return linked();
    case 2:
      return crowded();
    case 3:
      return first_fragment();
    default:
      return tiny();
  }
}

}  // namespace

TEST_CASE("clashes of complete cases agree with all subsets of the rules, and with all courses of conduct") {
  std::size_t seen = 0;
  std::size_t large = 0;
  for (std::uint64_t seed = 0; seed < programs(1500); ++seed) {
    const core::Program p = random_program(seed, shape_of(seed));
    Random random(seed);
    for (int i = 0; i < 8; ++i) {
      const core::Case c = random_case(p, random);
      const auto expected = naive_clashes(p, c);
      const Clashes found = clashes(p, c);
      REQUIRE_MESSAGE(!found.too_large, "seed ", seed);
      REQUIRE_MESSAGE(show(found.sets) == show(expected), "seed ", seed, " case ", show(c));
      std::vector<std::vector<core::RuleId>> sets;
      for (const core::Clash& k : expected) sets.push_back(k.rules);
      REQUIRE_MESSAGE(sets == without_course(World(p, c)), "seed ", seed, " case ", show(c));
      seen += expected.size();
      for (const core::Clash& k : expected) large += k.rules.size() > 2 ? 1 : 0;
    }
  }
  CHECK_DRAWN(seen > 1000);
  CHECK_DRAWN(large > 20);
}

TEST_CASE("verdicts of partial cases agree with all completions") {
  std::size_t undetermined = 0;
  std::size_t compared = 0;
  for (std::uint64_t seed = 0; seed < programs(1200); ++seed) {
    const core::Program p = random_program(seed, shape_of(seed));
    Random random(seed);
    for (int i = 0; i < 3; ++i) {
      const core::Case c = random_partial_case(p, random);
      const auto expected = naive_evaluate(p, c, kMostFillings);
      if (!expected) continue;
      ++compared;
      const core::Outcome found = evaluate(p, c, all_acts(p));
      REQUIRE_MESSAGE(show(found) == show(*expected), "seed ", seed, " case ", show(c));
      for (const core::Verdict& v : found.verdicts) undetermined += v.word == core::Word::Undetermined ? 1 : 0;
    }
  }
  MESSAGE(compared, " cases, ", undetermined, " undetermined verdicts");
  CHECK_DRAWN(compared > 2000);
  CHECK_DRAWN(undetermined > 300);
}

TEST_CASE("unknown dates agree with all completions") {
  std::size_t compared = 0;
  for (std::uint64_t seed = 0; seed < programs(500); ++seed) {
    const core::Program p = random_program(seed, dated());
    Random random(seed);
    const core::Case c = random_partial_case(p, random);
    const auto expected = naive_evaluate(p, c, kManyFillings);
    if (!expected) continue;
    REQUIRE_MESSAGE(show(evaluate(p, c, all_acts(p))) == show(*expected), "seed ", seed, " case ", show(c));
    for (const FactId f : p.facts.ids()) compared += c[f].is_unknown() && p.facts[f].kind == core::FactKind::Date ? 1 : 0;
  }
  CHECK_DRAWN(compared > 200);
}

TEST_CASE("the random programs have every operation and every kind of norm") {
  std::set<core::Op> ops;
  std::set<core::NormKind> kinds;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const core::Program p = random_program(seed);
    for (const core::Cond& c : p.conds.all()) ops.insert(c.op);
    for (const core::Norm& n : p.norms.all()) kinds.insert(n.kind);
  }
  const std::size_t all = 0
#define OP(name) +1
#include "core/op.def"
      ;
  CHECK(ops.size() == all);
  CHECK(kinds.size() == 5);
}

TEST_CASE("a condition as a function of one number agrees with trying each number") {
  for (std::uint64_t seed = 0; seed < programs(300); ++seed) {
    const core::Program p = random_program(seed, shape_of(seed));
    Random random(seed);
    core::Case c = random_case(p, random);
    for (const FactId f : p.facts.ids()) {
      const core::Fact& fact = p.facts[f];
      if (fact.kind != core::FactKind::Int && fact.kind != core::FactKind::Date) continue;
      for (const core::CondId cond : p.conds.ids()) {
        const IntervalSet where = holds_where(p, cond, c, f);
        core::Case moved = c;
        for (std::int64_t n = fact.lo; n <= fact.hi; ++n) {
          moved[f] = {fact.kind == core::FactKind::Int ? core::ValueKind::Int : core::ValueKind::Date, n, {}};
          REQUIRE_MESSAGE(where.contains(n) == naive_truth(p, cond, moved), "seed ", seed, " condition ", cond.index, " at ", n);
        }
      }
    }
  }
}
