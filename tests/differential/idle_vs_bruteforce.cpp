// verify_idle() and verify_gaps() against all complete cases of small random programs: what is called idle is so, nothing that is
// so is missed, and what is said to make it so does, all of it being needed.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "bruteforce.h"
#include "drawn.h"
#include "evaluate/evaluate.h"
#include "findings.h"
#include "random_program.h"
#include "verify/gaps.h"
#include "verify/idle.h"

using namespace jur;

namespace {

using core::Case;
using core::CondId;
using core::NormId;
using core::Program;
using core::RuleId;

constexpr std::size_t kMostCases = 1'500;

// In which cases something holds: a flag a case.
using Where = std::vector<char>;

struct Told {
  IdleKind kind;
  RuleId rule;
  bool operator==(const Told&) const = default;
};
using Expected = std::map<Span, std::vector<Told>>;

class World {
 public:
  World(const Program& p, std::vector<Case> all) : p_(p), all_(std::move(all)) {}

  const Where& of(CondId c) {
    const auto [it, fresh] = known_.try_emplace(c);
    if (fresh) {
      for (const Case& k : all_) it->second.push_back(test::naive_truth(p_, c, k) ? 1 : 0);
    }
    return it->second;
  }
  Where everywhere() const { return Where(all_.size(), 1); }
  void both(Where& a, const Where& b, bool positive = true) const {
    for (std::size_t i = 0; i < a.size(); ++i) a[i] = static_cast<char>(a[i] & ((b[i] != 0) == positive ? 1 : 0));
  }
  Where and_(Where a, CondId b, bool positive = true) {
    both(a, of(b), positive);
    return a;
  }
  static bool any(const Where& w) {
    return std::any_of(w.begin(), w.end(), [](char c) { return c != 0; });
  }

 private:
  const Program& p_;
  std::vector<Case> all_;
  std::map<CondId, Where> known_;
};

class Reader {
 public:
  // `all`: every case, `possible` those that meet the assumptions.
  Reader(const Program& p, std::vector<Case> all) : p_(p), w_(p, std::move(all)), possible_(w_.everywhere()) {
    for (const CondId a : p.assumptions) possible_ = w_.and_(possible_, a);
  }

  Expected expected() {
    Expected out;
    assumptions(out);
    for (const RuleId r : p_.rules.ids()) rule(r, out);
    return out;
  }

  bool alive(RuleId r) { return World::any(w_.and_(possible_, p_.rules[r].applies)); }

  // The grounds leave no case, and all but any one of them leave one.
  void check_why(const Idle& i) {
    std::vector<Where> all;
    for (const IdleGround& g : i.why) all.push_back(ground(g, i));
    const auto left = [&](std::size_t without) {
      Where out = subject(i);
      for (std::size_t k = 0; k < all.size(); ++k) {
        if (k != without) w_.both(out, all[k]);
      }
      return World::any(out);
    };
    CHECK_FALSE(left(all.size()));
    for (std::size_t k = 0; k < all.size(); ++k) CHECK(left(k));
  }

  bool covers(RuleId r, RuleId other) {
    const auto order = [&](RuleId x) { return p_.laws[p_.rules[x].law].order; };
    if (r == other || order(r) != order(other) || p_.rules[r].name == p_.rules[other].name) return false;
    for (const NormId n : p_.norms.ids()) {
      const core::Norm& norm = p_.norms[n];
      if (norm.rule != r || !has_effect(n)) continue;
      bool stated = false;
      for (const core::Norm& m : p_.norms.all()) {
        const bool same = m.rule == other && m.act == norm.act && m.kind == norm.kind && m.period.from == norm.period.from &&
                          m.period.until == norm.period.until;
        stated = stated || (same && !World::any(w_.and_(w_.and_(possible_, norm.effect), m.effect, false)));
      }
      if (!stated) return false;
    }
    for (const core::Rule& loser : p_.rules.all()) {
      Where uncovered = w_.and_(possible_, p_.rules[r].applies);
      const auto defeated = [&](RuleId by) {
        Where out(uncovered.size());
        for (std::size_t i = 0; i < loser.defeated_by.size(); ++i) {
          if (loser.defeated_by[i] == by) out = w_.and_(w_.and_(w_.everywhere(), p_.rules[by].applies), loser.defeat_when[i]);
        }
        return out;
      };
      w_.both(uncovered, defeated(r));
      w_.both(uncovered, defeated(other), false);
      if (World::any(uncovered)) return false;
    }
    return true;
  }

 private:
  bool has_effect(NormId n) { return World::any(w_.and_(possible_, p_.norms[n].effect)); }

  CondId assumption_at(Span span) const {
    for (std::size_t i = 0; i < p_.assumptions.size(); ++i) {
      if (p_.assumption_spans[i] == span) return p_.assumptions[i];
    }
    return {};
  }

  Where where(CondId c, bool positive = true) { return w_.and_(w_.everywhere(), c, positive); }

  // The condition at this place of the rule.
  CondId condition_at(RuleId r, Span span) const {
    for (const core::Exception& e : p_.rules[r].exceptions) {
      if (e.span == span) return e.holds;
    }
    for (const core::Part& part : p_.rules[r].parts) {
      if (part.span == span) return part.holds;
      for (const core::Written& a : part.alternatives) {
        if (a.span == span) return a.holds;
      }
    }
    return p_.rules[r].when;
  }

  // The cases in which what is idle would do something, its grounds aside.
  Where subject(const Idle& i) {
    if (i.kind == IdleKind::Assumption) return where(assumption_at(i.span), false);
    if (i.kind == IdleKind::Exception || i.kind == IdleKind::Alternative) return where(condition_at(i.rule, i.span));
    if (i.kind == IdleKind::Condition) return where(condition_at(i.rule, i.span), false);
    return w_.everywhere();
  }

  Where ground(const IdleGround& g, const Idle& i) {
    switch (g.kind) {
      case IdleGround::Kind::InForce:
        return where(p_.rules[g.rule].in_force);
      case IdleGround::Kind::Assumption:
        return where(assumption_at(g.span));
      case IdleGround::Kind::Scope:
      case IdleGround::Kind::Condition:
        return where(condition_at(i.rule, g.span));
      case IdleGround::Kind::Exception:
      case IdleGround::Kind::Alternative:
        return where(condition_at(i.rule, g.span), false);
      case IdleGround::Kind::Defeat: {
        const core::Rule& rule = p_.rules[i.rule];
        const auto at = std::find(rule.defeated_by.begin(), rule.defeated_by.end(), g.rule) - rule.defeated_by.begin();
        Where out = w_.everywhere();
        w_.both(out, w_.and_(where(p_.rules[g.rule].applies), rule.defeat_when[static_cast<std::size_t>(at)]), false);
        return out;
      }
      case IdleGround::Kind::Rule:
        break;
    }
    return w_.everywhere();
  }

  void assumptions(Expected& out) {
    std::set<std::size_t> dropped;
    for (std::size_t i = p_.assumptions.size(); i-- > 0;) {
      Where others = w_.everywhere();
      for (std::size_t j = 0; j < p_.assumptions.size(); ++j) {
        if (j != i && !dropped.contains(j)) others = w_.and_(others, p_.assumptions[j]);
      }
      if (World::any(w_.and_(others, p_.assumptions[i], false))) continue;
      dropped.insert(i);
      out[p_.assumption_spans[i]].push_back({IdleKind::Assumption, {}});
    }
  }

  void rule(RuleId r, Expected& out) {
    const core::Rule& rule = p_.rules[r];
    if (!alive(r)) {
      Where where = w_.and_(w_.and_(possible_, rule.in_force), rule.when);
      IdleKind kind = IdleKind::DeadRule;
      if (World::any(where)) {
        for (const core::Exception& e : rule.exceptions) where = w_.and_(where, e.holds, false);
        kind = World::any(where) ? IdleKind::DefeatedRule : IdleKind::ExceptedRule;
      }
      out[rule.span].push_back({kind, r});
      return;
    }
    exceptions(r, out);
    conditions(r, out);
    bool says = false;
    for (const NormId n : p_.norms.ids()) {
      if (p_.norms[n].rule != r) continue;
      says = says || has_effect(n);
      if (!has_effect(n)) out[p_.norms[n].span].push_back({IdleKind::Norm, r});
    }
    for (const core::Rule& loser : p_.rules.all()) {
      for (std::size_t i = 0; i < loser.defeated_by.size(); ++i) {
        if (loser.defeated_by[i] != r) continue;
        says = says || World::any(w_.and_(w_.and_(possible_, rule.applies), loser.defeat_when[i]));
      }
    }
    for (const RuleId other : p_.rules.ids()) {
      if (!says || !covers(r, other) || (r < other && covers(other, r))) continue;
      out[rule.span].push_back({IdleKind::Redundant, r});
      break;
    }
  }

  void exceptions(RuleId r, Expected& out) {
    const core::Rule& rule = p_.rules[r];
    Where base = w_.and_(w_.and_(possible_, rule.in_force), rule.when);
    for (std::size_t i = 0; i < rule.defeated_by.size(); ++i) {
      Where by = w_.and_(w_.and_(w_.everywhere(), p_.rules[rule.defeated_by[i]].applies), rule.defeat_when[i]);
      w_.both(base, by, false);
    }
    std::set<std::size_t> dropped;
    for (std::size_t i = rule.exceptions.size(); i-- > 0;) {
      Where where = w_.and_(base, rule.exceptions[i].holds);
      for (std::size_t j = 0; j < rule.exceptions.size(); ++j) {
        if (j != i && !dropped.contains(j)) where = w_.and_(where, rule.exceptions[j].holds, false);
      }
      if (World::any(where)) continue;
      dropped.insert(i);
      out[rule.exceptions[i].span].push_back({IdleKind::Exception, r});
    }
  }

  void conditions(RuleId r, Expected& out) {
    const core::Rule& rule = p_.rules[r];
    std::set<std::size_t> dropped;
    const auto without = [&](std::size_t i, bool all) {
      Where where = w_.and_(possible_, rule.in_force);
      for (std::size_t j = 0; j < rule.parts.size(); ++j) {
        if (j != i && (all || !dropped.contains(j))) where = w_.and_(where, rule.parts[j].holds);
      }
      return where;
    };
    for (std::size_t i = rule.parts.size(); i-- > 0;) {
      const core::Part& part = rule.parts[i];
      if (!World::any(w_.and_(without(i, false), part.holds, false))) {
        dropped.insert(i);
        out[part.span].push_back({IdleKind::Condition, r});
        continue;
      }
      std::set<std::size_t> gone;
      for (std::size_t a = part.alternatives.size(); a-- > 0;) {
        Where where = w_.and_(without(i, true), part.alternatives[a].holds);
        for (std::size_t b = 0; b < part.alternatives.size(); ++b) {
          if (b != a && !gone.contains(b)) where = w_.and_(where, part.alternatives[b].holds, false);
        }
        if (World::any(where)) continue;
        gone.insert(a);
        out[part.alternatives[a].span].push_back({IdleKind::Alternative, r});
      }
    }
  }

  const Program& p_;
  World w_;
  Where possible_;
};

std::map<IdleKind, std::size_t> run(const test::Shape& shape, std::uint64_t first, std::size_t count) {
  std::map<IdleKind, std::size_t> tally;
  std::size_t programs = 0;
  for (std::uint64_t seed = first; programs < count; ++seed) {
    Program p = test::random_program(seed, shape);
    auto cases = test::every_case(p, kMostCases);
    if (!cases) continue;
    test::Places places;
    test::give_places(p, places);
    ++programs;
    CAPTURE(seed);
    Reader reader(p, std::move(*cases));
    Sink sink;
    IdleOptions options;
    const IdleFindings found = verify_idle(p, options, sink);
    CHECK(sink.all().empty());
    CHECK(found.complete);
    if (test::possible_cases(p, kMostCases)->empty()) {
      CHECK(found.all.empty());
      continue;
    }
    Expected told;
    for (const Idle& i : found.all) {
      told[i.span].push_back({i.kind, i.rule});
      ++tally[i.kind];
      if (i.kind == IdleKind::Redundant) {
        REQUIRE(i.why.size() == 1);
        CHECK(reader.covers(i.rule, i.why[0].rule));
      } else if (i.kind != IdleKind::Norm) {
        reader.check_why(i);
      }
    }
    const Expected expected = reader.expected();
    CHECK(told == expected);
  }
  return tally;
}

}  // namespace

TEST_CASE("what is idle is what no case needs: any construct") {
  test::Shape shape = test::tiny();
  shape.twins = true;
  shape.assumptions = 3;
  auto t = run(shape, 1, 1'000);
  for (const IdleKind kind :
       {IdleKind::DeadRule, IdleKind::ExceptedRule, IdleKind::DefeatedRule, IdleKind::Norm, IdleKind::Exception,
        IdleKind::Condition, IdleKind::Alternative, IdleKind::Redundant, IdleKind::Assumption}) {
    CAPTURE(static_cast<int>(kind));
    CHECK_DRAWN(t[kind] > 10);
  }
}

TEST_CASE("what is idle is what no case needs: many rules on few facts") {
  test::Shape shape = test::tiny();
  shape.twins = true;
  shape.facts = 2;
  shape.acts = 1;
  shape.rules = 12;
  shape.norms = 1;
  shape.depth = 1;
  shape.timed = false;
  auto t = run(shape, 50'000, 500);
  CHECK_DRAWN(t[IdleKind::Redundant] > 100);
}

TEST_CASE("a gap is a case in which a listed act is silent") {
  std::size_t programs = 0;
  std::size_t gaps = 0;
  std::size_t none = 0;
  for (std::uint64_t seed = 1; programs < 500; ++seed) {
    test::Shape shape = test::tiny();
    shape.rules = 1 + seed % 8;
    Program p = test::random_program(seed, shape);
    const auto cases = test::possible_cases(p, kMostCases);
    if (!cases) continue;
    CAPTURE(seed);
    ++programs;
    p.complete = true;
    Sink sink;
    const GapFindings found = verify_gaps(p, {}, sink);
    CHECK(sink.all().empty());
    std::map<core::ActId, IntervalSet> days;
    const auto silent = [&](const Case& c, core::ActId act) {
      const auto verdicts = test::naive_evaluate(p, c, 1)->verdicts;
      return std::any_of(verdicts.begin(), verdicts.end(),
                         [&](const core::Verdict& v) { return v.act == act && v.word == core::Word::Silent; });
    };
    for (const Case& c : *cases) {
      for (const core::ActId act : p.outputs) {
        if (silent(c, act)) days[act].add(c[p.as_of].number, c[p.as_of].number);
      }
    }
    std::map<core::ActId, IntervalSet> told;
    for (const Gap& g : found.all) {
      told[g.act] = g.days;
      for (const Case& c : *cases) {
        if (test::stands_for(g.witness, g.any, c)) CHECK(silent(c, g.act));
      }
    }
    CHECK(told == days);
    gaps += told.size();
    none += p.outputs.size() - told.size();
  }
  CHECK_DRAWN(gaps > 200);
  CHECK_DRAWN(none > 50);
}
