#include <doctest/doctest.h>

#include "evaluate_lab.h"

using namespace jur;
using namespace jur::core;
using jur::test::Rules;
using Kind = Clash::Kind;
using Acts = std::vector<ActId>;
using Names = std::vector<RuleId>;

TEST_CASE("required against forbidden is a clash of two rules, and what is implied is an act of it") {
  Rules t;
  const ActId disclose = t.act("disclose");
  const ActId transfer = t.act("transfer");
  t.implies(disclose, transfer);
  const RuleId sca = t.rule("sca");
  const RuleId irish = t.rule("irish");
  t.norm(sca, NormKind::Duty, disclose, t.within(14));
  t.norm(irish, NormKind::Ban, disclose);
  const auto found = t.clashes();
  REQUIRE(found.size() == 1);
  CHECK(found[0] == Clash{Kind::RequiredForbidden, Names{sca, irish}, Acts{disclose, transfer}});
  const Verdict v = t.verdict(disclose);
  CHECK(v.word == Word::Contradictory);
  CHECK(v.rules == Names{sca, irish});
  CHECK(v.deadline == from_civil({2020, 3, 15}));
  CHECK(!v.not_before);
  CHECK(v.orders == std::vector<std::pair<OrderId, Word>>{{OrderId(0), Word::Required}, {OrderId(1), Word::Forbidden}});
  CHECK(t.verdict(transfer).word == Word::Contradictory);
}

TEST_CASE("keep 90 days and delete within a year can both be done; delete within 30 days cannot") {
  for (const std::int64_t limit : {365, 30}) {
    Rules t;
    const ActId keep = t.act("preserve");
    const ActId erase = t.act("delete");
    t.excludes(erase, keep);
    const RuleId a = t.rule("keeping");
    const RuleId b = t.rule("deleting");
    t.norm(a, NormKind::Keep, keep, t.between(0, 90));
    t.norm(b, NormKind::Duty, erase, t.within(limit));
    const auto found = t.clashes();
    CHECK(found.size() == (limit == 30 ? 1 : 0));
    if (limit == 30) {
      CHECK(found[0] == Clash{Kind::Time, Names{a, b}, Acts{keep, erase}});
    } else {
      CHECK(t.verdict(erase).word == Word::Required);
      CHECK(t.verdict(erase).not_before == add_days(from_civil({2020, 3, 1}), 91));
      CHECK(t.verdict(keep).until == add_days(from_civil({2020, 3, 1}), 90));
    }
  }
}

TEST_CASE("bans that together cover a duty's period clash with it, three rules in one set") {
  Rules t;
  const ActId a = t.act("report");
  const RuleId duty = t.rule("duty");
  const RuleId early = t.rule("early");
  const RuleId late = t.rule("late");
  const RuleId middle = t.rule("middle");
  t.norm(duty, NormKind::Duty, a, t.within(10));
  t.norm(early, NormKind::Ban, a, t.until(5));
  t.norm(late, NormKind::Ban, a, t.from(6));
  t.norm(middle, NormKind::Ban, a, t.between(2, 8));
  const auto found = t.clashes();
  REQUIRE(found.size() == 1);
  CHECK(found[0].rules == Names{duty, early, late});
  CHECK(found[0].kind == Kind::RequiredForbidden);  // all days are forbidden: it is not gone if the duty could be done on any day
}

TEST_CASE("a rule that clashes alone keeps larger sets from being clashes") {
  Rules t;
  const ActId all = t.act("all");
  const ActId one = t.act("one");
  const ActId two = t.act("two");
  t.implies(all, one);
  t.implies(all, two);
  t.excludes(one, two);
  const RuleId alone = t.rule("alone");
  const RuleId ban = t.rule("ban");
  t.norm(alone, NormKind::Duty, all);
  t.norm(ban, NormKind::Ban, all);
  const auto found = t.clashes();
  REQUIRE(found.size() == 1);
  CHECK(found[0] == Clash{Kind::RequiredExclude, Names{alone}, Acts{all, one, two}});
}

TEST_CASE("kinds: two slots of one parameter, a required action that implies a forbidden one") {
  Rules t;
  const ActId ru = t.act("store_only(RU)", "Country");
  const ActId cn = t.act("localise(CN)", "Country");
  const ActId send = t.act("send");
  const ActId transfer = t.act("transfer");
  t.excludes(ru, cn);
  t.implies(send, transfer);
  t.norm(t.rule("a"), NormKind::Duty, ru);
  t.norm(t.rule("b"), NormKind::Duty, cn);
  t.norm(t.rule("c"), NormKind::Duty, send);
  t.norm(t.rule("d"), NormKind::Ban, transfer);
  const auto found = t.clashes();
  REQUIRE(found.size() == 2);
  CHECK(found[0].kind == Kind::Places);
  CHECK(found[0].acts == Acts{ru, cn});
  CHECK(found[1].kind == Kind::RequiredImplies);
  CHECK(found[1].acts == Acts{send, transfer});
}

TEST_CASE("a keep-doing duty is hopeless where one of its days is forbidden") {
  Rules t;
  const ActId secret = t.act("keep_secret");
  const RuleId a = t.rule("a");
  const RuleId b = t.rule("b");
  t.norm(a, NormKind::Keep, secret, t.between(0, 90));
  t.norm(b, NormKind::Ban, secret, t.from(90));
  CHECK(t.clashes().size() == 1);
  t.p.norms[NormId(1)].period = t.from(91);
  CHECK(t.clashes().empty());
  CHECK(t.verdict(secret).word == Word::Required);
}

TEST_CASE("clashes are exact up to 64 timed norms on one act; beyond, small ones are still found") {
  for (const std::int64_t bans : {63, 64}) {
    Rules t;
    const ActId a = t.act("report");
    t.norm(t.rule("duty"), NormKind::Duty, a, t.within(bans - 1));
    for (std::int64_t i = 0; i < bans; ++i) t.norm(t.rule("ban"), NormKind::Ban, a, t.between(i, i));
    const Clashes found = clashes(t.p, t.usual());
    CHECK(found.too_large == (bans > 63));
    CHECK(found.sets.size() == (bans > 63 ? 0 : 1));
  }
}

TEST_CASE("permissions meet bans within one order, and exemptions duties, on a common day") {
  Rules t;
  const ActId disclose = t.act("disclose");
  const ActId transfer = t.act("transfer");
  t.implies(disclose, transfer);
  const OrderId us = t.p.orders.add({"US", ""});
  const NormId may = t.norm(t.rule("a", t.build.always(), us), NormKind::May, disclose, t.until(5));
  const NormId ban = t.norm(t.rule("b", t.build.always(), us), NormKind::Ban, transfer, t.from(5));
  const NormId need_not = t.norm(t.rule("c", t.build.always(), us), NormKind::NeedNot, transfer);
  const NormId duty = t.norm(t.rule("d", t.build.always(), us), NormKind::Duty, disclose);
  t.norm(t.rule("elsewhere"), NormKind::Ban, disclose);
  const Case c = t.usual();
  const Conduct conduct(t.p, Truths(t.p, c), c);
  CHECK(permissions_against_bans(conduct) == std::vector<PermissionMeetsBan>{{may, ban}, {need_not, duty}});
}
