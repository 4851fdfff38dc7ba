// `jur lint`: levels, allowances, baselines, fixes, and how it ends.
#include <doctest/doctest.h>

#include "command.h"

using jur::test::count;
using jur::test::has;
using jur::test::run_jur;
using jur::test::Scratch;
using jur::test::text_of;

namespace {

const std::string kHead = R"(record Entity { large: bool = false }
record Demand { received: date }
case Request as of demand.received { demand: Demand  party custodian: Entity }
action disclose
)";

std::string law(const std::string& name, const std::string& cite, const std::string& when = "custodian.large") {
  return "law " + name + " {\n  jurisdiction \"contract\"\n" + cite + "  in force from 2020-01-01\n  rule answer { when " + when +
         "  custodian must disclose }\n}\n";
}

const std::string kCite = "  cite \"contract\"\n";
const std::string kUncited = kHead + law("production", "");
const std::string kClean = kHead + law("production", kCite);

}  // namespace

// says: | `jur lint PATH…` | what `check` finds, and style, dead rules, gaps and more, by the package's settings |
TEST_CASE("lint tells what check finds and what the lints find, by the package's settings") {
  const Scratch s;
  s.write("jur.toml", "name = \"a\"\nversion = \"0.1.0\"\n[lint]\nmissing-citation = \"deny\"\nlaw = \"allow\"\n");
  const std::string file =
      s.write("a.jur", kUncited + "law other { rule silence { when custodian.large  custodian must not disclose } }\n");
  const auto r = run_jur({"lint", file});
  CHECK(r.status == 1);
  CHECK(has(r.out, "error[contradiction-between-orders]"));
  CHECK(count(r.out, "error[missing-citation]") == 2);
  CHECK_FALSE(has(r.out, "missing-jurisdiction"));
}

TEST_CASE("levels: a lint's name beats its group, the command line beats the package, later beats earlier") {
  const Scratch s;
  s.write("jur.toml", "name = \"a\"\nversion = \"0.1.0\"\n[lint]\nlaw = \"deny\"\n");
  const std::string file = s.write("a.jur", kUncited);
  CHECK(has(run_jur({"lint", file}).out, "error[missing-citation]"));
  CHECK(has(run_jur({"lint", file, "--warn", "law"}).out, "warning[missing-citation]"));
  CHECK(has(run_jur({"lint", file, "--warn", "missing-citation", "--deny", "law"}).out, "warning[missing-citation]"));
  CHECK(run_jur({"lint", file, "--warn", "missing-citation", "--allow", "missing-citation"}).out == "no findings\n");
  CHECK(
      has(run_jur({"lint", file, "--allow", "missing-citation", "--warn", "missing-citation"}).out, "warning[missing-citation]"));
}

TEST_CASE("exit status: errors fail, warnings with --fail-on warning, nothing with --fail-on never") {
  const Scratch s;
  const std::string file = s.write("a.jur", kUncited);
  CHECK(run_jur({"lint", file}).status == 0);
  CHECK(run_jur({"lint", file, "--fail-on", "warning"}).status == 1);
  CHECK(run_jur({"lint", file, "--deny", "law"}).status == 1);
  CHECK(run_jur({"lint", file, "--deny", "law", "--fail-on", "never"}).status == 0);
  CHECK(run_jur({"lint", file, "--fail-on", "never", "--deny", "nothing"}).status == 2);
  CHECK(run_jur({"lint"}).status == 2);
  CHECK(run_jur({"lint", s.path("none.jur")}).status == 2);
}

TEST_CASE("a name that is no lint is refused with the nearest one") {
  const Scratch s;
  const std::string file = s.write("a.jur", kClean);
  const auto r = run_jur({"lint", file, "--deny", "mising-citation"});
  CHECK(r.status == 2);
  CHECK(has(r.err, "no lint and no group of lints is named `mising-citation`; did you mean `missing-citation`?"));
  CHECK(has(run_jur({"lint", file, "--allow", "syntax-error"}).err, "`syntax-error` is an error, which has no level"));
  s.write("jur.toml", "name = \"a\"\nversion = \"0.1.0\"\n[lint]\npedantik = \"warn\"\n");
  const auto toml = run_jur({"lint", file});
  CHECK(toml.status == 2);
  CHECK(has(toml.out + toml.err, "jur.toml:4:1"));
  CHECK(has(toml.out + toml.err, "did you mean `pedantic`?"));
}

TEST_CASE("a baseline knows findings by their words, wherever they stand") {
  const Scratch s;
  const std::string file = s.write("a.jur", kUncited);
  const std::string base = s.path("lint.json");
  const auto written = run_jur({"lint", file, "--baseline", base, "--write-baseline"});
  CHECK(written.status == 0);
  CHECK(has(written.out, "written: "));
  CHECK(has(text_of(base), "{\"file\":\"a.jur\",\"lint\":\"missing-citation\","));
  s.write("a.jur", "# a line more\n" + kUncited + law("second", "", "not custodian.large"));
  const auto r = run_jur({"lint", file, "--baseline", base});
  CHECK(count(r.out, "warning[missing-citation]") == 1);
  CHECK(has(r.out, "1 finding is in the baseline"));
  s.write("a.jur", kClean);
  CHECK(has(run_jur({"lint", file, "--baseline", base}).out, "1 finding of the baseline is gone"));
}

TEST_CASE("a package names its baseline; errors are never in one") {
  const Scratch s;
  s.write("jur.toml", "name = \"a\"\nversion = \"0.1.0\"\n[lint]\nbaseline = \"old.json\"\n");
  const std::string file = s.write("a.jur", kUncited + law("other", kCite).replace(0, 4, "law ") +
                                                "law third {\n  jurisdiction \"x\"\n  cite \"c\"\n  in force from 2020-01-01\n"
                                                "  rule silence { when custodian.large  custodian must not disclose }\n}\n");
  const auto missing = run_jur({"lint", file});
  CHECK(missing.status == 2);
  CHECK(has(missing.out + missing.err, "error[bad-baseline]"));
  CHECK(has(missing.out + missing.err, "jur.toml:4:12"));
  CHECK(run_jur({"lint", file, "--write-baseline"}).status == 1);
  const auto r = run_jur({"lint", file});
  CHECK(r.status == 1);
  CHECK(has(r.out, "contradiction-between-orders"));
  CHECK_FALSE(has(r.out, "missing-citation"));
}

TEST_CASE("a baseline that another version or hand wrote is refused") {
  const Scratch s;
  const std::string file = s.write("a.jur", kClean);
  const char* broken[] = {
      "",
      "{",
      "[]",
      "{\"jur-lint-baseline\": \"1\"}",
      "{\"jur-lint-baseline\": 1, \"findings\": [3]}",
      "{\"jur-lint-baseline\": 1, \"findings\": [{\"lint\":\"x\",\"file\":\"y\",\"message\":\"z\",\"count\":-1}]}"};
  for (const char* text : broken) {
    const auto r = run_jur({"lint", file, "--baseline", s.write("b.json", text)});
    INFO(text);
    CHECK(r.status == 2);
    CHECK(has(r.out + r.err, "is not one that `jur lint` wrote"));
  }
  const auto r = run_jur({"lint", file, "--baseline", s.write("b.json", "{\"jur-lint-baseline\": 2, \"findings\": []}")});
  CHECK(r.status == 2);
  CHECK(has(r.out + r.err, "is of version 2; this `jur` reads version 1"));
  CHECK(run_jur({"lint", file, "--write-baseline"}).status == 2);
}

TEST_CASE("--fix mends what is safe and writes whole files; --dry-run only shows it") {
  const Scratch s;
  const std::string text = kHead + law("production", kCite, "(not (not custodian.large is true))");
  const std::string file = s.write("a.jur", text);
  CHECK(has(run_jur({"lint", file}).out, "can be mended by `--fix`"));
  const auto dry = run_jur({"lint", file, "--fix", "--dry-run"});
  CHECK(dry.status == 0);
  CHECK(has(dry.out, "+  rule answer { when custodian.large  custodian must disclose }"));
  CHECK(text_of(file) == text);
  const auto r = run_jur({"lint", file, "--fix"});
  CHECK(r.status == 0);
  CHECK(has(r.out, "no findings\n"));
  CHECK(text_of(file) == kClean);
  CHECK(s.names() == std::vector<std::string>{"a.jur"});
  CHECK(run_jur({"lint", file, "--dry-run"}).status == 2);
}

TEST_CASE("a file in the canonical layout stays so when it is mended") {
  const Scratch s;
  const std::string file = s.write("a.jur", kHead + law("production", kCite, "custodian.large is true"));
  CHECK(run_jur({"fmt", file}).status == 0);
  CHECK(run_jur({"lint", file, "--fix"}).status == 0);
  CHECK(run_jur({"fmt", file, "--check"}).status == 0);
}

TEST_CASE("in a package, names that other files use are used; findings are told in the files named") {
  const Scratch s;
  s.write("jur.toml", "name = \"a\"\nversion = \"0.1.0\"\n");
  const std::string facts = s.write("facts.jur", kHead);
  s.write("law.jur", "use facts\n" + law("production", ""));
  CHECK(run_jur({"lint", facts}).out == "no findings\n");
  CHECK(has(run_jur({"lint", s.path("law.jur")}).out, "warning[missing-citation]"));
}

TEST_CASE("a lone file beside others may be used by them") {
  const Scratch s;
  const std::string facts = s.write("facts.jur", kHead);
  CHECK(has(run_jur({"lint", facts}).out, "warning[unused-action]"));
  s.write("law.jur", "use facts\n" + law("production", ""));
  CHECK(run_jur({"lint", facts}).out == "no findings\n");
}

TEST_CASE("a package that is released says what is unverified") {
  const Scratch s;
  s.write("jur.toml", "name = \"a\"\nversion = \"1.0.0\"\n");
  const std::string file = s.write("a.jur", kHead + law("production", kCite + "  unverified \"the day\"\n"));
  CHECK(has(run_jur({"lint", file}).out, "warning[unverified-release]: package `a` is released, and this is unverified"));
}

TEST_CASE("a program with errors is not linted") {
  const Scratch s;
  const auto r = run_jur({"lint", s.write("a.jur", kUncited + "law broken { rule r { custodian must fly } }\n")});
  CHECK(r.status == 1);
  CHECK(has(r.out, "error[unknown-name]"));
  CHECK_FALSE(has(r.out, "missing-citation"));
}

TEST_CASE("the list of lints names each with its group") {
  const auto r = run_jur({"lint", "--list"});
  CHECK(r.status == 0);
  CHECK(has(r.out, "correctness (deny)"));
  CHECK(has(r.out, "pedantic (allow)"));
  CHECK(has(r.out, "  missing-citation "));
}

TEST_CASE("json has the counts of what was mended and of the baseline") {
  const Scratch s;
  const auto r = run_jur({"lint", s.write("a.jur", kUncited), "--format", "json"});
  CHECK(has(r.out, "\"code\":\"missing-citation\",\"severity\":\"warning\""));
  CHECK(has(r.out, "\"mended\":0,\"fixable\":0,\"baseline\":0,\"baseline_gone\":0"));
}
