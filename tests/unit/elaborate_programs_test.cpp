#include "elaborate_lab.h"

using namespace jur;
using jur::test::Compiled;
using jur::test::Modules;

namespace {

const std::string kCase = R"(
enum Country { US, IE }
record Demand { from: Country  on: date }
record Entity { big: bool }
case Request as of demand.on { demand: Demand  party custodian: Entity }
action disclose
)";
const std::string kScenario = R"(
scenario "one" for Request {
  demand { from: US, on: 2014-09-01 }
  custodian { big: false }
)";

std::vector<std::string> names(const Compiled& c) {
  std::vector<std::string> out;
  for (const core::Program& p : c.programs) {
    std::string name = p.name + (p.declared ? "!" : "") + (p.judged ? "" : "?") + ":";
    for (const core::Law& l : p.laws.all()) name += " " + l.name;
    out.push_back(name);
  }
  CHECK(c.complaints().empty());
  return out;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a decision has all laws in sight, or those that it lists") {
  const std::string laws = kCase + "law a { rule r { custodian must disclose } }\nlaw b { rule r { custodian may disclose } }\n";
  CHECK(names(Compiled(laws + "decision d for Request { custodian: disclose }")) == Names{"d!: a b"});
  CHECK(names(Compiled(laws + "decision d for Request { laws b  custodian: disclose }")) == Names{"d!: b"});
  CHECK(names(Compiled(laws)) == Names{"Request: a b"});
}

TEST_CASE("a case type without laws, scenarios or properties has no program") {
  CHECK(names(Compiled(kCase)).empty());
  CHECK(names(Compiled(kCase + kScenario + "expect custodian disclose is silent }")) == Names{"Request?:"});
}

TEST_CASE("laws of a file that a decision sees are judged there; others by themselves") {
  const Modules modules{{"base", kCase},
                        {"a", "use base\nlaw a { rule r { custodian must disclose } }"},
                        {"b", "use base\nuse a\nlaw b { rule r { custodian may disclose } }"},
                        {"d", "use base\nuse a\ndecision d for Request { custodian: disclose }"}};
  CHECK(names(Compiled(modules)) == Names{"d!: a", "Request: a b"});
}

TEST_CASE("scenarios are judged by the only decision in sight, else by all laws in sight") {
  const std::string tests = "use base\nuse a\n" + kScenario + "expect a.r applies }";
  const Modules both{{"base", kCase},
                     {"a", "use base\nlaw a { rule r { custodian must disclose } }"},
                     {"d", "use base\nuse a\ndecision d for Request { custodian: disclose }"},
                     {"t", tests}};
  CHECK(names(Compiled(both)) == Names{"d!: a", "Request?: a"});
  Modules seen = both;
  seen[3].second = "use d\n" + tests;
  CHECK(names(Compiled(seen)) == Names{"d!: a"});
}

TEST_CASE("a law outside the decision does not exist for it") {
  const std::string text = kCase +
                           "law a { rule r { custodian must disclose } }\n"
                           "law b { rule r { custodian must not disclose } }\n"
                           "decision d for Request { laws a  custodian: disclose }\n" +
                           kScenario;
  const Compiled fine(text + "expect custodian must disclose by only a.r }");
  CHECK(jur::test::unmet(fine).empty());
  const Compiled wrong(text + "expect b.r does not apply }");
  REQUIRE(wrong.sink.all().size() == 1);
  CHECK(wrong.sink.all()[0].code == Code::OutsideDecision);
}

TEST_CASE("a record has the facts of the extensions that are loaded") {
  const Modules modules{{"base", kCase},
                        {"more", "use base\nextend Demand { gag: bool = false }"},
                        {"plain", "use base\nlaw a { rule r { custodian must disclose } }"},
                        {"rich", "use base\nuse more\nlaw b { rule r { when demand.gag custodian must disclose } }"}};
  const Compiled c(modules);
  REQUIRE(c.programs.size() == 2);
  CHECK(c.programs[0].facts.size() == 3);
  CHECK(c.programs[1].facts.size() == 4);
}

TEST_CASE("outputs follow the decision's order; a parameterised action stands for its slots") {
  const Compiled c(kCase + R"(
action keep(Country)
law a { rule r { custodian must keep(IE)  custodian must not keep(US) } }
decision d for Request { custodian: keep, disclose })");
  REQUIRE(c.programs.size() == 1);
  std::vector<std::string> outputs;
  for (const core::ActId a : c.programs[0].outputs) outputs.push_back(c.programs[0].acts[a].action);
  CHECK(outputs == Names{"keep(US)", "keep(IE)", "disclose"});
}

TEST_CASE("the same source gives the same program") {
  const std::string text = kCase + "law a { rule r { when demand.from is US custodian must disclose } }\n";
  const Compiled a(text);
  const Compiled b(text);
  REQUIRE(a.programs.size() == 1);
  CHECK(a.programs[0].conds.size() == b.programs[0].conds.size());
  CHECK(a.programs[0].args == b.programs[0].args);
}
