// Packages: what `jur.toml` may say, what is wrong with it, and which files belong to which package.
#include <fstream>

#include <doctest/doctest.h>

#include "command.h"
#include "driver/session.h"

using jur::test::count;
using jur::test::has;
using jur::test::kProgram;
using jur::test::run_jur;
using jur::test::Scratch;

namespace {

struct Bad {
  std::string toml;
  std::string place;  // line:column
  std::string message;
  std::string help;
};

}  // namespace

// says: A package is a folder with `jur.toml` (name, version, standard library version, lint settings);
TEST_CASE("what is wrong in a jur.toml is told once, at its place") {
  const Bad all[] = {
      {"name = \n", "1:8", "a value is missing after `=`", ""},
      {"name = \"a", "1:8", "this text is not well formed", "double quotes"},
      {"name = \"\\q\"\n", "1:8", "this text is not well formed", ""},
      {"name = a\n", "1:8", "this is not a value", "double quotes"},
      {"name \"a\"\n", "1:5", "there is no `=` after the name", ""},
      {"# settings\n[lint\n", "2:1", "this is neither `name = value` nor `[table]`", ""},
      {"name = \"a\"\nname = \"b\"\n", "2:8", "this stands twice in the file", "keep one"},
      {"name = \"a\"\n[lint]\n[lint]\n", "3:1", "this stands twice in the file", ""},
      {"name = \"a\" version = \"1.0.0\"\n", "1:12", "something stands after the value", ""},
      {"name = \"a\xFF\"\n", "1:10", "the file is not valid UTF-8 here", "byte 0xFF"},
      {"name = \"a\"\nx = 'caf\xE9'\n", "2:9", "the file is not valid UTF-8 here", ""},
      {"name = \"a\"\nx = 2014-02-30\n", "2:", "this is not a day of the calendar", ""},
      {"x = [1, 2\n", "2:1", "this list does not end in `]`", ""},
      {"x = {a = 1\n", "1:11", "this table does not end in `}`", ""},
      {"name = \"a\"\nx = " + std::string(50'000, '[') + "\n", "2:37", "nested more than 32 deep", ""},
      {"name = \"a\"\nx" + std::string(50'000, '.') + "\n", "2:34", "nested more than 32 deep", ""},
      {"", "1:1", "`jur.toml` does not name the package", "name = "},
      {"version = \"1.0.0\"\n", "1:1", "`jur.toml` does not name the package", ""},
      {"nmae = \"a\"\n", "1:1", "a package has no setting `nmae`", "did you mean `name`?"},
      {"[package]\nname = \"a\"\n", "1:1", "a package has no setting `package`", "at the top of the file"},
      {"name = \"a\"\nauthors = 3\n", "2:1", "a package has no setting `authors`", "the settings are"},
      {"name = 3\n", "1:8", "`name` is a whole number, but a text is expected", "mailbox"},
      {"name = \"a b\"\n", "1:8", "`a b` is not a name for a package", "begins with a letter"},
      {"name = \"std\"\n", "1:8", "`std` is not a name for a package", "`std` is taken"},
      {"name = \"a\"\nversion = 1.0\n", "2:11", "`version` is a number, but a text is expected", "1.2.3"},
      {"name = \"a\"\nversion = \"1.0\"\n", "2:11", "`1.0` is not a version", "three numbers"},
      {"name = \"a\"\nversion = \"1.00.2\"\n", "2:11", "`1.00.2` is not a version", ""},
      {"name = \"a\"\nstd = \"new\"\n", "2:7", "`new` is not a version", "0.1"},
      {"name = \"a\"\nlint = true\n", "2:8", "`lint` is a yes or no, but a table is expected", "[lint]"},
      {"name = \"a\"\n[lint]\ndead-rule = \"wran\"\n", "3:13", "`wran` is not a level", "did you mean `warn`?"},
      {"name = \"a\"\n[lint]\ndead-rule = \"off\"\n", "3:13", "`off` is not a level", "`allow`, `warn` or `deny`"},
      {"name = \"a\"\n[lint]\ndead-rule = 1\n", "3:13", "`dead-rule` is a whole number, but a text is expected", ""},
      {"name = \"a\"\n[lint]\nbaseline = \"\"\n", "3:12", "`baseline` names no file", ""},
  };
  for (const Bad& b : all) {
    CAPTURE(b.toml.substr(0, 60));
    const Scratch s;
    s.write("jur.toml", b.toml);
    const auto r = run_jur({"check", s.write("p.jur", kProgram)});
    CAPTURE(r.out);
    CHECK(r.status == 2);
    CHECK(count(r.out, "error[") == 1);
    CHECK(has(r.out, "error[bad-package]: "));
    CHECK(has(r.out, b.message));
    CHECK(has(r.out, "jur.toml:" + b.place));
    CHECK(has(r.out, b.help));
  }
}

TEST_CASE("several mistakes in a jur.toml are all told") {
  const Scratch s;
  s.write("jur.toml", "name = 3\nversion = 4\n[lint]\na = \"b\"\n");
  const auto r = run_jur({"check", s.write("p.jur", kProgram)});
  CHECK(count(r.out, "error[bad-package]") == 3);
}

TEST_CASE("a jur.toml that is a folder") {
  const Scratch s;
  s.write("jur.toml/x", "");
  const auto r = run_jur({"check", s.write("p.jur", kProgram)});
  CHECK(r.status == 2);
  CHECK(has(r.out, "error[file-unreadable]"));
}

TEST_CASE("the standard library serves a package of its own line") {
  const Scratch s;
  s.write("std/std/places.jur", "enum Country { IE }\n");
  s.write("std/jur.toml", "name = \"std\"\nversion = \"1.4.2\"\n");
  const std::string file = s.write("p/p.jur", "use std.places\ngroup G of Country = { IE }\n");
  const char* before = std::getenv("JUR_STDLIB");
  const std::string kept = before != nullptr ? before : "";
  ::setenv("JUR_STDLIB", s.path("std").c_str(), 1);
  const auto status = [&](const std::string& wanted) {
    s.write("p/jur.toml", "name = \"p\"\nstd = \"" + wanted + "\"\n");
    return run_jur({"check", file}).status;
  };
  for (const char* served : {"1", "1.0", "1.4", "1.4.2"}) CHECK(status(served) == 0);
  for (const char* refused : {"0.9", "1.4.3", "1.5", "2", "2.0.0"}) CHECK(status(refused) == 2);
  const auto newer = run_jur({"check", file});
  CHECK(has(newer.out, "error[library-version]: package `p` asks for standard library 2.0.0, but this is 1.4.2"));
  CHECK(has(newer.out, "jur.toml:2:7"));
  s.write("std/jur.toml", "name = \"std\"\n");
  CHECK(has(run_jur({"check", file}).out, "this is one that does not say its version"));
  std::filesystem::remove(s.path("std/jur.toml"));
  CHECK(has(run_jur({"check", file}).out, "this is one that does not say its version"));
  if (before != nullptr) {
    ::setenv("JUR_STDLIB", kept.c_str(), 1);
  } else {
    ::unsetenv("JUR_STDLIB");
  }
}

TEST_CASE("an idle acceptance of the library is told to whoever checks the library") {
  const Scratch s;
  const std::string library = s.write("std/std/law.jur", R"(
record Demand { received: date }
record Entity { large: bool = false }
case Request as of demand.received { demand: Demand  party custodian: Entity }
action disclose
law a { jurisdiction "A"  rule duty { when custodian.large  custodian must disclose } }
law b { jurisdiction "B"  rule ban { when not custodian.large  custodian must not disclose } }
accept contradiction a with b { reason "none" }
)");
  const std::string file = s.write("p/p.jur", "use std.law\ndecision d for Request { custodian: disclose }\n");
  const char* before = std::getenv("JUR_STDLIB");
  const std::string kept = before != nullptr ? before : "";
  ::setenv("JUR_STDLIB", s.path("std").c_str(), 1);
  CHECK(run_jur({"check", file}).status == 0);
  const auto own = run_jur({"check", library});
  CHECK(own.status == 1);
  CHECK(has(own.out, "error[acceptance-idle]"));
  if (before != nullptr) {
    ::setenv("JUR_STDLIB", kept.c_str(), 1);
  } else {
    ::unsetenv("JUR_STDLIB");
  }
}

TEST_CASE("the nearest jur.toml at or above a file marks its package") {
  const Scratch s;
  s.write("a/jur.toml", "name = \"a\"\n");
  s.write("a/laws/law.jur", "enum E { A }\n");
  s.write("a/laws/deep/main.jur", "use laws.law\ngroup G of E = { A }\n");
  s.write("b/jur.toml", "name = \"b\"\n");
  s.write("b/laws/law.jur", "enum E { B }\n");
  s.write("b/main.jur", "use laws.law\ngroup G of E = { B }\n");
  CHECK(run_jur({"check", s.path("a/laws/deep/main.jur")}).status == 0);
  CHECK(run_jur({"check", s.path("a")}).status == 0);
  CHECK(run_jur({"check", s.path("")}).status == 0);  // a folder of packages
  s.write("c/main.jur", "use laws.law\n");            // no import leaves a package
  s.write("c/jur.toml", "name = \"c\"\n");
  CHECK(has(run_jur({"check", s.path("c/main.jur")}).out, "unknown-module"));
}

TEST_CASE("lint settings are kept in the order of the file, with their places") {
  const Scratch s;
  s.write("jur.toml",
          "name = \"a\"\nversion = \"1.2.3\"\n\n[lint]\npedantic = \"warn\"\nbaseline = \"old.json\"\ndead-rule = \"deny\"\n"
          "\"missing-citation\" = \"allow\"\n");
  jur::Session session({s.write("p.jur", kProgram)}, {});
  REQUIRE(session.packages().size() == 1);
  const jur::Package& p = session.packages()[0];
  CHECK(p.name == "a");
  CHECK(jur::to_string(p.version.value()) == "1.2.3");
  CHECK(p.lint.baseline == "old.json");
  REQUIRE(p.lint.levels.size() == 3);
  CHECK(p.lint.levels[0].name == "pedantic");
  CHECK(p.lint.levels[0].level == jur::LintLevel::Warn);
  CHECK(p.lint.levels[1].name == "dead-rule");
  CHECK(p.lint.levels[1].level == jur::LintLevel::Deny);
  CHECK(p.lint.levels[2].level == jur::LintLevel::Allow);
  CHECK(session.sources().text(p.lint.levels[1].span) == "dead-rule");
  CHECK(session.sources().text(p.lint.levels[2].span) == "missing-citation");
  CHECK(session.sink().all().empty());
}

TEST_CASE("a scenario is like one of a file of the package that was not named") {
  const Scratch s;
  (void)s.write("p/jur.toml", "name = \"p\"\n");
  (void)s.write("p/law.jur", kProgram);
  (void)s.write("p/tests/base.jur",
                "use law\nscenario \"a \\\"base\\\"\" for Request { demand { from: US, received: 2020-01-01 } custodian { home: "
                "IE } expect custodian may disclose }\n");
  (void)s.write("p/tests/between.jur", "scenario\n  \"between\" like \"a \\\"base\\\"\" { }\n");
  (void)s.write("p/tests/broken.jur", "# scenario of \"between\"\nlaw {\n");
  const std::string file =
      s.write("p/tests/sub/last.jur", "use law\nscenario \"last\" like \"between\" { expect custodian disclose is silent }\n");
  for (const std::string& path : {file, s.path("p/tests/sub")}) {
    const auto r = run_jur({"test", path});
    INFO(r.out, r.err);
    CHECK(r.status == 0);
    CHECK(has(r.out, "ok     last"));
    CHECK(has(r.out, "1 passed, 0 failed"));
  }
  (void)s.write("p/tests/sub/last.jur", "scenario \"last\" like \"betwen\" { }\n");
  const auto r = run_jur({"test", file});
  CHECK(r.status == 1);
  CHECK(count(r.err, "error[") == 1);
  CHECK(has(r.err, "no scenario is named `betwen`"));
}

TEST_CASE("a scenario is like one of its own package, whatever other packages have") {
  const Scratch s;
  const std::string base = " for Request { demand { from: US, received: 2020-01-01 } custodian { home: ";
  for (const std::string name : {"p", "q"}) {
    (void)s.write(name + "/jur.toml", "name = \"" + name + "\"\n");
    (void)s.write(name + "/" + name + "_law.jur", kProgram);
    const std::string home = name == "p" ? "US" : "IE";
    (void)s.write(name + "/" + name + "_base.jur",
                  "use " + name + "_law\nscenario \"base\"" + base + home + " } expect us is in force }\n");
    (void)s.write(name + "/" + name + "_like.jur", "use " + name + "_law\nscenario \"" + name +
                                                       " like\" like \"base\" { expect custodian disclose is " +
                                                       (name == "p" ? "required" : "silent") + " }\n");
  }
  const auto r = run_jur({"test", s.path("p"), s.path("q")});
  INFO(r.out, r.err);
  CHECK(r.status == 0);
  CHECK(has(r.out, "4 passed, 0 failed"));
}
