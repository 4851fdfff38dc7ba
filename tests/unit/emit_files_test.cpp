#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "emit/emit.h"
#include "emit_example.h"
#include "emit_folder.h"

namespace {

using namespace jur;
namespace fs = std::filesystem;

using test::Folder;
using test::read;
using test::Said;

Said run(const std::string& command) { return test::shell(command); }

void write(const fs::path& path, const std::string& text) { std::ofstream(path) << text; }

std::vector<std::string> names(const std::string& dir) {
  std::vector<std::string> out;
  for (const auto& entry : fs::directory_iterator(dir)) out.push_back(entry.path().filename().string());
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<Code> codes(const Sink& sink) {
  std::vector<Code> out;
  for (const Diagnostic& d : sink.all()) out.push_back(d.code.value());
  return out;
}

const std::vector<emit::Kind> kAll{emit::Kind::Static, emit::Kind::Shared, emit::Kind::Object, emit::Kind::Header,
                                   emit::Kind::Llvm,   emit::Kind::Wasm,   emit::Kind::Python, emit::Kind::Postgresql};

constexpr const char* kHost = R"host(
#include <stdio.h>
#include "disclosure.h"
static void show(const disclosure_case *c) {
  disclosure_verdict v;
  const jur_manifest *m = disclosure_manifest();
  jur_reason r[DISCLOSURE_MAX_REASONS];
  size_t n, i;
  printf("%d", (int)disclosure_decide(c, &v));
  printf(" %d %d", v.custodian_disclose.word, v.custodian_notify_subject.word);
  if (v.custodian_disclose.deadline != JUR_NO_DATE) {
    int32_t y, mo, d;
    jur_date_to_ymd(v.custodian_disclose.deadline, &y, &mo, &d);
    printf(" by %d-%02d-%02d", (int)y, (int)mo, (int)d);
  }
  n = disclosure_reasons(c, r, DISCLOSURE_MAX_REASONS);
  for (i = 0; i < n; ++i) {
    printf(" [%s: %d %s (%s)", m->acts[r[i].act], r[i].kind, r[i].name, r[i].cite);
    if (r[i].kind == JUR_REASON_RULE) printf(" %s", m->rules[r[i].index].order);
    printf("]");
  }
  printf("\n");
}
int main(void) {
  disclosure_case c[2];
  disclosure_verdict v[2];
  disclosure_case_init(&c[0]);
  show(&c[0]);
  c[0].demand_received = jur_date_from_ymd(2014, 9, 1);
  c[0].demand_from = DISCLOSURE_COUNTRY_US;
  c[0].demand_kind = DISCLOSURE_AUTHORITY_KIND_SEARCH_WARRANT;
  jur_set_add(c[0].data_locations, DISCLOSURE_COUNTRY_IE);
  show(&c[0]);
  c[0].custodian_role = DISCLOSURE_ROLE_PROCESSOR;
  show(&c[0]);
  c[0].demand_penalty = 12;
  c[0].custodian_role = DISCLOSURE_ROLE_CONTROLLER;
  c[0].comity = 0;
  show(&c[0]);
  c[1] = c[0];
  c[1].demand_from = 9;
  printf("%d", (int)disclosure_decide_many(c, 2, v));
  printf(" %d %d\n", (int)v[0].status, (int)v[1].status);
  return 0;
}
)host";

constexpr const char* kSaid =
    "2 0 0\n"
    "0 0 6 by 2014-09-15 [custodian disclose: 1 sca.contents (§ 2703(a)) US]"
    " [custodian disclose: 1 irish_dpa.processor (s. 21(2)) IE] [custodian disclose: 2 custodian.role ()]\n"
    "0 1 6 by 2014-09-15 [custodian disclose: 1 sca.contents (§ 2703(a)) US]"
    " [custodian disclose: 1 irish_dpa.processor (s. 21(2)) IE] [custodian disclose: 4 no statutory motion (counsel)]"
    " [custodian disclose: 3 comity (the issuing court)]\n"
    "0 2 3 by 2014-09-15 [custodian disclose: 1 sca.contents (§ 2703(a)) US]"
    " [custodian notify_subject: 1 sca.gag (§ 2705(b)) US]\n"
    "1 0 1\n";

}  // namespace

TEST_CASE("the headers compile as C99, C11, C++17 and C++20, with two compilers") {
  const test::Example example;
  const Folder folder;
  Sink sink;
  REQUIRE(emit::emit(example.program, {folder.path, {emit::Kind::Header}, "", ""}, sink));
  CHECK(names(folder.path) == std::vector<std::string>{"disclosure.h", "disclosure.hpp", "jur.h", "jur.hpp"});
  write(folder.path + "/a.c",
        "#include \"disclosure.h\"\nint main(void) { disclosure_case c; disclosure_case_init(&c); return 0; }\n");
  write(folder.path + "/a.cpp",
        "#include \"disclosure.hpp\"\nint main() { return jur::disclosure::decide(jur::disclosure::facts()).status == "
        "jur::status::ok; }\n");
  const std::string flags =
      " -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Werror -fsyntax-only " + folder.path;
  for (const char* c : {"gcc -std=c99", "gcc -std=c11", "clang-19 -std=c99", "clang-19 -std=c11", "g++ -std=c++17",
                        "g++ -std=c++20", "clang++-19 -std=c++17", "clang++-19 -std=c++20"}) {
    CAPTURE(c);
    const Said said = run(c + flags + (std::string(c).find("++") == std::string::npos ? "/a.c" : "/a.cpp"));
    CHECK_MESSAGE(said.status == 0, said.text);
  }
}

// says: each decision runs in bounded time with no allocation.
// says: | `jur build PATH -o DIR --emit KIND,… [--target TRIPLE]` | the library: `static`, `shared`, `object`, `header`, `llvm`,
TEST_CASE("a C host links object, archive and shared library") {
  const test::Example example;
  const Folder folder;
  Sink sink;
  const auto made = emit::emit(example.program, {folder.path, kAll, "", ""}, sink);
  REQUIRE(made);
  CHECK(made->files.size() == 13);
  CHECK(made->strategies.at(0).rfind("straight-line: ", 0) == 0);
  CHECK(names(folder.path) == std::vector<std::string>{"disclosure.h", "disclosure.hpp", "disclosure.ll", "disclosure.mjs",
                                                       "disclosure.o", "disclosure.py", "disclosure.sql", "disclosure.wasm",
                                                       "disclosure_pg.c", "jur.h", "jur.hpp", "libdisclosure.a",
                                                       "libdisclosure.so"});
  write(folder.path + "/host.c", kHost);
  const std::string cc = fmt::format("cd {} && cc -std=c11 -Wall -Wextra -Wpedantic -Werror host.c ", folder.path);
  for (const char* how : {"disclosure.o -o host", "-L. -Wl,-Bstatic -ldisclosure -Wl,-Bdynamic -o host",
                          "-L. -Wl,-Bdynamic -ldisclosure -Wl,-rpath,. -o host"}) {
    CAPTURE(how);
    fs::remove(folder.path + "/host");
    const Said linked = run(cc + how);
    REQUIRE_MESSAGE(linked.status == 0, linked.text);
    CHECK(run("cd " + folder.path + " && ./host").text == std::string(kSaid));
  }
  CHECK(run("nm -u " + folder.path + "/disclosure.o").text.find(" U ") == std::string::npos);
  const std::string exported = run("nm -D --defined-only " + folder.path + "/libdisclosure.so | grep -c ' T '").text;
  CHECK(exported == "6\n");
}

TEST_CASE("the same program gives the same bytes") {
  const test::Example example;
  const Folder one;
  const Folder two;
  Sink sink;
  REQUIRE(emit::emit(example.program, {one.path, kAll, "", ""}, sink));
  REQUIRE(emit::emit(example.program, {two.path, kAll, "", ""}, sink));
  for (const std::string& name : names(one.path)) {
    CAPTURE(name);
    CHECK(read(one.path + "/" + name) == read(two.path + "/" + name));
  }
}

TEST_CASE("other targets") {
  const test::Example example;
  const Folder folder;
  Sink sink;
  CHECK(emit::emit(example.program, {folder.path, {emit::Kind::Object}, "aarch64-unknown-linux-gnu", ""}, sink));
  CHECK(emit::emit(example.program, {folder.path, {emit::Kind::Object}, "riscv64-unknown-linux-gnu", ""}, sink));
  CHECK(sink.all().empty());
  for (const auto& [target, cpu] :
       {std::pair{"pdp11-dec-unix", ""}, std::pair{"x86_64-linux-gnu", "i8008"}, std::pair{"i386-linux-gnu", ""},
        std::pair{"s390x-linux-gnu", ""}, std::pair{"aarch64_be-linux-gnu", ""}, std::pair{"powerpc64-linux-gnu", ""},
        std::pair{"mips64-linux-gnu", ""}, std::pair{"sparc64-linux-gnu", ""}}) {
    CAPTURE(target);
    const Folder empty;
    Sink bad;
    CHECK_FALSE(emit::emit(example.program, {empty.path, {emit::Kind::Object}, target, cpu}, bad));
    CHECK(codes(bad) == std::vector<Code>{Code::UnknownTarget});
    CHECK(names(empty.path).empty());
  }
}

TEST_CASE("a processor that is not known is answered with those that are") {
  const test::Example example;
  const Folder folder;
  Sink sink;
  CHECK(emit::emit(example.program, {folder.path, {emit::Kind::Object}, "", "native"}, sink));
  CHECK_FALSE(emit::emit(example.program, {folder.path, {emit::Kind::Object}, "x86_64-linux-gnu", "x86-64-v5"}, sink));
  CHECK_FALSE(emit::emit(example.program, {folder.path, {emit::Kind::Object}, "wasm32-unknown-unknown", "native"}, sink));
  REQUIRE(codes(sink) == std::vector<Code>(2, Code::UnknownTarget));
  const std::string& unknown = sink.all()[0].message;
  CHECK(unknown.find("it has no processor `x86-64-v5`, but `x86-64-v") != std::string::npos);
  CHECK(unknown.size() < 150);
  REQUIRE(sink.all()[0].helps.size() == 1);
  CHECK(sink.all()[0].helps[0].find("`x86-64-v4` or `native`, which is this machine's; `--cpu list` lists all") !=
        std::string::npos);
  CHECK(sink.all()[1].message.find("which is of another architecture") != std::string::npos);
}

TEST_CASE("wasm alone is made for no other target") {
  const test::Example example;
  const Folder folder;
  Sink sink;
  CHECK(emit::emit(example.program, {folder.path, {emit::Kind::Wasm}, "wasm32-unknown-unknown", ""}, sink));
  const Folder empty;
  CHECK_FALSE(emit::emit(example.program, {empty.path, {emit::Kind::Wasm}, "aarch64-linux-gnu", ""}, sink));
  CHECK_FALSE(emit::emit(example.program, {empty.path, {emit::Kind::Wasm}, "", "native"}, sink));
  // It stops at stacks of 512 bytes, which LLVM says in its own way.
  CHECK_FALSE(emit::emit(example.program, {empty.path, {emit::Kind::Object}, "bpf", ""}, sink));
  CHECK(codes(sink) == std::vector<Code>(3, Code::UnknownTarget));
  CHECK(names(empty.path).empty());
}

TEST_CASE("a program without norms, and one with more verdicts than a stack holds") {
  test::Example example;
  const Folder folder;
  Sink sink;
  const std::vector<core::ActId> one = example.program.outputs;
  for (int i = 0; i < 16'385; ++i) {
    core::Act act = example.program.acts[one[0]];
    act.action += std::to_string(i);
    example.program.outputs.push_back(example.program.acts.add(act));
  }
  CHECK_FALSE(emit::emit(example.program, {folder.path, {emit::Kind::Header}, "", ""}, sink));
  example.program.outputs = one;
  example.program.norms = {};
  CHECK_FALSE(emit::emit(example.program, {folder.path, {emit::Kind::Header}, "", ""}, sink));
  REQUIRE(codes(sink) == std::vector<Code>(2, Code::NothingToBuild));
  CHECK(sink.all()[0].message.find("it gives out more than 16384 verdicts") != std::string::npos);
  CHECK(sink.all()[1].message.find("no law has a norm for it") != std::string::npos);
  CHECK(names(folder.path).empty());
}

TEST_CASE("what cannot be written leaves nothing behind") {
  const test::Example example;
  const Folder folder;
  Sink sink;
  write(folder.path + "/file", "");
  CHECK_FALSE(emit::emit(example.program, {folder.path + "/file", {emit::Kind::Header}, "", ""}, sink));
  CHECK_FALSE(emit::emit(example.program, {folder.path + "/file/below", {emit::Kind::Header}, "", ""}, sink));
  fs::create_directories(folder.path + "/full/jur.h/x");
  CHECK_FALSE(emit::emit(example.program, {folder.path + "/full", {emit::Kind::Header}, "", ""}, sink));
  CHECK(names(folder.path + "/full") == std::vector<std::string>{"jur.h"});
  CHECK_FALSE(emit::emit(example.program, {"/proc/jur/deep", {emit::Kind::Header}, "", ""}, sink));
  CHECK(codes(sink) == std::vector<Code>(4, Code::CannotWrite));
  CHECK(emit::emit(example.program, {folder.path + "/new/deep", {emit::Kind::Header}, "", ""}, sink));
  CHECK(names(folder.path + "/new/deep").size() == 4);
}

TEST_CASE("no linker, nothing to compile") {
  test::Example example;
  const Folder folder;
  const std::string path = std::getenv("PATH");
  ::setenv("PATH", folder.path.c_str(), 1);
  Sink sink;
  CHECK_FALSE(emit::emit(example.program, {folder.path, {emit::Kind::Header, emit::Kind::Shared}, "", ""}, sink));
  ::setenv("PATH", path.c_str(), 1);
  CHECK(codes(sink) == std::vector<Code>{Code::LinkFailed});
  example.program.outputs.clear();
  CHECK_FALSE(emit::emit(example.program, {folder.path, {emit::Kind::Header}, "", ""}, sink));
  CHECK(codes(sink) == std::vector<Code>{Code::LinkFailed, Code::NothingToBuild});
  CHECK(names(folder.path).empty());
}
