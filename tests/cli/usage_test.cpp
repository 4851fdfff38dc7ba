#include <doctest/doctest.h>

#include "command.h"

using namespace jur::test;

namespace {

struct Slip {
  std::vector<std::string> args;
  std::string error;
  std::string help;
};

}  // namespace

TEST_CASE("a wrong command line is told with the nearest name, or with what may stand there") {
  const std::vector<Slip> slips = {
      {{"chek", "a"}, "`chek` is no command of `jur`", "did you mean `jur check`?"},
      {{}, "no command is given", "the commands are `check`, `lint`, "},
      {{"check", "--formt", "json", "a"}, "`jur check` has no option `--formt`", "did you mean `--format`?"},
      {{"check", "-q", "a"}, "`jur check` has no option `-q`", "its options are "},
      {{"check", "--format", "jsn", "a"}, "`jsn` is no value for `--format`", "did you mean `json`?"},
      {{"check", "--format=xyz", "a"}, "`xyz` is no value for `--format`", "it takes `human`, `json`, "},
      {{"check"}, "`jur check` needs `PATH`: ", "write `jur check PATH`"},
      {{"run", "a"}, "`jur run` needs `--case FILE`: ", "write `jur run PATH --case FILE`"},
      {{"diff", "a"}, "`jur diff` needs `NEW`: ", "write `jur diff OLD NEW`"},
      {{"check", "a", "--limit"}, "`--limit` stands without a value", "write `--limit VALUE`: "},
      {{"check", "--today", "2020", "a"}, "`2020` is no value for `--today`", "a day is written YYYY-MM-DD"},
      {{"build", "a", "-o", "b", "--emit", "header,lib"}, "`lib` is no value for `--emit`", "it takes `static`, "},
      {{"run", "a", "b", "--case", "c"}, "`jur run` cannot be read as it is written: ", "`jur run --help` says"},
      {{"explain", "typ-mismatch"}, "no diagnostic and no lint is named `typ-mismatch`", "did you mean `type-mismatch`?"},
      {{"explain", "x"}, "no diagnostic and no lint is named `x`", "write the name that stands in brackets"},
  };
  for (const Slip& slip : slips) {
    const Ran r = run_jur(slip.args);
    INFO(r.err);
    CHECK(r.status == 2);
    CHECK(r.out.empty());
    CHECK(r.err.starts_with("error: " + slip.error));
    CHECK(has(r.err, "  = help: " + slip.help));
  }
}

TEST_CASE("help and version are no errors") {
  CHECK(run_jur({"--help"}).status == 0);
  CHECK(run_jur({"check", "--help"}).status == 0);
  CHECK(has(run_jur({"--version"}).out, "jur "));
}
