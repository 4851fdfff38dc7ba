// What a user may hand in by mistake: each a clear error, the right exit status, nothing left behind.
#include <sys/resource.h>

#include <csignal>
#include <sstream>
#include <stdexcept>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "cli/command_line.h"
#include "command.h"

using jur::test::count;
using jur::test::has;
using jur::test::kProgram;
using jur::test::run_jur;
using jur::test::Scratch;

TEST_CASE("a missing file") {
  const Scratch s;
  const auto r = run_jur({"check", s.path("missing.jur")});
  CHECK(r.status == 2);
  CHECK(has(r.out, "error[file-unreadable]: cannot read `"));
  CHECK(has(r.out, "missing.jur`: no such file or directory"));
}

TEST_CASE("a missing file as JSON") {
  const Scratch s;
  const auto r = run_jur({"check", s.path("missing.jur"), "--format", "json"});
  CHECK(r.status == 2);
  const auto json = nlohmann::json::parse(r.out);
  CHECK(json["findings"][0]["code"] == "file-unreadable");
  CHECK(json["findings"][0]["line"].is_null());
  CHECK(json["summary"]["errors"] == 1);
}

TEST_CASE("a folder without a .jur file") {
  const Scratch s;
  s.write("notes.txt", "no rules here");
  const auto r = run_jur({"check", s.path("")});
  CHECK(r.status == 2);
  CHECK(has(r.out, "error[no-sources]"));
}

TEST_CASE("a folder in place of a file is all files below it") {
  const Scratch s;
  s.write("a/p.jur", kProgram);
  CHECK(run_jur({"check", s.path("")}).status == 0);
}

TEST_CASE("a folder of stories, each with its own modules") {
  const Scratch s;
  s.write("one/law.jur", "enum E { A }\n");
  s.write("one/main.jur", "use law\ngroup G of E = { A }\n");
  s.write("two/law.jur", "enum E { B }\n");
  s.write("two/main.jur", "use law\ngroup G of E = { B }\n");
  CHECK(run_jur({"check", s.path("")}).status == 0);
  CHECK(run_jur({"check", s.path("two/main.jur")}).status == 0);
}

TEST_CASE("invalid UTF-8") {
  const Scratch s;
  const auto r = run_jur({"check", s.write("bad.jur", "enum E { A }\n# caf\xE9\n")});
  CHECK(r.status == 1);
  CHECK(has(r.out, "error[not-utf8]"));
  CHECK(has(r.out, "bad.jur:2:6"));
}

TEST_CASE("a line of 100 MB") {
  const Scratch s;
  const auto r = run_jur({"check", s.write("long.jur", "# " + std::string(100'000'000, 'x'))});
  CHECK(r.status == 2);
  CHECK(has(r.out, "error[file-too-large]"));
}

TEST_CASE("a long line of text in a message is cut") {
  const Scratch s;
  const std::string spaces(1'000'000, ' ');
  const auto r = run_jur({"check", s.write("long.jur", "enum E { A }" + spaces + "enum E { B }" + spaces + "\n")});
  CHECK(r.status == 1);
  CHECK(has(r.out, "duplicate-name"));
  CHECK(r.out.size() < 2000);
}

TEST_CASE("10,000 nested parentheses") {
  const Scratch s;
  const std::string open(10'000, '(');
  const std::string close(10'000, ')');
  const auto r = run_jur({"check", s.write("deep.jur", kProgram + "assume " + open + "true" + close + "\n")});
  CHECK(r.status == 1);
  CHECK(count(r.out, "error[") == 1);
  CHECK(has(r.out, "error[nested-too-deep]"));
}

TEST_CASE("an import cycle is printed") {
  const Scratch s;
  s.write("a.jur", "use b\n");
  s.write("b.jur", "use c\n");
  s.write("c.jur", "use a\n");
  const auto r = run_jur({"check", s.path("a.jur")});
  CHECK(r.status == 1);
  CHECK(count(r.out, "error[") == 1);
  CHECK(has(r.out, "`a` uses `b` uses `c` uses `a`"));
}

TEST_CASE("an unknown country") {
  const Scratch s;
  const auto r = run_jur({"check", s.write("p.jur", "use std.places\ngroup G of Country = { IE, XX }\n")});
  CHECK(r.status == 1);
  CHECK(count(r.out, "error[") == 1);
  CHECK(has(r.out, "`XX`"));
  CHECK(has(r.out, "p.jur:2:28"));
}

TEST_CASE("a wrong type says what was expected") {
  const Scratch s;
  const auto r = run_jur({"check", s.write("p.jur", kProgram + "assume demand.received = 3\n")});
  CHECK(r.status == 1);
  CHECK(count(r.out, "error[") == 1);
  CHECK(has(r.out, "date"));
}

TEST_CASE("a file that may not be read") {
  const Scratch s;
  const std::string file = s.write("p.jur", kProgram);
  std::filesystem::permissions(file, std::filesystem::perms::none);
  if (::geteuid() != 0) CHECK(run_jur({"check", file}).status == 2);
  // Whoever may read everything still cannot read a folder as a file.
  s.write("folder.jur/x", "");
  const auto r = run_jur({"run", s.write("q.jur", kProgram), "--case", s.path("folder.jur")});
  CHECK(r.status == 2);
  CHECK(has(r.err, "it is a folder"));
}

TEST_CASE("a full disk leaves nothing behind") {
  const Scratch s;
  const std::string file = s.write("p.jur", kProgram);
  rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit tight{3000, before.rlim_max};
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &tight) == 0);
  const auto r = run_jur({"build", file, "-o", s.path("out"), "--emit", "static,header,object,llvm"});
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &before) == 0);
  std::signal(SIGXFSZ, handler);
  CHECK(r.status == 2);
  CHECK(has(r.err, "error[cannot-write]"));
  CHECK(s.names("out").empty());
}

TEST_CASE("an output folder that is a file") {
  const Scratch s;
  const auto r = run_jur({"build", s.write("p.jur", kProgram), "-o", s.write("out", "")});
  CHECK(r.status == 2);
  CHECK(has(r.err, "error[cannot-write]"));
}

TEST_CASE("a program with errors is not built") {
  const Scratch s;
  const auto r =
      run_jur({"build", s.write("p.jur", kProgram + "law l { rule r { custodian must vanish } }\n"), "-o", s.path("out")});
  CHECK(r.status == 1);
  CHECK(has(r.err, "`vanish`"));
  CHECK(s.names("out").empty());
}

TEST_CASE("cases that are malformed or incomplete") {
  const Scratch s;
  const std::string file = s.write("p.jur", kProgram);
  struct Bad {
    const char* json;
    const char* code;
    const char* words;
  };
  const Bad all[] = {
      {R"({"demand":{"from":"US","received":"2014-09-01")", "bad-case", ""},
      {R"([1,2])", "bad-case", ""},
      {"", "bad-case", ""},
      {R"({"demand":{"from":"US"}})", "case-incomplete", "demand.received"},
      {R"({"demand":{"from":"USA","received":"2014-09-01"}})", "bad-case", "US"},
      {R"({"demand":{"from":"US","received":"2014-02-30"}})", "bad-case", "2014-02-30"},
      {R"({"demand":{"from":"US","received":"2014-09-01","penalty":41}})", "bad-case", "41"},
      {R"({"demand":{"from":"US","received":"2014-09-01","penalty":1.5}})", "bad-case", "demand.penalty"},
      {R"({"demand":{"from":"US","received":"2014-09-01"},"custodien":{}})", "bad-case", "custodian"},
      {R"({"demand":{"from":"US","from":"IE","received":"2014-09-01"}})", "bad-case", "demand.from"},
      {"{\"demand\":{\"from\":\"U\xFFS\",\"received\":\"2014-09-01\"}}", "bad-case", ""},
  };
  for (const Bad& b : all) {
    CAPTURE(b.json);
    const auto r = run_jur({"run", file, "--case", "-"}, b.json);
    CHECK(r.status == 2);
    CHECK(r.out.empty());
    CHECK(count(r.err, "error[") == 1);
    CHECK(has(r.err, std::string("error[") + b.code + "]"));
    CHECK(has(r.err, b.words));
  }
}

// says: `--case -` reads standard input;
TEST_CASE("JSON Lines: a bad line is told by its number, the others are decided") {
  const Scratch s;
  const std::string good = R"({"demand":{"from":"US","received":"2014-09-01"},"custodian":{"home":"US"}})";
  const auto r = run_jur({"run", s.write("p.jur", kProgram), "--case", "-"}, good + "\n" + "{\"demand\":3}\n" + good + "\n");
  CHECK(r.status == 1);
  CHECK(count(r.out, "\n") == 3);
  CHECK(count(r.out, "\"required\"") >= 2);
  CHECK(has(r.out, "\"line\":2"));
  CHECK(has(r.err, ":2"));
}

TEST_CASE("command lines that mean nothing") {
  CHECK(run_jur({}).status == 2);
  CHECK(run_jur({"chekc", "x.jur"}).status == 2);
  CHECK(run_jur({"check"}).status == 2);
  CHECK(run_jur({"check", "x.jur", "--format", "xml"}).status == 2);
  CHECK(run_jur({"check", "x.jur", "--today", "tomorrow"}).status == 2);
  CHECK(run_jur({"--help"}).status == 0);
  CHECK(run_jur({"--version"}).status == 0);
}

TEST_CASE("a decision that is not there") {
  const Scratch s;
  const std::string file = s.write("p.jur", kProgram);
  const auto r = run_jur({"run", file, "--case", "-", "--decision", "e"}, "{}");
  CHECK(r.status == 2);
  CHECK(has(r.err, "error[unknown-decision]"));
  const auto built = run_jur({"build", file, "-o", s.path("out"), "--emit", "header", "--decision", "e"});
  CHECK(built.status == 2);
  CHECK(has(built.err, "error[unknown-decision]"));
  CHECK(s.names() == std::vector<std::string>{"p.jur"});
}

TEST_CASE("an exception from below becomes an internal error") {
  const Scratch s;
  const std::string file = s.write("p.jur", kProgram);
  class Broken : public std::streambuf {
    int_type underflow() override { throw std::runtime_error("the stream broke"); }
  } broken;
  std::istream stream(&broken);
  stream.exceptions(std::ios::badbit);
  std::ostringstream out;
  std::ostringstream err;
  CHECK(jur::run_command_line({"run", file, "--case", "-"}, stream, out, err) == 2);
  CHECK(has(err.str(), "error[internal-error]"));
  CHECK(out.str().empty());
}
