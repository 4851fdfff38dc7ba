// Three rules and more that clash: what is listed from the conditions of periods is what the solver finds, with few questions.
#include <doctest/doctest.h>

#include <cstdint>
#include <numeric>

#include "verify/date_bounds.h"
#include "verify_lab.h"

using namespace jur;
using core::NormKind;

namespace {

// Duties and bans on one act, most with periods that hang on one of three dates.
class Timed {
 public:
  explicit Timed(std::uint32_t seed) : state_(seed) {
    const auto domain = lab.domain("Kind", {"A", "B", "C", "D"});
    kind_ = lab.of("kind", core::FactKind::Enum, domain);
    urgent_ = lab.yes_no("urgent");
    dates_ = {lab.program.as_of, lab.date("start"), lab.date("due")};
    act_ = lab.act("disclose");
    other_ = lab.act("publish");
  }

  // `months`: some periods are counted in months, and some conditions compare dates.
  void rules(int count, bool months) {
    for (int i = 0; i < count; ++i) {
      const auto day = [&] {
        core::DateTerm t = lab.after(dates_[draw(3)], 1 + draw(60));
        if (months && draw(4) == 0) t.steps = {{true, 1 + draw(2)}};
        return t;
      };
      std::vector<core::CondId> parts;
      ValueSet kinds(4);
      for (std::uint32_t k = 0; k < 2; ++k) kinds.insert(draw(4));
      parts.push_back(lab.build.in_set(kind_, kinds));
      if (draw(3) == 0) parts.push_back(draw(2) == 0 ? lab.build.is_true(urgent_) : lab.build.not_(lab.build.is_true(urgent_)));
      if (months && draw(4) == 0) parts.push_back(lab.build.any({lab.build.is_true(urgent_), lab.asked(Date{0}, Date{500})}));
      if (months && draw(4) == 0) parts.push_back(lab.build.not_(lab.build.not_after(day(), day())));
      const auto start = core::DateTerm{dates_[draw(3)], {}, {}};
      core::Period period;
      const std::uint32_t shape = draw(4);
      if (shape != 0) period.from = i % 2 == 0 ? start : day();
      if (shape != 1) period.until = day();
      const core::RuleId rule = lab.rule("US.r" + std::to_string(i), lab.build.all(parts));
      lab.norm(rule, i % 2 == 0 ? NormKind::Duty : NormKind::Ban, act_, period);
      if (draw(8) == 0) lab.norm(rule, NormKind::Ban, draw(2) == 0 ? act_ : other_, {day(), {}});
    }
  }

  Findings find(bool index) {
    VerifyOptions options;
    options.limit = 1;
    options.index = index;
    Findings out = verify(lab.program, options, lab.sink);
    CHECK_FALSE(lab.sink.has_errors());
    return out;
  }

  test::Lab lab;

 private:
  std::uint32_t draw(std::uint32_t n) {
    state_ = state_ * 1664525U + 1013904223U;
    return (state_ >> 8U) % n;
  }

  std::uint32_t state_;
  core::FactId kind_;
  core::FactId urgent_;
  std::vector<core::FactId> dates_;
  core::ActId act_;
  core::ActId other_;
};

std::size_t large(const test::RuleSets& sets) {
  return static_cast<std::size_t>(std::count_if(sets.begin(), sets.end(), [](const auto& s) { return s.size() > 2; }));
}

}  // namespace

TEST_CASE("dates meet all that is said of how they lie to each other, as early as can be") {
  proof::DateBounds dates(4);
  for (std::size_t d = 1; d < 4; ++d) {
    REQUIRE(dates.require(d, 0, 100));
    REQUIRE(dates.require(0, d, 0));
  }
  REQUIRE(dates.require(1, 2, -10));  // ten days before
  REQUIRE(dates.require(2, 3, -20));
  CHECK(dates.earliest(1) == 0);
  CHECK(dates.earliest(2) == 10);
  CHECK(dates.earliest(3) == 30);
  proof::DateBounds late = dates;
  CHECK(late.require(0, 1, -70));
  CHECK(late.earliest(3) == 100);
  CHECK_FALSE(late.require(3, 0, 99));
  CHECK_FALSE(dates.require(3, 1, 29));
}

TEST_CASE("sets of three rules and more are listed as the solver finds them") {
  std::size_t sets = 0;
  for (std::uint32_t seed = 1; seed <= 12; ++seed) {
    Timed timed(seed);
    timed.rules(16, seed % 2 == 0);
    const auto quick = test::rule_sets(timed.find(true));
    CHECK_MESSAGE(quick == test::rule_sets(timed.find(false)), "seed ", seed);
    sets += large(quick);
  }
  CHECK(sets > 40);
}

TEST_CASE("many timed rules on one action are few questions") {
  Timed timed(1);
  timed.rules(60, false);
  const Findings found = timed.find(true);
  const std::size_t pairs = found.all.size() - large(test::rule_sets(found));
  MESSAGE(found.all.size() << " findings, " << pairs << " of one or two rules, " << found.questions << " questions");
  CHECK(large(test::rule_sets(found)) > 500);
  CHECK(found.questions < 2 * 30 * 30);  // at most some for each duty and ban
}
