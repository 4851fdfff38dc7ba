// What `check` proves of small source programs against all their complete cases, read by the page alone: contradictions with
// windows and acts, acceptances, routes, properties.
#include <cstdlib>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "../compile.h"
#include "drawn.h"
#include "findings.h"
#include "source_claims.h"
#include "source_compare.h"
#include "source_findings.h"
#include "source_random.h"
#include "verify/properties.h"
#include "verify/routes.h"
#include "verify/verify.h"

using namespace jur;
using namespace jur::test::form;

namespace {

constexpr std::size_t kMostCases = 1'500;
constexpr std::size_t kProperties = 5;

struct Property {
  Maybe when;
  Ask ask;
};

struct Tally {
  std::size_t programs = 0;
  std::size_t cases = 0;
  std::size_t contradictions = 0;
  std::size_t larger = 0;  // of three rules and more
  std::size_t permissions = 0;
  std::size_t between = 0;
  std::size_t windows = 0;  // findings with several
  std::size_t accepted = 0;
  std::size_t partly = 0;
  std::size_t fine = 0;  // routes that lead out
  std::size_t failing = 0;
  std::size_t held = 0;
  std::size_t refuted = 0;
};

// A program, all its cases, and what they show.
struct Whole {
  Form form;
  Accepting accepting;
  std::vector<Property> properties;
  std::string text;
  std::vector<Case> cases;
  std::vector<std::vector<Shown>> shown;  // by case
  const core::Program* program = nullptr;
  std::vector<core::Case> facts;  // by case, as the program has them
};

struct Expected {
  IntervalSet all;
  IntervalSet rest;  // where no acceptance covers it
  std::set<std::string> acts;
  std::set<std::string> rest_acts;
  bool one_order = true;
};

std::string show(const Key& key) { return fmt::format("{}{}", key.first ? "a permission, " : "", fmt::join(key.second, " + ")); }

std::string show(const IntervalSet& days) {
  std::string out;
  for (const Interval& i : days.parts()) {
    out += fmt::format(" {}..{}", to_string(Date{static_cast<std::int32_t>(i.lo)}),
                       to_string(Date{static_cast<std::int32_t>(i.hi)}));
  }
  return out;
}

std::set<std::string> names(const core::Program& p, const std::vector<core::ActId>& acts) {
  std::set<std::string> out;
  for (const core::ActId a : acts) out.insert(p.acts[a].party + " " + p.acts[a].action);
  return out;
}

std::map<Key, Expected> expected_of(const Whole& w) {
  std::map<Key, Expected> out;
  for (std::size_t i = 0; i < w.cases.size(); ++i) {
    const std::int64_t day = w.cases[i][w.form.as_of].number;
    for (const Shown& s : w.shown[i]) {
      Expected& e = out[s.key];
      e.all.add(day, day);
      e.acts.insert(s.acts.begin(), s.acts.end());
      e.one_order = within_one_order(w.form, s);
      if (!s.accepted_by.empty()) continue;
      e.rest.add(day, day);
      e.rest_acts.insert(s.acts.begin(), s.acts.end());
    }
  }
  return out;
}

// Every case that the witness stands for shows the finding.
bool witnessed(const Whole& w, const Finding& f, const Key& key) {
  bool some = false;
  for (std::size_t i = 0; i < w.cases.size(); ++i) {
    if (!test::stands_for(f.witness, f.any, w.facts[i])) continue;
    some = true;
    const bool here = std::any_of(w.shown[i].begin(), w.shown[i].end(),
                                  [&](const Shown& s) { return s.key == key && (f.accepted.valid() || s.accepted_by.empty()); });
    if (!here) return false;
  }
  return some;
}

std::optional<std::string> findings_differ(const Whole& w, const VerifyOptions& options, Tally& tally) {
  const core::Program& p = *w.program;
  Sink sink;
  const Findings found = verify(p, options, sink);
  if (sink.has_errors() != w.cases.empty()) return "whether some case is possible";
  auto expected = expected_of(w);
  std::set<std::size_t> used;
  for (const auto& in_case : w.shown) {
    for (const Shown& s : in_case) used.insert(s.accepted_by.begin(), s.accepted_by.end());
  }
  for (const Finding& f : found.all) {
    const Key key{f.code == Code::PermissionAgainstBan, f.rules};
    const auto it = expected.find(key);
    if (it == expected.end()) return "no case shows it, or told twice: " + show(key);
    const Expected& e = it->second;
    const bool accepted = e.rest.empty();
    if (f.accepted.valid() != accepted) return "whether it is accepted: " + show(key);
    if (!key.first && (f.code == Code::ContradictionWithinOrder) != e.one_order) return "of how many orders: " + show(key);
    const IntervalSet& days = accepted ? e.all : e.rest;
    if (f.days != days) return fmt::format("{}: windows{}, all cases show{}", show(key), show(f.days), show(days));
    const auto& acts = accepted ? e.acts : e.rest_acts;
    if (names(p, f.acts) != acts) {
      return fmt::format("{}: acts {}, all cases show {}", show(key), fmt::join(names(p, f.acts), "; "), fmt::join(acts, "; "));
    }
    if (!witnessed(w, f, key)) return "the witness: " + show(key);
    tally.contradictions += key.first ? 0 : 1;
    tally.larger += !key.first && f.rules.size() > 2 ? 1 : 0;
    tally.permissions += key.first ? 1 : 0;
    tally.between += e.one_order ? 0 : 1;
    tally.windows += f.days.parts().size() > 1 ? 1 : 0;
    tally.accepted += accepted ? 1 : 0;
    tally.partly += !accepted && e.all != e.rest ? 1 : 0;
    expected.erase(it);
  }
  if (!expected.empty()) return "not found: " + show(expected.begin()->first);
  for (std::size_t i = 0; i < w.accepting.acceptances.size() && !w.cases.empty(); ++i) {
    const AcceptanceState state = w.accepting.acceptances[i].expired ? AcceptanceState::Expired
                                  : used.contains(i)                 ? AcceptanceState::Covers
                                                                     : AcceptanceState::Idle;
    if (found.acceptances.at(i) != state) return fmt::format("the state of acceptance {}", i);
  }
  return std::nullopt;
}

std::optional<std::string> routes_differ(const Whole& w, const VerifyOptions& options, Tally& tally) {
  Sink sink;
  const RouteFindings found = verify_routes(*w.program, options, sink);
  if (!sink.all().empty() || !found.complete) return "the routes' proof";
  Ways ways;
  for (std::size_t i = 0; i < w.cases.size(); ++i) look(w.form, w.accepting, w.cases[i], w.shown[i], ways);
  const auto route = [&](core::RouteId id) {
    const std::string& name = w.program->routes[id].name;
    return static_cast<std::size_t>(std::stoul(name.substr(name.find("way") + 3)));
  };
  std::set<Failure> failures;
  for (const RouteFailure& f : found.failures) {
    const Failure key{f.acceptance.index, route(f.route), f.rules};
    failures.insert(key);
    for (std::size_t i = 0; i < w.cases.size(); ++i) {
      if (!test::stands_for(f.witness, f.any, w.facts[i])) continue;
      Ways alone;
      look(w.form, w.accepting, w.cases[i], w.shown[i], alone);
      if (!alone.failures.contains(key)) return "the witness of a route that fails";
    }
  }
  if (failures != ways.failures) return fmt::format("{} routes fail, all cases show {}", failures.size(), ways.failures.size());
  std::map<std::pair<std::size_t, std::size_t>, bool> available;
  for (const RouteUse& u : found.uses) available[{u.acceptance.index, route(u.route)}] = u.available;
  if (available != ways.available) return "where routes are available";
  tally.failing += failures.size();
  for (const auto& [key, is] : available) tally.fine += is ? 1 : 0;
  return std::nullopt;
}

std::optional<std::string> properties_differ(const Whole& w, Tally& tally) {
  Sink sink;
  const PropertyFindings found = verify_properties(*w.program, {}, sink);
  if (!sink.all().empty() || found.states.size() != w.properties.size()) return "the properties' proof";
  std::vector<std::vector<bool>> fails(w.properties.size());
  for (std::size_t i = 0; i < w.properties.size(); ++i) {
    const Property& q = w.properties[i];
    for (const Case& c : w.cases) {
      const bool asked = q.when.empty() || holds(w.form, c, q.when[0], Arguments{});
      fails[i].push_back(asked && !holds(w.form, c, q.ask));
    }
    const bool refuted = std::find(fails[i].begin(), fails[i].end(), true) != fails[i].end();
    if ((found.states[i] == PropertyState::Refuted) != refuted) {
      return fmt::format("property {} is {}", i, refuted ? "refuted by a case" : "refuted, though no case does");
    }
    ++(refuted ? tally.refuted : tally.held);
  }
  for (const Refutation& r : found.refuted) {
    for (std::size_t i = 0; i < w.cases.size(); ++i) {
      if (test::stands_for(r.witness, r.any, w.facts[i]) && !fails[r.property][i]) return "the witness against a property";
    }
  }
  return std::nullopt;
}

void compare(std::uint64_t seed, const Kit& kit, Tally& tally) {
  Whole w;
  w.form = random_form(seed, kit);
  auto cases = possible_cases(w.form, kMostCases);
  if (!cases) return;
  w.cases = std::move(*cases);
  test::Random random(seed * 5 + 3);
  w.accepting = random_accepting(w.form, random);
  auto text = modules(w.form);
  w.text = text.back().second + print(w.form, w.accepting);
  for (std::size_t i = 0; i < kProperties && !w.cases.empty(); ++i) {
    Property q;
    q.ask = random_ask(w.form, w.cases[random.below(w.cases.size())], random);
    const Ask about = random_ask(w.form, w.cases[random.below(w.cases.size())], random);
    if (about.form == ClaimForm::Condition) q.when.push_back(about.condition);
    w.text += fmt::format("property \"{}\" {{\n{}  expect {}\n}}\n", i,
                          q.when.empty() ? "" : "  when " + print(w.form, q.when[0]) + "\n", test::form::text(w.form, q.ask));
    w.properties.push_back(std::move(q));
  }
  text.back().second = w.text;
  const test::Compiled compiled(text);
  REQUIRE_MESSAGE(compiled.reports_only(kDrawnToo), fmt::format("seed {}\n{}\n{}", seed, compiled.complaints(), w.text));
  w.program = decided(compiled.programs);
  REQUIRE(w.program != nullptr);
  for (const Case& c : w.cases) {
    w.shown.push_back(shown_by(w.form, w.accepting, c));
    w.facts.push_back(facts_of(*w.program, w.form, c));
  }
  ++tally.programs;
  tally.cases += w.cases.size();
  VerifyOptions options;
  options.today = parse_date("2020-01-01").value();
  options.index = seed % 3 != 0;
  const auto agree = [&](const std::optional<std::string>& difference) {
    REQUIRE_MESSAGE(!difference, fmt::format("seed {}: {}\n{}", seed, difference.value_or(""), w.text));
  };
  agree(findings_differ(w, options, tally));
  if (w.cases.empty()) return;
  agree(routes_differ(w, options, tally));
  agree(properties_differ(w, tally));
}

Tally run(std::uint64_t first, std::size_t programs, const Kit& kit) {
  // JUR_SEEDS multiplies the number of programs, for long runs by hand.
  if (const char* more = std::getenv("JUR_SEEDS")) programs *= std::strtoull(more, nullptr, 10);
  Tally t;
  for (std::uint64_t seed = first; t.programs < programs; ++seed) compare(seed, kit, t);
  MESSAGE(
      fmt::format("{} programs, {} cases; contradictions {} ({} of three rules and more, {} between orders), permissions {}, "
                  "several windows {}, "
                  "accepted {}, partly {}; routes {} available, {} failures; properties {} hold, {} refuted",
                  t.programs, t.cases, t.contradictions, t.larger, t.between, t.permissions, t.windows, t.accepted, t.partly,
                  t.fine, t.failing, t.held, t.refuted));
  return t;
}

}  // namespace

TEST_CASE("check proves of source programs what all their cases show: every construct") {
  const Tally t = run(5'001, 600, small_kit());
  CHECK_DRAWN(t.contradictions > 120);
  CHECK_DRAWN(t.between > 30);
  CHECK_DRAWN(t.permissions > 60);
  CHECK_DRAWN(t.accepted > 50);
  CHECK_DRAWN(t.fine > 20);
  CHECK_DRAWN(t.failing > 20);
  CHECK_DRAWN(t.held > 500);
  CHECK_DRAWN(t.refuted > 500);
}

TEST_CASE("check proves of source programs what all their cases show: many norms on few actions") {
  Kit kit = small_kit();
  kit.parties = kit.actions = kit.depth = 1;
  kit.facts = 2;
  kit.rules = 6;
  const Tally t = run(50'001, 500, kit);
  CHECK_DRAWN(t.contradictions > 300);
  CHECK_DRAWN(t.windows > 30);
}

TEST_CASE("check proves of source programs what all their cases show: periods that together leave a duty no day") {
  Kit kit = small_kit();
  kit.parties = kit.actions = kit.depth = kit.norms = 1;
  kit.facts = 2;
  kit.rules = 6;
  kit.covers = 80;
  const Tally t = run(60'001, 300, kit);
  CHECK_DRAWN(t.larger > 3);
}
