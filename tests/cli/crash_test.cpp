// What ends `jur` in the middle of its work is told, and is no pass. The program is `jur` with a solver that fails as it is told
// to.
#include <sys/wait.h>

#include <cstdlib>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "command.h"

using jur::test::count;
using jur::test::has;
using jur::test::kProgram;
using jur::test::Ran;
using jur::test::Scratch;
using jur::test::text_of;

namespace {

// The questions that these rules leave to the solver have either answer.
constexpr const char* kRules =
    "law a {\n  jurisdiction US\n  rule duty { when demand.from is US  custodian must disclose within 1 month of demand.received "
    "}\n"
    "  rule idle { when demand.from is IE  custodian must disclose }\n}\n"
    "law b {\n  jurisdiction IE\n  in force from 2010-01-01\n  rule ban { when demand.penalty > 3  custodian must not disclose "
    "}\n"
    "  rule early { when demand.from is US  custodian must not disclose until 2020-03-01 }\n"
    "  rule late { when demand.from is US  custodian must not disclose from 2020-03-02 }\n}\n";
constexpr const char* kProperty =
    "property \"never\" for Request { when demand.penalty > 3 and demand.from is IE  expect custodian disclose is contradictory "
    "}\n";

// With the exit status, or -1 where a signal ended it.
Ran faulty(const Scratch& s, const std::string& fault, const std::string& command) {
  const int status = std::system(fmt::format("cd '{0}' && ulimit -c 0 && JUR_FAULT={1} '{2}' {3} > stdout 2> stderr", s.path(""),
                                             fault, JUR_BINARY_DIR "/bin/jur_faulty_solver", command)
                                     .c_str());
  return {WIFEXITED(status) && WEXITSTATUS(status) < 128 ? WEXITSTATUS(status) : -1, text_of(s.path("stdout")),
          text_of(s.path("stderr"))};
}

void write_rules(const Scratch& s) {
  (void)s.write("p.jur", kProgram + kRules + kProperty);
  (void)s.write("fine.jur", kProgram + kProperty);
}

}  // namespace

#if !defined(JUR_SANITIZED)  // whose reports take the place of ours

TEST_CASE("a solver that dies is told with what ended it") {
  const Scratch s;
  write_rules(s);
  for (const auto& [fault, what] :
       {std::pair("throw", "an exception (`the solver is out of order`)"), std::pair("throw-int", "an exception"),
        std::pair("abort", "abort()"), std::pair("exit", "exit() of a library"), std::pair("segfault", "a segmentation fault"),
        std::pair("bus", "a bus error"), std::pair("fpe", "an arithmetic fault"), std::pair("illegal", "an illegal instruction"),
        std::pair("recursion", "the end of its stack"), std::pair("time", "the limit of processor time")}) {
    for (const char* command : {"check p.jur", "test p.jur"}) {
      CAPTURE(fault);
      CAPTURE(command);
      const Ran r = faulty(s, fault, command);
      CHECK(r.status == 2);
      CHECK(r.out.empty());
      const char* where = has(command, "test") ? "it ran the tests" : "the solver was at work";
      CHECK(has(r.err, fmt::format("error[internal-error]: internal error: {} ended `jur` while {}\n  = note: nothing is proved",
                                   what, where)));
      CHECK(count(r.err, "error[") == 1);
      CHECK(count(r.err, "  = help: ") == 1);
    }
  }
}

TEST_CASE("nothing is half written where the solver dies, whatever the command and format") {
  const Scratch s;
  write_rules(s);
  (void)s.write("kept.json", "as it was");
  for (const char* command :
       {"check --format json p.jur", "check --format sarif p.jur", "check --format junit p.jur", "lint p.jur",
        "lint --format json p.jur", "lint --baseline kept.json --write-baseline p.jur", "diff fine.jur p.jur",
        "diff --format json fine.jur p.jur", "build fine.jur -o out", "build fine.jur -o . --depfile out.d",
        "test --format json --report kept.json p.jur", "test --coverage --coverage-json kept.json p.jur"}) {
    CAPTURE(command);
    const Ran r = faulty(s, "segfault@2", command);
    CHECK(r.status == 2);
    CHECK(r.out.empty());
    CHECK(has(r.err, "error[internal-error]: internal error: a segmentation fault ended `jur` while "));
  }
  CHECK(text_of(s.path("kept.json")) == "as it was");
  CHECK(s.names() == std::vector<std::string>{"fine.jur", "kept.json", "p.jur", "stderr", "stdout"});
}

#endif

TEST_CASE("a solver that gives no answer is an error, never a pass") {
  const Scratch s;
  write_rules(s);
  const Ran truth = faulty(s, "none@1000000", "check p.jur");
  CHECK(count(truth.out, "error[contradiction-between-orders]") == 7);
  for (int question = 1; question < 70; question += question < 4 ? 1 : 9) {
    const std::string fault = fmt::format("unknown@{}", question);
    CAPTURE(fault);
    const Ran check = faulty(s, fault, "check p.jur");
    CHECK(check.status == 1);
    CHECK(check.err.empty());
    // The last questions are how plain a case can be shown.
    CHECK((has(check.out, "error[solver-gave-up]") || count(check.out, "error[contradiction-between-orders]") == 7));
  }
  CHECK(has(faulty(s, "unknown", "check --format json fine.jur").out, "\"code\":\"solver-gave-up\",\"severity\":\"error\""));
  CHECK(has(faulty(s, "unknown", "lint fine.jur").out, "error[solver-gave-up]"));
  CHECK(faulty(s, "unknown", "build fine.jur -o out").status == 1);
  CHECK(faulty(s, "unknown", "test fine.jur").status == 1);
  const Ran diff = faulty(s, "unknown", "diff fine.jur p.jur");
  CHECK(diff.status == 2);
  CHECK(diff.out.empty());
  CHECK(has(diff.err, "error[solver-gave-up]"));
  CHECK(s.names() == std::vector<std::string>{"fine.jur", "p.jur", "stderr", "stdout"});
}

TEST_CASE("a case of the solver that is none is noticed") {
  const Scratch s;
  write_rules(s);
  int noticed = 0;
  for (int question = 1; question < 70; question += 6) {
    const std::string fault = fmt::format("model@{}", question);
    CAPTURE(fault);
    const Ran r = faulty(s, fault, "check p.jur");
    const bool told = r.status == 2 && has(r.out, "error[replay-mismatch]: internal error: ");
    CHECK((told || count(r.out, "error[contradiction-between-orders]") == 7));  // shown less plainly, and confirmed
    if (told) ++noticed;
  }
  CHECK(noticed > 5);
  for (const char* command : {"lint p.jur", "diff fine.jur p.jur", "check --format sarif p.jur"}) {
    CAPTURE(command);
    const Ran r = faulty(s, "model@2", command);
    CHECK(r.status == 2);
    CHECK(has(r.out + r.err, "replay-mismatch"));
  }
}

TEST_CASE("a solver that refutes what holds is contradicted by its certificate") {
  const Scratch s;
  write_rules(s);
  CHECK(faulty(s, "refuse", "check p.jur --certificate c").status == 1);
  int contradicted = 0;
  for (const std::string& name : s.names("c")) {
    const std::string script = s.path("c/" + name);
    if (!has(text_of(script), "; expect: unsat")) continue;
    CHECK(std::system(fmt::format("z3 -smt2 '{}' > '{}'", script, s.path("answer")).c_str()) == 0);
    if (has(text_of(s.path("answer")), "unsat")) continue;
    CHECK(text_of(s.path("answer")) == "sat\n");
    ++contradicted;
  }
  CHECK(contradicted > 0);
}
