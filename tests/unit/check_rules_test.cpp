#include <string>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "check/check.h"
#include "parse/parse.h"

using namespace jur;

namespace {

const std::string kFacts = R"(
enum Country { US, IE, FR }
record Demand { from: Country  received: date  gag: bool = no  penalty: int 0..40 = 0 }
record Entity { home: Country  states: set of Country }
case Request as of demand.received { demand: Demand  party custodian: Entity  party parent: Entity }
action disclose
action refuse excludes disclose
action store(Country)
group EU of Country = { IE from 1973-01-01, FR }
)";

struct Checked {
  Sources sources;
  Sink sink;
  syntax::Tree tree;
  model::Program program;

  explicit Checked(const std::string& text) {
    const FileId file = sources.add("test.jur", kFacts + text);
    tree = parse(sources, file, {}, sink);
    const Unit unit{&tree, "test", false, {}};
    program = check(sources, std::span(&unit, 1), sink);
    sink.sort();
  }
  Checked(const Checked&) = delete;
  Checked& operator=(const Checked&) = delete;

  [[nodiscard]] std::size_t count(Code code) const {
    std::size_t n = 0;
    for (const Diagnostic& d : sink.all()) n += d.code == code ? 1 : 0;
    return n;
  }
  // "a.r > b.q" for each statement of precedence, in order.
  [[nodiscard]] std::string precedence() const {
    std::string out;
    for (const model::Precedence& p : program.precedence) {
      out += fmt::format("{}{} > {}", out.empty() ? "" : ", ", model::qualified_name(program, p.winner),
                         model::qualified_name(program, p.loser));
    }
    return out;
  }
  // The condition of rule `r` of the law declared last.
  [[nodiscard]] const model::Expr& when() const { return program.exprs[program.rules.all().back().when]; }
};

std::string rule(const std::string& condition) { return "law l { rule r { when " + condition + " custodian must disclose } }"; }

}  // namespace

TEST_CASE("naming a law means its rules on the same party, action and argument") {
  const Checked c(R"(
    law a notwithstanding b { jurisdiction US
      rule one { custodian must disclose  custodian must store(US) }
      rule two { parent must disclose }
    }
    law b { jurisdiction US
      rule same { custodian must not disclose }
      rule other_party { parent must not refuse }
      rule other_slot { custodian must not store(IE) }
      rule same_slot { custodian may store(US) }
    })");
  CHECK(c.sink.errors() == 0);
  CHECK(c.precedence() == "a.one > b.same, a.one > b.same_slot");
}

TEST_CASE("naming a law never means the stating rule, and `subject to` turns the statement round") {
  const Checked c(R"(
    law a { jurisdiction US
      rule one subject to a { custodian must disclose }
      rule two { custodian must not disclose }
    })");
  CHECK(c.precedence() == "a.two > a.one");
}

TEST_CASE("a rule for every party meets the rules on each of them") {
  const Checked c(R"(
    law a { jurisdiction US rule each for every Entity e notwithstanding b { e must disclose } }
    law b { jurisdiction US
      rule one { custodian must not disclose }
      rule two { parent may disclose }
      rule three for every Entity e { e must not refuse }
    })");
  CHECK(c.precedence() == "a.each > b.one, a.each > b.two");
}

TEST_CASE("between a group and its member precedence holds on the days of membership") {
  const Checked c(R"(
    law union notwithstanding state { jurisdiction EU rule r { custodian must disclose } }
    law state { jurisdiction IE rule q { custodian must not disclose } })");
  REQUIRE(c.program.precedence.size() == 1);
  const IntervalSet& days = c.program.precedence[0].days;
  CHECK_FALSE(days.contains(from_civil({1972, 12, 31}).days));
  CHECK(days.contains(from_civil({1973, 1, 1}).days));
}

TEST_CASE("a circle of precedence is taken out of the program") {
  const Checked c(R"(
    law a { rule r notwithstanding q { custodian must disclose }
            rule q notwithstanding r, s { custodian must refuse }
            rule s { custodian may disclose } })");
  CHECK(c.count(Code::PrecedenceCycle) == 1);
  CHECK(c.precedence() == "a.q > a.s");
}

TEST_CASE("comparisons have one form") {
  SUBCASE("greater is less, turned round") {
    const Checked c(rule("demand.penalty > 3"));
    REQUIRE(c.when().kind == model::ExprKind::Less);
    CHECK(c.program.exprs[c.when().args[0]].kind == model::ExprKind::Literal);
  }
  SUBCASE("a fact that is yes is the fact") {
    const Checked c(rule("demand.gag is yes"));
    CHECK(c.when().kind == model::ExprKind::Place);
  }
  SUBCASE("a fact that is not yes is its negation") {
    const Checked c(rule("demand.gag is not true"));
    CHECK(c.when().kind == model::ExprKind::Not);
  }
  SUBCASE("the enumerator may come first") {
    const Checked c(rule("US is demand.from"));
    CHECK(c.sink.errors() == 0);
    CHECK(c.when().kind == model::ExprKind::Equal);
  }
  SUBCASE("at least all of them is all of them") {
    const Checked c(rule("at least 2 of (demand.gag, demand.from is US)"));
    CHECK(c.when().kind == model::ExprKind::And);
  }
}

TEST_CASE("a scenario replaces the facts of another leaf by leaf, a set as a whole") {
  const std::string base =
      "scenario \"a\" for Request { demand { from: US, received: 2014-09-01 }"
      " custodian { home: US, states: {US, IE} } parent { home: IE, states: {} } }";
  const Checked c(base + "scenario \"b\" like \"a\" { custodian { states: {FR} } demand.from: IE }");
  CHECK(c.sink.errors() == 0);
  REQUIRE(c.program.scenarios.size() == 2);
  const auto& settings = c.program.scenarios[model::ScenarioId(1)].settings;
  CHECK(settings.size() == 6);
  for (const model::Setting& s : settings) {
    if (s.value.kind == model::LiteralKind::Set && s.place.index == 1)
      CHECK(s.value.set.members() == std::vector<std::size_t>{2});
    if (s.place.index == 0 && s.value.kind == model::LiteralKind::Enum) CHECK(s.value.number == 1);
  }
}

TEST_CASE("sums and chains of defines have limits") {
  std::string sum = "demand.penalty";
  for (int i = 0; i < 1000; ++i) sum += " + demand.penalty";
  CHECK(Checked(rule(sum + " > 3")).count(Code::ValueOutOfRange) == 1);

  std::string chain = "define d0 = demand.gag\n";
  for (int i = 1; i < 3000; ++i) chain += fmt::format("define d{} = not d{}\n", i, i - 1);
  CHECK(Checked(chain).count(Code::ValueOutOfRange) == 1);
  std::string backwards;
  for (int i = 1; i < 3000; ++i) backwards += fmt::format("define d{} = not d{}\n", i, i + 1);
  CHECK(Checked(backwards + "define d3000 = demand.gag\n").count(Code::ValueOutOfRange) == 1);
}
