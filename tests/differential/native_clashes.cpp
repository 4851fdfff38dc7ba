// Duties whose periods many rules cover together: what generated code finds by search, and by listing the sets where they are
// few, is what the evaluator finds.
#include <algorithm>
#include <string>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "core/builder.h"
#include "drawn.h"
#include "emit/jit.h"
#include "evaluate/conduct.h"
#include "evaluate/evaluate.h"
#include "native_compare.h"
#include "random_program.h"

namespace {

using namespace jur;
using core::NormKind;
using emit::NativeCode;
using emit::NativeStatus;
using test::line;

constexpr std::int32_t kFirstDay = 18'000;

// One to three duties to do A, bans on A and on B, which A may imply, and duties to keep C, which excludes A; each with days of
// its own, so that several together leave a duty no day. `most`: of the bans.
class Making {
 public:
  // At most so many duties; if one, each clash has act 0.
  Making(std::uint64_t seed, std::size_t least, std::size_t most, std::size_t duties = 3)
      : r_(seed), b_(p_), bans_(least + r_.below(most - least + 1)), duties_(duties) {}

  core::Program make() {
    p_.as_of = date("asked", kFirstDay, kFirstDay);
    for (std::size_t i = 0; i < 3; ++i) dates_.push_back(date("day", kFirstDay, kFirstDay + 30));
    for (std::size_t i = 0; i < 16; ++i) {
      core::Fact f;
      f.name = fmt::format("s{}", i);
      f.optional = i == 0;
      switches_.push_back(p_.facts.add(std::move(f)));
    }
    for (const char* name : {"a", "b", "c"}) {
      core::Act act;
      act.party = "holder";
      act.action = name;
      act.possible = b_.always();
      p_.outputs.push_back(p_.acts.add(std::move(act)));
    }
    p_.implications.push_back({core::ActId(0), core::ActId(1), some(70), {}});
    p_.exclusions.push_back({core::ActId(0), core::ActId(2), some(70), {}});
    for (const char* name : {"X", "Y"}) {
      core::Law law;
      law.order = p_.orders.add({name, ""});
      law.in_force = b_.always();
      p_.laws.add(std::move(law));
    }
    length_ = 10 + static_cast<std::int32_t>(r_.below(50));
    const std::size_t duties = 1 + r_.below(duties_);
    for (std::size_t i = 0; i < duties; ++i) {
      const bool whole = i == 0 || r_.chance(50);
      norm(rule(), r_.chance(15) ? NormKind::Keep : NormKind::Duty, duties_ == 1 || r_.chance(85) ? 0 : 1,
           whole ? core::Period{day(0), day(length_)} : piece(length_ / 2), b_.always());
    }
    for (std::size_t i = 0; i < bans_; ++i) {
      const core::RuleId r = r_.chance(10) ? core::RuleId(r_.below(p_.rules.size())) : rule();
      for (std::size_t k = r_.chance(25) ? 2 : 1; k > 0; --k)
        norm(r, NormKind::Ban, r_.chance(60) ? 0 : 1, piece(4 + static_cast<std::int32_t>(r_.below(12))), some(95));
    }
    for (std::size_t i = duties_ == 1 ? 0 : r_.below(4); i > 0; --i) norm(rule(), NormKind::Keep, 2, piece(10), some(80));
    for (std::size_t i = r_.below(6); i > 0; --i) accept();
    return std::move(p_);
  }

 private:
  core::FactId date(const char* name, std::int32_t lo, std::int32_t hi) {
    core::Fact f;
    f.name = fmt::format("{}{}", name, p_.facts.size());
    f.kind = core::FactKind::Date;
    f.lo = lo;
    f.hi = hi;
    return p_.facts.add(std::move(f));
  }

  core::CondId some(std::uint32_t percent) {
    return r_.chance(percent) ? b_.is_true(switches_[r_.below(switches_.size())]) : b_.always();
  }

  core::DateTerm day(std::int32_t offset) {
    if (r_.chance(20)) return {dates_[r_.below(dates_.size())], {}, {{false, offset - 15}}};
    return {{}, Date{kFirstDay + offset}, {}};
  }

  core::Period piece(std::int32_t most) {
    const std::int32_t from = static_cast<std::int32_t>(r_.between(-8, length_));
    core::Period out{day(from), day(from + static_cast<std::int32_t>(r_.below(static_cast<std::size_t>(most))))};
    if (r_.chance(6)) out.from.reset();
    if (r_.chance(6)) out.until.reset();
    return out;
  }

  core::RuleId rule() {
    core::Rule rule;
    rule.law = core::LawId(r_.below(2));
    rule.unverified = r_.chance(10);
    rule.in_force = rule.when = rule.applies = b_.always();
    return p_.rules.add(std::move(rule));
  }

  void norm(core::RuleId r, NormKind kind, std::size_t act, core::Period period, core::CondId when) {
    core::Norm n;
    n.rule = r;
    n.kind = kind;
    n.act = core::ActId(act);
    n.effect = period.from && period.until ? b_.all({when, b_.not_after(*period.from, *period.until)}) : when;
    n.period = std::move(period);
    p_.norms.add(std::move(n));
  }

  void accept() {
    core::Acceptance a;
    a.when = some(40);
    a.sides.resize(1 + r_.below(3));
    for (const core::RuleId r : p_.rules.ids()) {
      if (r_.chance(80)) a.sides[r_.below(a.sides.size())].push_back(r);
    }
    p_.acceptances.add(std::move(a));
  }

  test::Random r_;
  core::Program p_;
  core::Builder b_;
  std::size_t bans_;
  std::size_t duties_;
  std::int32_t length_ = 0;
  std::vector<core::FactId> dates_;
  std::vector<core::FactId> switches_;
};

struct Tally {
  std::size_t cases = 0;
  std::size_t searched = 0;   // programs
  std::size_t too_large = 0;  // cases in which the evaluator does not list all clashes
  std::size_t clashes = 0;    // contradictory verdicts
  std::size_t large = 0;      // cases with a clash of four rules or more
  std::size_t accepted = 0;
};

void compare(const core::Program& p, const core::Case& c, const NativeCode& code, std::size_t at, std::uint64_t seed,
             Tally& tally) {
  ++tally.cases;
  const bool known = std::ranges::none_of(c.values, [](const core::Value& v) { return v.is_unknown(); });
  if (known) {
    const Clashes found = clashes(p, c);
    if (found.too_large) {
      ++tally.too_large;
      return;
    }
    if (std::ranges::any_of(found.sets, [](const core::Clash& s) { return s.rules.size() > 3; })) ++tally.large;
  }
  const core::Outcome wanted = evaluate(p, c);
  const emit::NativeOutcome got = code.decide(at, c);
  REQUIRE(got.status == NativeStatus::Ok);
  for (std::size_t i = 0; i < got.verdicts.size(); ++i) {
    const std::string right = line(wanted.verdicts[i]);
    const std::string native = line(got.verdicts[i]);
    if (right != native) FAIL_CHECK(fmt::format("seed {}, output {}:\n  evaluate {}\n  native   {}", seed, i, right, native));
    if (wanted.verdicts[i].word == core::Word::Contradictory) ++tally.clashes;
    if (wanted.verdicts[i].accepted.valid()) ++tally.accepted;
  }
}

// A case of few facts that are not known, where nobody can list all clashes: a look at some.
class Samples {
 public:
  Samples(const core::Program& p, const core::Case& c, std::uint64_t seed)
      : p_(p), truths_(p, c), conduct_(p, truths_, c), r_(seed) {}

  // A clash that holds the rule, found by leaving out one rule after the other: nothing where this finds none.
  std::vector<core::RuleId> clash(core::RuleId wanted) {
    std::vector<core::RuleId> order;
    const std::int32_t day = kFirstDay - 10 + static_cast<std::int32_t>(r_.below(90));
    for (const core::RuleId r : p_.rules.ids()) order.push_back(r);
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[r_.below(i)]);
    const auto rank = [&](core::RuleId r) { return r == wanted ? 2 : bans(r, day) ? 0 : 1; };
    std::ranges::stable_sort(order, {}, rank);
    std::vector<core::RuleId> out(order);
    std::ranges::sort(out);
    if (!hopeless(out)) return {};
    for (const core::RuleId r : order) {
      std::vector<core::RuleId> less = out;
      std::erase(less, r);
      if (hopeless(less)) out = less;
    }
    return out;
  }

  [[nodiscard]] int accepted(const std::vector<core::RuleId>& rules) const {
    const core::AcceptanceId a = accepted_by(p_, truths_, rules);
    return a.valid() ? static_cast<int>(a.index) : -1;
  }

 private:
  bool bans(core::RuleId r, std::int32_t day) const {
    return std::ranges::any_of(conduct_.norms(), [&](core::NormId n) {
      const Interval days = conduct_.days(n);
      return p_.norms[n].rule == r && p_.norms[n].kind == NormKind::Ban && days.lo <= day && day <= days.hi;
    });
  }

  bool hopeless(const std::vector<core::RuleId>& rules) const {
    const auto ours = [&](core::NormId n) { return std::ranges::binary_search(rules, p_.norms[n].rule); };
    return std::ranges::any_of(conduct_.norms(), [&](core::NormId n) {
      const core::Norm& norm = p_.norms[n];
      if ((norm.kind != NormKind::Duty && norm.kind != NormKind::Keep) || !ours(n)) return false;
      IntervalSet open = IntervalSet::of(conduct_.days(n).lo, conduct_.days(n).hi);
      const IntervalSet all = open;
      for (const Forbidding& f : conduct_.forbidding_any(norm.act)) {
        if (ours(f.norm) && (norm.kind == NormKind::Duty || f.against_keep))
          open = open.minus(IntervalSet::of(f.days.lo, f.days.hi));
      }
      return norm.kind == NormKind::Keep ? !open.covers(all) : open.empty();
    });
  }

  const core::Program& p_;
  Truths truths_;
  Conduct conduct_;
  test::Random r_;
};

Tally run(std::uint64_t first, std::size_t programs, std::size_t cases, std::size_t least, std::size_t most, lower::ClashCode how,
          std::uint32_t least_on = 20, std::uint32_t most_on = 100) {
  Tally tally;
  std::vector<core::Program> all;
  for (std::size_t i = 0; i < programs; ++i) all.push_back(Making(first + i, least, most).make());
  std::vector<const core::Program*> lowered;
  for (const core::Program& p : all) lowered.push_back(&p);
  std::string error;
  const auto code = NativeCode::compile(lowered, error, {.clashes = how});
  REQUIRE_MESSAGE(code, error);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (code->clashes_searched(i)) ++tally.searched;
    test::Random random(first + i);
    for (std::size_t k = 0; k < cases; ++k) {
      core::Case c = test::random_case(all[i], random);
      const std::uint32_t on = least_on + static_cast<std::uint32_t>(random.below(most_on - least_on));
      for (const core::FactId f : all[i].facts.ids()) {
        if (all[i].facts[f].kind == core::FactKind::Bool) c[f] = core::Value::of_bool(random.chance(on));
        if (all[i].facts[f].optional && k % 8 == 0) c[f] = core::Value::unknown();
      }
      compare(all[i], c, *code, i, first + i, tally);
    }
  }
  MESSAGE(
      fmt::format("{} programs, {} searched, {} cases, {} with more clashes than the evaluator lists, {} with clashes of four "
                  "rules and more; {} contradictory verdicts, {} accepted",
                  programs, tally.searched, tally.cases, tally.too_large, tally.large, tally.clashes, tally.accepted));
  return tally;
}

}  // namespace

// says: Clashes of four and more rules are exact up to 64 timed norms on one action and party;
TEST_CASE("13 to 60 bans in pieces") {
  const Tally tally = run(1, 12, 80, 13, 60, lower::ClashCode::Automatic, 5, 40);
  CHECK_DRAWN(tally.searched > 8);
  CHECK_DRAWN(tally.large > 50);
  CHECK_DRAWN(tally.accepted > 100);
  CHECK(tally.too_large < tally.cases / 10);
}

TEST_CASE("a few bans in pieces: searched for, and listed") {
  const Tally searched = run(1'000, 10, 100, 2, 3, lower::ClashCode::Searched);
  CHECK(searched.searched == 10);
  const Tally listed = run(1'000, 10, 100, 2, 3, lower::ClashCode::Listed);
  CHECK(listed.searched < 5);
  CHECK(listed.clashes == searched.clashes);
}

TEST_CASE("so many clashes that nobody can list them: each of a look at some is told") {
  std::vector<core::Program> all;
  for (std::uint64_t seed = 2'000; seed < 2'004; ++seed) all.push_back(Making(seed, 30, 60, 1).make());
  std::vector<const core::Program*> lowered;
  for (const core::Program& p : all) lowered.push_back(&p);
  std::string error;
  const auto code = NativeCode::compile(lowered, error);
  REQUIRE_MESSAGE(code, error);
  std::size_t found = 0;
  std::size_t large = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const core::Program& p = all[i];
    test::Random random(i);
    for (std::size_t k = 0; k < 3; ++k) {
      core::Case c = test::random_case(p, random);
      const std::uint32_t on = 60 + static_cast<std::uint32_t>(random.below(40));
      for (const core::FactId f : p.facts.ids()) {
        if (p.facts[f].kind == core::FactKind::Bool) c[f] = core::Value::of_bool(random.chance(on));
      }
      const emit::NativeOutcome got = code->decide(i, c);
      REQUIRE(got.status == NativeStatus::Ok);
      const emit::NativeVerdict& v = got.verdicts[0];
      Samples samples(p, c, i);
      for (std::size_t look = 0; look < 2 * p.rules.size(); ++look) {
        const std::vector<core::RuleId> clash = samples.clash(core::RuleId(look % p.rules.size()));
        if (clash.empty()) continue;
        ++found;
        if (clash.size() > 3) ++large;
        CHECK(v.word == core::Word::Contradictory);
        CHECK_MESSAGE(std::ranges::includes(v.rules, clash), fmt::format("seed {}, case {}", 2'000 + i, k));
        const int accepted = samples.accepted(clash);
        if (accepted >= 0) CHECK((v.accepted.valid() && static_cast<int>(v.accepted.index) <= accepted));
      }
    }
  }
  MESSAGE(fmt::format("{} clashes, {} of four rules and more", found, large));
  CHECK_DRAWN(large > 100);
}
