// Each question put to the solver is written down with its answer, and two other solvers agree.
#include <doctest/doctest.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "command.h"

namespace {

constexpr const char* kRules =
    "law a {\n  jurisdiction US\n  rule duty { when demand.from is US  custodian must disclose within 1 month of demand.received "
    "}\n"
    "  rule idle { when demand.from is IE  custodian must disclose }\n}\n"
    "law b {\n  jurisdiction IE\n  in force from 2010-01-01\n  rule ban { when demand.from is US  custodian must not disclose }\n"
    "  rule early { when demand.from is US  custodian must not disclose until 2020-03-01 }\n"
    "  rule late { when demand.from is US  custodian must not disclose from 2020-03-02 }\n}\n"
    "accept contradiction a.duty with b.ban { reason \"known\" }\n";

std::string read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

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
    const std::string answer = expected(scripts[name] = read(path));
    ++answers[answer];
    CHECK(scripts[name].starts_with("; "));
    CHECK(printed("z3 -smt2 '" + path + "'") == answer);
    CHECK(printed("cvc5 --lang smt2 '" + path + "'") == answer);
  }
  CHECK(answers["sat"] > 5);
  CHECK(answers["unsat"] > 5);
  CHECK(answers.size() == 2);

  CHECK(jur::test::run_jur({"check", file, "--certificate", folder}).status == ran.status);
  CHECK(s.names("c").size() == scripts.size());
  for (const auto& [name, text] : scripts) CHECK(read(s.path("c/" + name)) == text);
}

TEST_CASE("a certificate that cannot be written is an error") {
  const jur::test::Scratch s;
  const std::string file = s.write("p.jur", jur::test::kProgram + kRules);
  const jur::test::Ran ran = jur::test::run_jur({"check", file, "--certificate", file});
  CHECK(ran.status == 2);
  CHECK(ran.out.find("error[cannot-write]") != std::string::npos);
}
