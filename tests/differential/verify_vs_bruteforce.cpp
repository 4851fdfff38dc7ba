// verify() against all complete cases of small random programs: the same findings, windows, acts and acceptances; each
// witness shows its finding, and no fact that is called indifferent or decisive is wrongly so.
#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string>

#include "evaluate/conduct.h"
#include "random_program.h"
#include "verify/verify.h"

using namespace jur;

namespace {

using core::Case;
using core::FactId;
using core::FactKind;
using core::Program;
using core::Value;
using Key = std::pair<bool, std::vector<std::string>>;  // a permission?, names

std::vector<Value> values_of(const Program& p, FactId id) {
  const core::Fact& f = p.facts[id];
  std::vector<Value> out;
  if (f.or_none) out.push_back(Value::none());
  switch (f.kind) {
    case FactKind::Bool:
      out.push_back(Value::of_bool(false));
      out.push_back(Value::of_bool(true));
      break;
    case FactKind::Enum:
      for (std::size_t v = 0; v < p.domains[f.domain].members.size(); ++v) out.push_back(Value::of_enum(v));
      break;
    case FactKind::Int:
      for (std::int64_t n = f.lo; n <= f.hi; ++n) out.push_back(Value::of_int(n));
      break;
    case FactKind::Date:
      for (std::int64_t n = f.lo; n <= f.hi; ++n) out.push_back(Value::of_date(Date{static_cast<std::int32_t>(n)}));
      break;
    case FactKind::Set: {
      const std::size_t size = p.domains[f.domain].members.size();
      for (std::size_t bits = 0; bits < (std::size_t{1} << size); ++bits) {
        ValueSet s(size);
        for (std::size_t i = 0; i < size; ++i) {
          if (((bits >> i) & 1U) != 0) s.insert(i);
        }
        out.push_back(Value::of_set(std::move(s)));
      }
      break;
    }
  }
  return out;
}

std::size_t count_cases(const Program& p) {
  std::size_t n = 1;
  for (const FactId f : p.facts.ids()) n = std::min<std::size_t>(n * values_of(p, f).size(), 1'000'000);
  return n;
}

// Every possible complete case that has the values of `pinned` where these are known.
void for_each_case(const Program& p, const Case& pinned, const std::function<void(const Case&, const Truths&)>& visit) {
  std::vector<std::vector<Value>> choices;
  for (const FactId f : p.facts.ids()) {
    choices.push_back(pinned[f].is_unknown() ? values_of(p, f) : std::vector{pinned[f]});
  }
  Case c;
  c.values.resize(p.facts.size());
  const std::function<void(std::size_t)> fill = [&](std::size_t i) {
    if (i == choices.size()) {
      const Truths truths(p, c);
      if (is_valid(p, truths)) visit(c, truths);
      return;
    }
    for (const Value& v : choices[i]) {
      c.values[i] = v;
      fill(i + 1);
    }
  };
  fill(0);
}

std::vector<std::string> names_of(const Program& p, const std::vector<core::RuleId>& rules) {
  std::set<std::string> out;
  for (const core::RuleId r : rules) out.insert(p.rules[r].name);
  return {out.begin(), out.end()};
}

struct Seen {
  IntervalSet days;
  std::set<core::ActId> acts;
};

struct Expected {
  Seen all;
  Seen rest;  // of cases that no acceptance covers
};

struct Sets {
  std::map<Key, std::vector<std::pair<std::vector<core::RuleId>, std::vector<core::ActId>>>> found;
  bool too_large = false;
};

Sets sets_of(const Program& p, const Case& c, const Truths& truths) {
  const Conduct conduct(p, truths, c);
  Sets out;
  const Clashes there = clashes(conduct);
  out.too_large = there.too_large;
  for (const core::Clash& s : there.sets) out.found[{false, names_of(p, s.rules)}].emplace_back(s.rules, s.acts);
  for (const PermissionMeetsBan& m : permissions_against_bans(conduct)) {
    const core::Norm& a = p.norms[m.permission];
    const core::Norm& b = p.norms[m.against];
    std::vector<core::RuleId> rules{a.rule, b.rule};
    out.found[{true, names_of(p, rules)}].emplace_back(rules, std::vector{a.act, b.act});
  }
  return out;
}

void add(Seen& seen, std::int64_t day, const std::vector<core::ActId>& acts) {
  seen.days.add(day, day);
  seen.acts.insert(acts.begin(), acts.end());
}

// What was met, so that the test cannot pass for want of anything to compare.
struct Tally {
  std::size_t programs = 0;
  std::size_t skipped = 0;
  std::map<std::size_t, std::size_t> by_size;  // contradictions, by number of rules
  std::size_t permissions = 0;
  std::size_t accepted = 0;
  std::size_t many_windows = 0;
  std::size_t with_indifferent = 0;
};

void count(Tally& t, const Finding& f) {
  if (f.code == Code::PermissionAgainstBan) {
    ++t.permissions;
  } else {
    ++t.by_size[f.rules.size()];
  }
  if (f.accepted.valid()) ++t.accepted;
  if (f.days.parts().size() > 1) ++t.many_windows;
  if (!f.any.empty()) ++t.with_indifferent;
}

bool compare(const Program& p, Tally& tally) {
  std::map<Key, Expected> expected;
  std::set<std::uint32_t> used;
  bool possible = false;
  bool skip = false;
  Case open;
  open.values.resize(p.facts.size());
  for_each_case(p, open, [&](const Case& c, const Truths& truths) {
    possible = true;
    const Sets sets = sets_of(p, c, truths);
    skip = skip || sets.too_large;
    for (const auto& [key, ways] : sets.found) {
      for (const auto& [rules, acts] : ways) {
        bool covered = false;
        for (const core::AcceptanceId a : p.acceptances.ids()) {
          if (!truths[p.acceptances[a].when] || !covers(p.acceptances[a], rules)) continue;
          covered = true;
          used.insert(a.index);
        }
        Expected& e = expected[key];
        add(e.all, c[p.as_of].number, acts);
        if (!covered) add(e.rest, c[p.as_of].number, acts);
      }
    }
  });
  if (skip) return false;

  Sink sink;
  const Findings findings = verify(p, {}, sink);
  CHECK(sink.has_errors() == !possible);
  CHECK(findings.complete == possible);
  std::set<Key> reported;
  for (const Finding& f : findings.all) {
    count(tally, f);
    const Key key{f.code == Code::PermissionAgainstBan, f.rules};
    CHECK(reported.insert(key).second);
    REQUIRE(expected.contains(key));
    const Expected& e = expected.at(key);
    CHECK(f.accepted.valid() == e.rest.days.empty());
    const Seen& seen = f.accepted.valid() ? e.all : e.rest;
    CHECK(f.days == seen.days);
    CHECK(f.acts == std::vector(seen.acts.begin(), seen.acts.end()));
    REQUIRE(f.witness.values.size() == p.facts.size());
    CHECK(f.days.contains(f.witness[p.as_of].number));
    CHECK(f.norm.valid());
    CHECK_FALSE(f.against.empty());

    const auto shows_everywhere = [&](const Case& pinned) {
      bool all = true;
      std::size_t cases = 0;
      for_each_case(p, pinned, [&](const Case& c, const Truths& truths) {
        ++cases;
        const Sets sets = sets_of(p, c, truths);
        const auto it = sets.found.find(key);
        bool here = it != sets.found.end();
        if (here && !f.accepted.valid()) {
          here = std::any_of(it->second.begin(), it->second.end(),
                             [&](const auto& way) { return !accepted_by(p, truths, way.first).valid(); });
        }
        all = all && here;
      });
      return all && cases > 0;
    };
    Case pinned = f.witness;
    CHECK(shows_everywhere(pinned));
    for (const FactId id : f.any) pinned[id] = Value::unknown();
    CHECK(shows_everywhere(pinned));
    for (const FactId id : p.facts.ids()) {
      if (pinned[id].is_unknown()) continue;
      Case freer = pinned;
      freer[id] = Value::unknown();
      if (values_of(p, id).size() > 1) CHECK_FALSE(shows_everywhere(freer));
    }
  }
  CHECK(reported.size() == expected.size());
  for (const core::AcceptanceId a : p.acceptances.ids()) {
    CHECK((findings.acceptances[a.index] == AcceptanceState::Covers) == used.contains(a.index));
  }
  return true;
}

Tally run(const test::Shape& shape, std::uint64_t first, std::size_t count) {
  Tally tally;
  for (std::uint64_t seed = first; tally.programs < count; ++seed) {
    const Program p = test::random_program(seed, shape);
    if (count_cases(p) > 4'000) continue;
    CAPTURE(seed);
    ++tally.programs;
    if (!compare(p, tally)) ++tally.skipped;
  }
  CHECK(tally.skipped * 20 < tally.programs);
  return tally;
}

}  // namespace

TEST_CASE("verify finds what all cases show: any construct") {
  Tally t = run(test::tiny(), 1, 600);
  CHECK(t.by_size[1] > 20);
  CHECK(t.by_size[2] > 100);
  CHECK(t.permissions > 50);
  CHECK(t.accepted > 20);
  CHECK(t.with_indifferent > 100);
}

TEST_CASE("verify finds what all cases show: the first fragment") {
  test::Shape shape = test::first_fragment();
  shape.facts = 4;
  shape.days = 6;
  Tally t = run(shape, 10'000, 500);
  CHECK(t.by_size[2] > 100);
  CHECK(t.many_windows > 10);
}

TEST_CASE("verify finds what all cases show: many rules and periods on few facts") {
  test::Shape shape = test::tiny();
  shape.facts = 2;
  shape.acts = 2;
  shape.rules = 9;
  shape.orders = 3;
  shape.days = 12;
  Tally t = run(shape, 20'000, 500);
  CHECK(t.by_size[2] > 200);
  CHECK(t.many_windows > 30);
}

TEST_CASE("verify finds what all cases show: sets of three rules and more") {
  test::Shape shape = test::tiny();
  shape.facts = 2;
  shape.acts = 1;
  shape.norms = 1;
  shape.rules = 10;
  shape.depth = 1;
  shape.days = 6;
  shape.permissions = shape.precedence = false;
  Tally t = run(shape, 30'000, 3'000);
  CHECK(t.by_size[3] > 100);
  CHECK(t.by_size[4] + t.by_size[5] > 2);
}
