// Two versions of small random programs against all cases that both know: a change of a verdict is told exactly where some case
// has it, with the days on which there are such cases; what is shown of it is true of each case that it stands for.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "core/builder.h"
#include "core/case_json.h"
#include "drawn.h"
#include "evaluate/evaluate.h"
#include "evaluate/judge.h"
#include "findings.h"
#include "random_program.h"
#include "verify/difference.h"

using namespace jur;

namespace {

using core::Case;
using core::FactId;
using core::NormKind;
using core::Program;
using core::Word;
using test::Random;

constexpr std::size_t kMostCases = 700;

template <class Store>
auto any_of(const Store& store, Random& random) {
  const auto ids = store.ids();
  auto it = ids.begin();
  for (std::size_t n = random.below(store.size()); n > 0; --n) ++it;
  return *it;
}

void give_hours(Program& p, Random& random) {
  for (core::Norm& n : p.norms.all()) {
    if (n.kind == NormKind::Duty && n.period.until && random.chance(30)) n.hours = Duration{random.between(1, 2), TimeUnit::Hour};
  }
}

void edit_norm(Program& p, Random& random) {
  core::Builder build(p);
  core::Norm& n = p.norms[any_of(p.norms, random)];
  switch (random.below(5)) {
    case 0:
      n.effect = build.never();
      break;
    case 1:
      n.effect = build.all({n.effect, any_of(p.conds, random)});
      break;
    case 2:
      n.kind = static_cast<NormKind>(random.below(5));
      break;
    case 3:
      if (n.period.until) n.period.until->steps.push_back({false, random.between(1, 3)});
      break;
    case 4:
      if (n.period.from) n.period.from->steps.push_back({false, -random.between(1, 3)});
      break;
  }
}

void reorder(Program& p, Random& random) {
  std::vector<core::Norm> all(p.norms.all().begin(), p.norms.all().end());
  for (std::size_t i = all.size(); i > 1; --i) std::swap(all[i - 1], all[random.below(i)]);
  p.norms = {};
  for (core::Norm& n : all) p.norms.add(std::move(n));
}

void edit_conduct(Program& p, Random& random) {
  const core::CondId when = any_of(p.conds, random);
  const core::ActId a = any_of(p.acts, random);
  const core::ActId b = any_of(p.acts, random);
  if (random.chance(40) && !p.implications.empty()) p.implications.pop_back();
  if (random.chance(40) && !p.exclusions.empty()) p.exclusions.front().when = when;
  if (a == b) return;
  if (random.chance(50)) {
    p.implications.push_back({a, b, when, {}});
  } else {
    p.exclusions.push_back({a, b, when, {}});
  }
}

void edit_facts(Program& p, Random& random) {
  const FactId id = any_of(p.facts, random);
  core::Fact& f = p.facts[id];
  if (id == p.as_of) return;
  switch (random.below(3)) {
    case 0:
      f.name += "x";
      if (!f.optional && random.chance(70)) f.fallback = test::values_of(p, id).front();
      break;
    case 1:
      if (f.kind == core::FactKind::Enum) p.domains[f.domain].members.back() = "other";
      if (f.kind == core::FactKind::Int && f.lo < f.hi && !f.fallback && !f.presumed) ++f.lo;
      break;
    case 2:
      if (!f.fallback && !f.presumed) f.or_none = false;
      break;
  }
}

Program edited(Program p, Random& random) {
  for (std::size_t n = random.below(6); n > 0; --n) {
    switch (random.below(8)) {
      case 0:
        edit_conduct(p, random);
        break;
      case 1:
        edit_facts(p, random);
        break;
      case 2:
        if (random.chance(50)) {
          p.assumptions.push_back(any_of(p.conds, random));
        } else {
          p.assumptions.clear();
        }
        break;
      case 3:
        reorder(p, random);
        break;
      case 4:
        p.rules[any_of(p.rules, random)].name += "x";
        break;
      default:
        edit_norm(p, random);
    }
  }
  return p;
}

// The value names a member that the enum of that name in the other version lacks.
bool gone(const Program& p, const Program& other, FactId f, const core::Value& v) {
  const core::Fact& fact = p.facts[f];
  if (fact.kind != core::FactKind::Enum && fact.kind != core::FactKind::Set) return false;
  const core::Domain& own = p.domains[fact.domain];
  for (const core::Domain& theirs : other.domains.all()) {
    if (theirs.name != own.name) continue;
    const auto lacks = [&](std::size_t m) {
      return std::find(theirs.members.begin(), theirs.members.end(), own.members[m]) == theirs.members.end();
    };
    if (v.kind == core::ValueKind::Enum) return lacks(static_cast<std::size_t>(v.number));
    if (v.kind != core::ValueKind::Set) return false;
    const auto members = v.set.members();
    return std::any_of(members.begin(), members.end(), lacks);
  }
  return false;
}

// By the facts that both versions have; a case in which a fact that one of them lacks has not its default, or a value of an enum
// that the other lacks, has no key.
using Key = std::map<std::string, std::string>;
std::optional<Key> key_of(const Program& p, const Program& other, const Case& c) {
  Key out;
  for (const FactId f : p.facts.ids()) {
    const core::Fact& fact = p.facts[f];
    const auto theirs = other.facts.all();
    const bool both = std::any_of(theirs.begin(), theirs.end(), [&](const core::Fact& g) { return g.name == fact.name; });
    if (both) out[fact.name] = core::show_value(p, f, c[f]);
    if (!both && ((fact.fallback && c[f] != *fact.fallback) || gone(p, other, f, c[f]))) return std::nullopt;
  }
  return out;
}

using Change = std::tuple<std::string, std::string, Word, Word>;
struct Seen {
  std::set<std::int64_t> days;
  std::set<std::pair<std::size_t, std::size_t>> cases;
};

core::Verdict verdict_of(const Program& p, const core::Outcome& all, const std::string& party, const std::string& action) {
  for (std::size_t i = 0; i < all.verdicts.size(); ++i) {
    const core::Act& a = p.acts[all.verdicts[i].act];
    if (a.party == party && a.action == action) return all.verdicts[i];
  }
  return {};
}

bool changed(const core::Verdict& a, const core::Verdict& b) {
  if (a.word != b.word) return true;
  return a.word != Word::Contradictory &&
         (a.deadline != b.deadline || a.hours != b.hours || a.not_before != b.not_before || a.until != b.until);
}

struct Tally {
  std::size_t programs = 0;
  std::size_t same = 0;
  std::size_t words = 0;
  std::size_t dates = 0;
  std::size_t scenarios = 0;
};

void compare(const Program& p, const Program& q, const std::vector<Case>& old_cases, const std::vector<Case>& new_cases,
             Tally& tally) {
  std::map<Key, std::vector<std::size_t>> known;
  for (std::size_t i = 0; i < old_cases.size(); ++i) {
    if (const auto key = key_of(p, q, old_cases[i])) known[*key].push_back(i);
  }
  const auto acts_of = [](const Program& program) {
    std::vector<core::ActId> out;
    for (const core::ActId a : program.acts.ids()) out.push_back(a);
    return out;
  };
  std::set<std::pair<std::string, std::string>> acts;
  for (const Program* program : {&p, &q}) {
    for (const core::ActId a : program->outputs) acts.emplace(program->acts[a].party, program->acts[a].action);
  }
  std::vector<core::Outcome> old_outcomes;
  for (const Case& c : old_cases) old_outcomes.push_back(evaluate(p, c, acts_of(p)));
  std::map<Change, Seen> expected;
  std::set<std::pair<std::size_t, std::size_t>> pairs;
  for (std::size_t j = 0; j < new_cases.size(); ++j) {
    const auto key = key_of(q, p, new_cases[j]);
    if (!key || !known.contains(*key)) continue;
    const core::Outcome after = evaluate(q, new_cases[j], acts_of(q));
    for (const std::size_t i : known.at(*key)) {
      pairs.emplace(i, j);
      for (const auto& [party, action] : acts) {
        const core::Verdict was = verdict_of(p, old_outcomes[i], party, action);
        const core::Verdict is = verdict_of(q, after, party, action);
        if (!changed(was, is)) continue;
        Seen& seen = expected[{party, action, was.word, is.word}];
        seen.days.insert(new_cases[j][q.as_of].number);
        seen.cases.emplace(i, j);
      }
    }
  }
  Sink sink;
  const Differences found = differences(p, q, {}, sink);
  CHECK(sink.all().empty());
  CHECK(found.complete);
  CHECK(found.all.size() == expected.size());
  for (const Difference& d : found.all) {
    CAPTURE(d.party + " " + d.action + " " + core::word_name(d.from) + " " + core::word_name(d.to));
    const auto it = expected.find({d.party, d.action, d.from, d.to});
    REQUIRE(it != expected.end());
    IntervalSet days;
    for (const std::int64_t day : it->second.days) days.add(day, day);
    CHECK(d.days == days);
    for (const auto& [i, j] : pairs) {
      if (!test::stands_for(d.before.witness, d.before.any, old_cases[i])) continue;
      if (test::stands_for(d.after.witness, d.after.any, new_cases[j])) CHECK(it->second.cases.contains({i, j}));
    }
    ++(d.from == d.to ? tally.dates : tally.words);
    for (const bool old : {true, false}) {
      const Difference::Side& side = old ? d.before : d.after;
      if (side.shown.expectations.empty()) continue;
      core::Scenario pasted = side.shown;
      const Program& own = old ? p : q;
      for (const FactId f : side.omitted) pasted.facts[f] = own.facts[f].fallback.value_or(core::Value::unknown());
      const Judgment j = judge(own, pasted);
      CHECK((j.possible && j.unmet.empty()));
      ++tally.scenarios;
    }
  }
  if (expected.empty()) ++tally.same;
}

Tally run(const test::Shape& shape, std::uint64_t first, std::size_t count) {
  Tally tally;
  for (std::uint64_t seed = first; tally.programs < count; ++seed) {
    Random random(seed * 3 + 1);
    Program p = test::random_program(seed, shape);
    give_hours(p, random);
    const Program q = edited(p, random);
    const auto old_cases = test::possible_cases(p, kMostCases);
    const auto new_cases = test::possible_cases(q, kMostCases);
    if (!old_cases || !new_cases) continue;
    CAPTURE(seed);
    ++tally.programs;
    compare(p, q, *old_cases, *new_cases, tally);
  }
  return tally;
}

}  // namespace

TEST_CASE("verdicts changed where some case says so") {
  const Tally t = run(test::tiny(), 1, 1'500);
  CHECK_DRAWN(t.same > 100);
  CHECK_DRAWN(t.words > 200);
  CHECK_DRAWN(t.dates > 40);
  CHECK_DRAWN(t.scenarios > 400);
}

TEST_CASE("verdicts changed where some case says so: many dates") {
  test::Shape shape = test::tiny();
  shape.facts = 2;
  shape.acts = 2;
  shape.norms = 1;
  shape.rules = 8;
  shape.depth = 1;
  shape.dates = 60;
  shape.permissions = shape.precedence = false;
  const Tally t = run(shape, 70'000, 1'500);
  CHECK_DRAWN(t.dates > 100);
}
