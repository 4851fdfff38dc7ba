#include <doctest/doctest.h>

#include "evaluate_lab.h"

using namespace jur;
using namespace jur::core;
using jur::test::Rules;
using Facts = std::vector<FactId>;
using Words = std::vector<Word>;

namespace {

// A duty where `asked`, a ban where `role` is the processor's.
struct Roles : Rules {
  FactId asked = fact("asked", FactKind::Bool);
  FactId processor = optional("processor");
  ActId disclose = act("disclose");
  RuleId duty = rule("duty", build.is_true(asked));
  RuleId ban = rule("ban", build.is_true(processor));

  Roles() {
    norm(duty, NormKind::Duty, disclose, within(14));
    norm(ban, NormKind::Ban, disclose);
  }
  [[nodiscard]] Case demand() const {
    Case c = usual();
    c[asked] = Value::of_bool(true);
    return c;
  }
};

}  // namespace

TEST_CASE("an unknown fact that changes the word makes it undetermined, and is missing") {
  const Roles t;
  const Outcome out = evaluate(t.p, t.demand());
  const Verdict& v = out.verdicts.at(0);
  CHECK(v.word == Word::Undetermined);
  CHECK(v.possible == Words{Word::Contradictory, Word::Required});
  CHECK(v.missing == Facts{t.processor});
  CHECK(v.rules == std::vector{t.duty, t.ban});
  CHECK(v.deadline == from_civil({2020, 3, 15}));
  CHECK(v.orders == std::vector<std::pair<OrderId, Word>>{{OrderId(0), Word::Required}, {OrderId(1), Word::Undetermined}});
  CHECK(out.rules.at(0).state == RuleTrace::State::Applies);
  CHECK(out.rules.at(1).state == RuleTrace::State::Unknown);
}

TEST_CASE("a presumption settles the word, and stays open") {
  Roles t;
  t.p.facts[t.processor].presumed = Value::of_bool(false);
  const Verdict v = evaluate(t.p, t.demand()).verdicts.at(0);
  CHECK(v.word == Word::Required);
  CHECK(v.missing.empty());
  REQUIRE(v.open.size() == 1);
  CHECK(v.open[0].fact == t.processor);
  CHECK(v.open[0].value == Value::of_bool(true));
  CHECK(v.open[0].word == Word::Contradictory);
}

TEST_CASE("presumptions that no completion can have count as plainly unknown") {
  Roles t;
  const FactId other = t.optional("other");
  for (const FactId f : {t.processor, other}) t.p.facts[f].presumed = Value::of_bool(false);
  t.p.assumptions.push_back(t.build.any({t.build.is_true(t.processor), t.build.is_true(other)}));
  Case c = t.demand();
  c[other] = Value::unknown();
  const Verdict v = t.verdict(t.disclose, c);
  CHECK(v.word == Word::Undetermined);
  CHECK(v.open.empty());
}

TEST_CASE("a fact that only changes the word together with another is missing where none does alone") {
  Roles t;
  const FactId twin = t.optional("twin");
  const CondId same =
      t.build.any({t.build.all({t.build.is_true(t.processor), t.build.is_true(twin)}),
                   t.build.all({t.build.not_(t.build.is_true(t.processor)), t.build.not_(t.build.is_true(twin))})});
  t.p.assumptions.push_back(same);
  Case c = t.demand();
  c[twin] = Value::unknown();
  const Verdict v = t.verdict(t.disclose, c);
  CHECK(v.word == Word::Undetermined);
  CHECK(v.missing == Facts{t.processor});  // the word hangs on this one, assumptions aside
}

TEST_CASE("no completion keeps the assumptions") {
  Roles t;
  t.p.assumptions.push_back(t.build.never());
  CHECK(!evaluate(t.p, t.demand()).possible);
  CHECK(certainty(t.p, t.demand(), std::vector{t.build.always()}).empty());
}

TEST_CASE("what holds in every completion though neither part is known") {
  Rules t;
  const DomainId country = t.domain("Country", 249);
  const FactId here = t.optional("here", FactKind::Enum, country);
  const FactId all = t.optional("all", FactKind::Set, country);
  ValueSet half(249);
  for (std::size_t i = 0; i < 120; ++i) half.insert(i);
  t.p.assumptions.push_back(t.build.holds(all, here));
  const CondId inside = t.build.in_set(here, half);
  const CondId follows = t.build.any({t.build.not_(inside), t.build.meets(all, half)});
  const std::vector conds{follows, inside, t.build.not_(follows)};
  CHECK(certainty(t.p, t.usual(), conds) == std::vector{Certainty::Always, Certainty::Open, Certainty::Never});
}

TEST_CASE("two unknown dates: every order of a duty's end and a ban's end is seen") {
  Rules t;
  const FactId due = t.optional("due", FactKind::Date);
  const FactId frozen = t.optional("frozen", FactKind::Date);
  const ActId a = t.act("report");
  t.norm(t.rule("duty"), NormKind::Duty, a, {{}, DateTerm{due, {}, {{true, 1}}}});
  t.norm(t.rule("ban"), NormKind::Ban, a, {{}, DateTerm{frozen, {}, {{false, 30}}}});
  const Verdict v = t.verdict(a);
  CHECK(v.possible == Words{Word::Contradictory, Word::Required});
  CHECK(v.missing == Facts{due, frozen});
  CHECK(!v.deadline);
  CHECK(!v.not_before);
}

TEST_CASE("many unknown facts stay cheap where rules look at few of them at a time") {
  Rules t;
  const DomainId country = t.domain("Country", 249);
  const ActId a = t.act("disclose");
  std::vector<FactId> facts;
  for (std::size_t i = 0; i < 8; ++i) {
    facts.push_back(t.optional("place" + std::to_string(i), FactKind::Set, country));
    ValueSet some(249);
    for (std::size_t m = i; m < 249; m += 9) some.insert(m);
    t.norm(t.rule("rule", t.build.meets(facts.back(), some)), i % 2 == 0 ? NormKind::Ban : NormKind::May, a);
  }
  const Verdict v = t.verdict(a);
  CHECK(v.possible == Words{Word::Forbidden, Word::Permitted, Word::Silent});
  CHECK(v.missing == facts);
}
