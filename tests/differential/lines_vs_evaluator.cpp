// Lines of JSON decided by native code say to the byte what the evaluator says, and lines that are no cases are left to the
// reader.
#include <string>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "core/builder.h"
#include "core/case_json.h"
#include "drawn.h"
#include "driver/decide_lines.h"
#include "random_program.h"

namespace {

using namespace jur;

struct Tally {
  std::size_t programs = 0;
  std::size_t native = 0;
  std::size_t refused = 0;
  std::size_t open = 0;
  std::size_t orders = 0;
};

// One byte is dropped, doubled, changed or put elsewhere; half of the time the line stays.
std::string blemished(std::string line, test::Random& random) {
  static const std::string marks = "{}[],:\"\\ 0e-.x\t";
  switch (random.below(8)) {
    case 0:
      line.erase(random.below(line.size()), 1);
      break;
    case 1:
      line.insert(random.below(line.size() + 1), 1, marks[random.below(marks.size())]);
      break;
    case 2:
      line[random.below(line.size())] = marks[random.below(marks.size())];
      break;
    case 3:
      line.resize(random.below(line.size()) + 1);
      break;
    default:
      break;
  }
  return line;
}

void compare(const core::Program& p, const NativeLines& native, const OutcomeJson& json, const std::string& line,
             std::uint64_t seed, Tally& tally) {
  const DecidedLines slow = decide_lines(p, json, nullptr, line, 7, {});
  const DecidedLines fast = decide_lines(p, json, &native, line, 7, {});
  CHECK(slow.failed == fast.failed);
  if (slow.out != fast.out) FAIL_CHECK(fmt::format("seed {}, {}\n  evaluate {}  native   {}", seed, line, slow.out, fast.out));
  NativeLines::Scratch scratch;
  if (!native.decide(line, scratch)) {
    ++tally.refused;
    return;
  }
  ++tally.native;
  CHECK(slow.failed == 0);
  if (slow.out.find("\"open\":[{") != std::string::npos) ++tally.open;
  if (slow.out.find("\"orders\":{\"") != std::string::npos) ++tally.orders;
}

Tally run(std::uint64_t first, std::size_t programs, std::size_t cases, const test::Shape& shape) {
  Tally tally;
  for (std::uint64_t seed = first; seed < first + programs; ++seed) {
    const core::Program p = test::random_program(seed, shape);
    const auto native = NativeLines::make(p);
    if (!native) continue;
    ++tally.programs;
    const OutcomeJson json(p);
    test::Random random(seed);
    for (std::size_t k = 0; k < cases; ++k) {
      const core::Case c = k % 2 == 0 ? test::random_case(p, random) : test::random_partial_case(p, random);
      compare(p, *native, json, blemished(core::write_case(p, c), random), seed, tally);
    }
  }
  MESSAGE(fmt::format("{} programs, {} lines by native code, {} left to the reader, {} with open questions, {} with orders",
                      tally.programs, tally.native, tally.refused, tally.open, tally.orders));
  return tally;
}

}  // namespace

TEST_CASE("the whole language") {
  const Tally tally = run(60'000, 120, 120, {});
  CHECK(tally.programs >= 100);
  CHECK_DRAWN(tally.native > 2'000);
  CHECK_DRAWN(tally.refused > 1'000);
  CHECK_DRAWN(tally.open > 20);
  CHECK_DRAWN(tally.orders > 500);
}

TEST_CASE("many unknown facts and legal orders") {
  test::Shape shape;
  shape.facts = 10;
  shape.orders = 4;
  shape.rules = 10;
  const Tally tally = run(70'000, 40, 60, shape);
  CHECK_DRAWN(tally.native > 300);
}

// The assumptions ask of two sets together what no completion keeps, with more combinations than native code looks at.
TEST_CASE("a case that is impossible for reasons beyond the bound") {
  core::Program p;
  core::Builder b(p);
  core::Domain domain;
  domain.name = "Kind";
  for (const char* m : {"a", "b", "c", "d", "e", "f", "g"}) domain.members.emplace_back(m);
  domain.titles.resize(domain.members.size());
  const core::DomainId kind = p.domains.add(std::move(domain));
  const auto fact = [&](const char* name, core::FactKind k, bool optional) {
    core::Fact f;
    f.name = name;
    f.kind = k;
    f.domain = kind;
    f.optional = optional;
    if (k == core::FactKind::Date) f.lo = kFirstDate.days, f.hi = kLastDate.days;
    return p.facts.add(std::move(f));
  };
  p.as_of = fact("demand.at", core::FactKind::Date, false);
  const core::FactId asked = fact("demand.asked", core::FactKind::Bool, true);
  const core::FactId loose = fact("demand.loose", core::FactKind::Bool, false);
  const core::CondId common =
      b.overlaps(fact("demand.one", core::FactKind::Set, true), fact("demand.two", core::FactKind::Set, true));
  p.assumptions = {common, b.any({b.not_(common), b.is_true(loose)})};
  p.assumption_spans.resize(p.assumptions.size());
  core::Law law;
  law.name = "l";
  law.order = p.orders.add({"US", ""});
  law.in_force = b.always();
  core::Rule rule;
  rule.name = "l.r";
  rule.law = p.laws.add(std::move(law));
  rule.in_force = b.always();
  rule.when = rule.applies = b.is_true(asked);
  core::Act act;
  act.party = "holder";
  act.action = "act";
  act.possible = b.always();
  core::Norm norm;
  norm.rule = p.rules.add(std::move(rule));
  norm.act = p.acts.add(std::move(act));
  norm.effect = b.is_true(asked);
  p.outputs.push_back(norm.act);
  p.norms.add(std::move(norm));
  const auto native = NativeLines::make(p);
  REQUIRE(native);
  const OutcomeJson json(p);
  Tally tally;
  for (const char* l : {"true", "false"}) {
    for (const char* sets : {"", R"("one":["a"],"two":["b","a"],)", R"("one":["a"],)"}) {
      compare(p, *native, json, fmt::format(R"({{"demand":{{"at":"2020-01-01",{}"loose":{}}}}})", sets, l), 0, tally);
    }
  }
  CHECK(tally.native == 1);
  CHECK(tally.refused == 5);
}
