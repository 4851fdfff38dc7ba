// Places that cannot be written to, and libraries that are not whole.
#include <filesystem>

#include <doctest/doctest.h>

#include "command.h"

using jur::test::has;
using jur::test::kProgram;
using jur::test::run_jur;
using jur::test::Scratch;
using jur::test::text_of;
namespace fs = std::filesystem;

TEST_CASE("an output folder that is a device, or a link to nothing") {
  const Scratch s;
  const std::string file = s.write("p.jur", kProgram);
  fs::create_symlink("nowhere", s.path("link"));
  for (const std::string& dir : {std::string("/dev/full"), s.path("link")}) {
    CAPTURE(dir);
    const auto r = run_jur({"build", file, "-o", dir, "--emit", "header"});
    CHECK(r.status == 2);
    CHECK(has(r.err, "error[cannot-write]: cannot write `" + dir + "`"));
  }
  CHECK(s.names() == std::vector<std::string>{"link", "p.jur"});
}

TEST_CASE("a link in place of an output file is replaced, not written through") {
  const Scratch s;
  const std::string file = s.write("p.jur", kProgram);
  s.write("out/kept", "as it was");
  fs::create_symlink("kept", s.path("out/d.h"));
  fs::create_symlink("/dev/full", s.path("out/d.hpp"));
  CHECK(run_jur({"build", file, "-o", s.path("out"), "--emit", "header"}).status == 0);
  CHECK(fs::file_size(s.path("out/kept")) == 9);
  CHECK_FALSE(fs::is_symlink(s.path("out/d.h")));
  CHECK_FALSE(fs::is_symlink(s.path("out/d.hpp")));
}

TEST_CASE("libraries that are cut off hold no decision, wherever they end") {
  const Scratch s;
  REQUIRE(run_jur({"build", s.write("p.jur", kProgram), "-o", s.path("out"), "--emit", "object,static,shared,wasm"}).status == 0);
  for (const char* name : {"d.o", "libd.a", "libd.so", "d.wasm"}) {
    const std::string whole = text_of(s.path(std::string("out/") + name));
    for (std::size_t part = 0; part < 40; ++part) {
      CAPTURE(name);
      CAPTURE(part);
      const auto r = run_jur({"inspect", s.write("cut", whole.substr(0, whole.size() * part / 41))});
      CHECK((r.status == 2 || has(r.out, "  decision    d ")));
      if (r.status == 2) CHECK(has(r.err, "error[no-manifest]"));
    }
  }
}
