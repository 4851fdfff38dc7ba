// `jur diff` of packages without a decision: which laws are compared with which, and where scenarios belong.
#include <doctest/doctest.h>

#include "command.h"

using jur::test::count;
using jur::test::has;
using jur::test::run_jur;
using jur::test::Scratch;

namespace {

const std::string kFacts = R"(enum Country { US, IE, FR }
record Demand { received: date  from: Country }
record Entity { large: bool = false }
case Request as of demand.received { demand: Demand  party custodian: Entity }
action disclose
)";

std::string law(const std::string& name, const std::string& norm) {
  return "use facts\nlaw " + name + " { rule r { when demand.from is " + norm + " } }\n";
}

struct Package {
  const Scratch& scratch;
  std::string name;
  Package(const Scratch& in, std::string folder) : scratch(in), name(std::move(folder)) {
    write("jur.toml", "name = \"p\"\nversion = \"1.0.0\"\n");
    write("facts.jur", kFacts);
  }
  void write(const std::string& file, const std::string& text) const { (void)scratch.write(name + "/" + file, text); }
  [[nodiscard]] std::string path() const { return scratch.path(name); }
};

}  // namespace

TEST_CASE("laws in sight are compared with those that they were, whatever other files there are") {
  const Scratch scratch;
  const Package before(scratch, "before");
  before.write("ireland.jur", law("ie", "IE custodian must not disclose"));
  before.write("states.jur", law("us", "US custodian must disclose"));
  const Package after(scratch, "after");
  after.write("zoo.jur", law("ie", "IE custodian must not disclose"));
  after.write("states.jur", law("us", "US custodian must disclose"));

  const auto moved = run_jur({"diff", before.path(), after.path()});
  CHECK(moved.status == 0);
  CHECK(has(moved.out, "no difference: proved for 2 verdicts"));

  after.write("a_first.jur", law("fr", "FR custodian may disclose"));
  const auto added = run_jur({"diff", before.path(), after.path()});
  CHECK(added.status == 0);
  CHECK(has(added.out, "- the decision by law `fr` on case `Request` is new"));
  CHECK(has(added.out, "no difference: proved for 2 verdicts"));
}

TEST_CASE("of several decisions each change says in which it is, and where its scenario belongs") {
  const Scratch scratch;
  const Package before(scratch, "before");
  const Package after(scratch, "after");
  for (const Package* p : {&before, &after}) {
    p->write("ireland.jur", law("ie", "IE custodian must not disclose"));
    p->write("both.jur", "use facts\nuse ireland\nuse states\n");
  }
  before.write("states.jur", law("us", "US custodian must disclose"));
  after.write("states.jur", law("us", "FR custodian must disclose"));
  after.write("other.jur", law("fr", "FR custodian may disclose"));

  const auto told = run_jur({"diff", before.path(), after.path()});
  CHECK(told.status == 1);
  CHECK(has(told.out, "in the decision by laws `ie`, `us` on case `Request`"));
  CHECK(has(told.out, "a scenario for " + after.path() + "/both.jur that passes in the new version alone"));
  const auto as_json = run_jur({"diff", "--format", "json", before.path(), after.path()});
  CHECK(has(as_json.out, R"("decision":"Request","laws":["ie","us"])"));
}

TEST_CASE("two decisions that change alike have scenarios of two names") {
  const Scratch scratch;
  const std::string decisions =
      "decision one for Request { custodian: disclose }\ndecision two for Request { custodian: disclose }\n";
  const auto old_version = scratch.write("old.jur", kFacts + law("us", "US custodian must disclose").substr(10) + decisions);
  const auto new_version = scratch.write("new.jur", kFacts + law("us", "FR custodian must disclose").substr(10) + decisions);
  const auto told = run_jur({"diff", old_version, new_version});
  CHECK(told.status == 1);
  CHECK(count(told.out, "  in decision `one`\n") == 2);
  CHECK(count(told.out, "  in decision `two`\n") == 2);
  CHECK(count(told.out, R"(scenario "custodian disclose: silent instead of required" for one {)") == 1);
  CHECK(count(told.out, R"(scenario "custodian disclose: silent instead of required, in two" for two {)") == 1);
}
