// Each question put to the solver is written down with its answer, and two other solvers agree.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstdio>
#include <map>
#include <string>

#include "command.h"

using jur::test::text_of;

namespace {

constexpr const char* kRules =
    "law a {\n  jurisdiction US\n  rule duty { when demand.from is US  custodian must disclose within 1 month of demand.received "
    "}\n"
    "  rule idle { when demand.from is IE  custodian must disclose }\n}\n"
    "law b {\n  jurisdiction IE\n  in force from 2010-01-01\n  rule ban { when demand.from is US  custodian must not disclose }\n"
    "  rule early { when demand.from is US  custodian must not disclose until 2020-03-01 }\n"
    "  rule late { when demand.from is US  custodian must not disclose from 2020-03-02 }\n}\n"
    "accept contradiction a.duty with b.ban { reason \"known\" }\n";

// What a command prints, without the line's end.
std::string printed(const std::string& command) {
  std::string out;
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return out;
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) out += static_cast<char>(c);
  pclose(pipe);
  while (!out.empty() && out.back() == '\n') out.pop_back();
  return out;
}

std::string expected(const std::string& script) {
  const std::string mark = "; expect: ";
  const auto at = script.rfind(mark);
  return at == std::string::npos ? "" : script.substr(at + mark.size(), script.find('\n', at) - at - mark.size());
}

// Each question of the script has the answer.
void confirm(const std::string& path, const std::string& script, const std::string& answer) {
  std::string all;
  for (std::size_t i = 0; i < jur::test::count(script, "(check-sat)"); ++i) all += (i == 0 ? "" : "\n") + answer;
  CHECK(printed("z3 -smt2 '" + path + "'") == all);
  CHECK(printed("cvc5 --lang smt2 --incremental '" + path + "'") == all);
}

}  // namespace

TEST_CASE("two solvers confirm every answer of a certificate") {
  const jur::test::Scratch s;
  const std::string file = s.write("p.jur", jur::test::kProgram + kRules);
  const std::string folder = s.path("c");
  const jur::test::Ran plain = jur::test::run_jur({"check", file});
  const jur::test::Ran ran = jur::test::run_jur({"check", file, "--certificate", folder});
  CHECK(ran.status == plain.status);
  CHECK(ran.out == plain.out);
  std::map<std::string, std::string> scripts;
  std::map<std::string, int> answers;
  for (const std::string& name : s.names("c")) {
    const std::string path = s.path("c/" + name);
    const std::string answer = expected(scripts[name] = text_of(path));
    ++answers[answer];
    CHECK(scripts[name].starts_with("; "));
    confirm(path, scripts[name], answer);
  }
  CHECK(answers["sat"] > 5);
  CHECK(answers["unsat"] > 5);
  CHECK(answers.size() == 2);

  CHECK(jur::test::run_jur({"check", file, "--certificate", folder}).status == ran.status);
  CHECK(s.names("c").size() == scripts.size());
  for (const auto& [name, text] : scripts) CHECK(text_of(s.path("c/" + name)) == text);
}

TEST_CASE("what the index settles is certified in blocks, and the number of contradictions with it") {
  std::string rules = "enum Size { s1, s2, s3, s4, s5 }\nextend Entity { size: Size = s1 }\n";
  for (const char* law : {"us", "ie"}) {
    const bool us = law == std::string("us");
    rules += fmt::format("law many_{} {{\n  jurisdiction {}\n", law, us ? "US" : "IE");
    for (int i = 0; i < 60; ++i) {
      rules += fmt::format("  rule r{} {{ when custodian.size is s{} and demand.penalty >= {}  custodian {} disclose }}\n", i,
                           i % 5 + 1, i % 40, us ? "must" : "must not");
    }
    rules += "}\n";
  }
  const jur::test::Scratch s;
  const std::string file = s.write("p.jur", jur::test::kProgram + rules);
  const jur::test::Ran plain = jur::test::run_jur({"check", file, "--limit", "1"});
  const jur::test::Ran ran = jur::test::run_jur({"check", file, "--limit", "1", "--certificate", s.path("c")});
  CHECK(ran.out == plain.out);
  std::size_t clash = 0;
  std::size_t apart = 0;
  for (const std::string& name : s.names("c")) {
    const std::string path = s.path("c/" + name);
    const std::string script = text_of(path);
    const std::string answer = expected(script);
    if (answer == "sat" && jur::test::has(script, "pairs of rules clashes")) clash += jur::test::count(script, "(check-sat)");
    if (answer == "unsat" && jur::test::has(script, "that the index keeps apart")) ++apart;
    confirm(path, script, answer);
  }
  // Twelve duties and twelve bans of each size, and the duty of `us` against all 60 bans.
  CHECK(clash == 5 * 12 * 12 + 60);
  CHECK(jur::test::has(ran.out, "780 contradictions"));
  CHECK(apart > 0);
  CHECK(s.names("c").size() < 100);
}

TEST_CASE("a certificate that cannot be written is an error") {
  const jur::test::Scratch s;
  const std::string file = s.write("p.jur", jur::test::kProgram + kRules);
  const jur::test::Ran ran = jur::test::run_jur({"check", file, "--certificate", file});
  CHECK(ran.status == 2);
  CHECK(ran.out.find("error[cannot-write]") != std::string::npos);
}
