// `jur build --depfile`: what was read, in the words of make.
#include <filesystem>

#include <doctest/doctest.h>

#include "command.h"

using jur::test::kProgram;
using jur::test::run_jur;
using jur::test::Scratch;
using jur::test::text_of;

TEST_CASE("a depfile names what was made and every file that was read") {
  const Scratch s;
  s.write("jur.toml", "name = \"p\"\n");
  s.write("other.jur", "enum Other { A }\n");
  const std::string file = s.write("a b#$.jur", "use other\n" + kProgram);
  const auto r = run_jur({"build", file, "-o", s.path("out"), "--emit", "object,header", "--depfile", s.path("d")});
  CHECK(r.status == 0);
  const std::string expected = s.path("out/d.o") + " " + s.path("out/d.h") + " " + s.path("out/d.hpp") + " " +
                               s.path("out/jur.h") + " " + s.path("out/jur.hpp") + ": \\\n  " + s.path("jur.toml") + " \\\n  " +
                               s.path("a\\ b\\#$$.jur") + " \\\n  " + s.path("other.jur") + "\n";
  CHECK(text_of(s.path("d")) == expected);
}

TEST_CASE("a depfile that cannot be written") {
  const Scratch s;
  const std::string file = s.write("p.jur", kProgram);
  for (const std::string& place : {s.path("no/d"), s.path("")}) {
    const auto r = run_jur({"build", file, "-o", s.path("out"), "--emit", "header", "--depfile", place});
    CHECK(r.status == 2);
    CHECK(r.err.find("error[cannot-write]") != std::string::npos);
  }
}
