// `--target` and `--cpu`: what is said where no code can be made. The same source gives the same files, wherever and whenever.
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>

#include <doctest/doctest.h>

#include "command.h"

using jur::test::has;
using jur::test::kProgram;
using jur::test::run_jur;
using jur::test::Scratch;
using jur::test::text_of;

TEST_CASE("machines that store the highest byte first are refused with those that are not") {
  const Scratch s;
  const std::string file = s.write("p.jur", kProgram);
  for (const char* target : {"s390x-linux-gnu", "aarch64_be-linux-gnu", "powerpc64-linux-gnu"}) {
    CAPTURE(target);
    const auto r = run_jur({"build", file, "-o", s.path("out"), "--emit", "static,header", "--target", target});
    CHECK(r.status == 2);
    CHECK(has(r.err, "error[unknown-target]: no code can be made for target `"));
    CHECK(has(r.err, "`: it stores numbers with the highest byte first"));
    CHECK(has(r.err, "such as `aarch64-linux-gnu` or `powerpc64le-linux-gnu`"));
    CHECK(s.names("out").empty());
  }
}

TEST_CASE("a processor for wasm alone is refused, beside other kinds it is for those") {
  const Scratch s;
  const std::string file = s.write("p.jur", kProgram);
  const auto r = run_jur({"build", file, "-o", s.path("out"), "--emit", "wasm", "--cpu", "native"});
  CHECK(r.status == 2);
  CHECK(
      has(r.err,
          "no code can be made for target `wasm32-unknown-unknown`: a wasm module is for any processor, and `--cpu native` asks "
          "for one"));
  CHECK(has(r.err, "leave out `--cpu`, or name another kind of files: `--emit static`"));
  CHECK(s.names("out").empty());
  const auto other = run_jur({"build", file, "-o", s.path("out"), "--emit", "wasm", "--target", "aarch64-linux-gnu"});
  CHECK(other.status == 2);
  CHECK(
      has(other.err, "no code can be made for target `aarch64-linux-gnu`: wasm modules are always for `wasm32-unknown-unknown`"));
  CHECK(run_jur({"build", file, "-o", s.path("both"), "--emit", "wasm,object", "--cpu", "native"}).status == 0);
  CHECK(s.names("both") == std::vector<std::string>{"d.mjs", "d.o", "d.wasm"});
}

namespace {

// Another time zone, locale, umask and folder to work in, until the end of the block.
struct Elsewhere {
  explicit Elsewhere(const std::string& folder) : mask(::umask(077)), before(std::filesystem::current_path()) {
    std::filesystem::current_path(folder);
    ::setenv("TZ", "Pacific/Kiritimati", 1);
    ::setenv("LC_ALL", "C", 1);
  }
  ~Elsewhere() {
    ::umask(mask);
    std::filesystem::current_path(before);
    ::unsetenv("TZ");
    ::unsetenv("LC_ALL");
  }
  Elsewhere(const Elsewhere&) = delete;
  Elsewhere& operator=(const Elsewhere&) = delete;
  ::mode_t mask;
  std::filesystem::path before;
};

}  // namespace

TEST_CASE("the same source gives the same bytes, whatever folder, time zone, locale and umask") {
  const std::string kinds = "static,shared,object,header,llvm,wasm,python,postgresql";
  const Scratch here;
  const Scratch there;
  REQUIRE(run_jur({"build", here.write("p.jur", kProgram), "-o", here.path("out"), "--emit", kinds}).status == 0);
  there.write("p.jur", kProgram);
  {
    const Elsewhere other(there.path(""));
    REQUIRE(run_jur({"build", "./p.jur", "-o", "./out", "--emit", kinds}).status == 0);
  }
  REQUIRE(here.names("out").size() > 10);
  CHECK(here.names("out") == there.names("out"));
  for (const std::string& name : here.names("out")) {
    CAPTURE(name);
    const bool same = text_of(here.path("out/" + name)) == text_of(there.path("out/" + name));
    CHECK(same);
  }
}
