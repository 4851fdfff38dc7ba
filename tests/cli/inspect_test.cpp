// `jur inspect`: what a library was compiled from.
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "command.h"

using jur::test::has;
using jur::test::kProgram;
using jur::test::run_jur;
using jur::test::Scratch;

TEST_CASE("a library tells its rule set, version, strategy and rules with citations") {
  const Scratch s;
  const std::string file = s.write("p.jur", kProgram);
  REQUIRE(run_jur({"build", file, "-o", s.path("out"), "--emit", "static,shared,wasm"}).status == 0);
  for (const char* name : {"out/libd.a", "out/libd.so", "out/d.wasm"}) {
    CAPTURE(name);
    const auto text = run_jur({"inspect", s.path(name)});
    CHECK(text.status == 0);
    CHECK(text.err.empty());
    for (const char* part : {"  decision    d on a case of type ", "  rule set    ", "ABI version 1, for ",
                             "  rules found straight-line: ", "  acts        ", "  rules       "}) {
      CHECK_MESSAGE(has(text.out, part), part, "\n", text.out);
    }
    const auto json = nlohmann::json::parse(run_jur({"inspect", s.path(name), "--format", "json"}).out);
    const auto& decision = json["files"][0]["decisions"][0];
    CHECK(decision["decision"] == "d");
    CHECK(decision["digest"].get<std::string>().size() == 64);
    CHECK(has(text.out, decision["digest"].get<std::string>()));
    CHECK(decision["rules"].size() > 0);
  }
}

TEST_CASE("the record is the same in each kind of library, but for the machine") {
  const Scratch s;
  const std::string file = s.write("p.jur", kProgram);
  REQUIRE(run_jur({"build", file, "-o", s.path("out"), "--emit", "object,wasm"}).status == 0);
  const auto record = [&](const char* name) {
    auto json = nlohmann::json::parse(run_jur({"inspect", s.path(name), "--format", "json"}).out);
    json["files"][0]["decisions"][0].erase("target");
    return json["files"][0]["decisions"];
  };
  CHECK(record("out/d.o") == record("out/d.wasm"));
}

TEST_CASE("files that hold no decision") {
  const Scratch s;
  const auto text = run_jur({"inspect", s.write("notes.txt", "no rules here")});
  CHECK(text.status == 2);
  CHECK(has(text.err, "error[no-manifest]: `"));
  CHECK(has(text.err, "it is no library, object file, program or wasm module"));
  CHECK(text.out.empty());
  const auto missing = run_jur({"inspect", s.path("missing.a"), "--format", "json"});
  CHECK(missing.status == 2);
  CHECK(nlohmann::json::parse(missing.out)["findings"][0]["code"] == "file-unreadable");
  const auto program = run_jur({"inspect", "/bin/true"});
  CHECK(program.status == 2);
  CHECK(has(program.err, "it has no section `.jur`"));
}

TEST_CASE("several decisions are written all or not at all") {
  const Scratch s;
  const std::string one = s.write("p.jur", kProgram);
  CHECK(run_jur({"build", one, "-o", s.path("out"), "--emit", "postgresql,python"}).status == 0);
  CHECK(s.names("out") ==
        std::vector<std::string>{"d.h", "d.hpp", "d.py", "d.sql", "d_pg.c", "jur.h", "jur.hpp", "libd.a", "libd.so"});
  const std::string two = s.write("q.jur", kProgram + "decision e for Request { custodian: disclose }\n");
  CHECK(run_jur({"build", two, "-o", s.path("two"), "--emit", "header"}).status == 0);
  CHECK(s.names("two") == std::vector<std::string>{"d.h", "d.hpp", "e.h", "e.hpp", "jur.h", "jur.hpp"});
  const std::string same = s.write("r.jur", kProgram + "decision d_ for Request { custodian: disclose }\n");
  const auto refused = run_jur({"build", same, "-o", s.path("none"), "--emit", "header"});
  CHECK(refused.status == 2);
  CHECK(has(refused.err, "error[nothing-to-build]: decisions `d` and `d_` would both be written to `d.h`"));
  CHECK(has(refused.err, "--decision d_"));
  CHECK(run_jur({"inspect", s.path("none")}).status == 2);
}
