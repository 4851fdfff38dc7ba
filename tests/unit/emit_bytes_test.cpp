// Generated code under the address sanitizer: it touches the case and the verdict, and nothing else, whatever the bytes.
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <doctest/doctest.h>

#include "emit/emit.h"
#include "emit_example.h"

namespace {

using namespace jur;
namespace fs = std::filesystem;

constexpr const char* kHost = R"host(
#include <stdio.h>
#include <stdlib.h>
#include "disclosure.h"
static uint64_t state = 1;
static uint64_t next(void) {
  uint64_t z = (state += 0x9E3779B97F4A7C15u);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}
int main(void) {
  size_t seen[4] = {0, 0, 0, 0};
  int i;
  for (i = 0; i < 60000; ++i) {
    disclosure_case *c = malloc(sizeof *c);
    disclosure_verdict *v = malloc(sizeof *v);
    size_t room = (size_t)(next() % (DISCLOSURE_MAX_REASONS + 1));
    jur_reason *r = malloc(room * sizeof *r + 1);
    unsigned char *bytes = (unsigned char *)c;
    size_t k, n;
    jur_status status;
    disclosure_case_init(c);
    c->demand_received = (jur_date)(next() % 80000);
    c->demand_from = (uint8_t)(next() % 4);
    c->demand_kind = (uint8_t)(next() % 2);
    c->demand_penalty = (int8_t)(next() % 41);
    c->custodian_role = next() % 2 ? (uint8_t)(next() % 2) : JUR_UNKNOWN_8;
    jur_set_add(c->data_locations, (uint32_t)(next() % 4));
    if (i % 3 == 0) for (k = 0; k < sizeof *c; ++k) bytes[k] = (unsigned char)next();
    if (i % 3 == 1) bytes[next() % sizeof *c] = (unsigned char)next();
    status = disclosure_decide(c, v);
    if ((uint32_t)status != v->status || status > JUR_IMPOSSIBLE_CASE) return 1;
    ++seen[status];
    n = disclosure_reasons(c, r, room);
    if (n > DISCLOSURE_MAX_REASONS || (status != JUR_OK && n > 0)) return 2;
    if (status == JUR_OK && v->custodian_disclose.word > JUR_SILENT) return 3;
    free(c); free(v); free(r);
  }
  return seen[JUR_OK] > 1000 && seen[JUR_INVALID_CASE] > 1000 ? 0 : 4;
}
)host";

}  // namespace

TEST_CASE("any bytes, under the address sanitizer") {
  lower::Strategy strategy = lower::Strategy::Automatic;
  SUBCASE("straight-line") { strategy = lower::Strategy::StraightLine; }
  SUBCASE("bitsets") { strategy = lower::Strategy::Bitsets; }
  SUBCASE("cells") { strategy = lower::Strategy::Cells; }
  REQUIRE(std::system("command -v clang-19 >/dev/null 2>&1") == 0);
  const test::Example example;
  std::string dir = (fs::temp_directory_path() / "jur-bytes-XXXXXX").string();
  REQUIRE(::mkdtemp(dir.data()) != nullptr);
  Sink sink;
  const auto made = emit::emit(example.program, {dir, {emit::Kind::Llvm, emit::Kind::Header}, "", "", strategy}, sink);
  REQUIRE(made);
  CHECK(made->strategies.at(0).rfind(lower::strategy_name(strategy), 0) == 0);
  std::ostringstream assembly;
  assembly << std::ifstream(dir + "/disclosure.ll").rdbuf();
  std::string code = assembly.str();
  const std::string mark = " = { ";
  std::size_t functions = 0;
  for (std::size_t at = code.find("\nattributes #"); at != std::string::npos; at = code.find("\nattributes #", at + 1)) {
    code.insert(code.find(mark, at) + mark.size(), "sanitize_address ");
    ++functions;
  }
  CHECK(functions > 0);
  std::ofstream(dir + "/checked.ll") << code;
  std::ofstream(dir + "/host.c") << kHost;
  const std::string build =
      "cd " + dir + " && clang-19 -O1 -fsanitize=address host.c checked.ll -o host 2>said && ./host 2>>said";
  const int status = std::system(build.c_str());
  std::ostringstream said;
  said << std::ifstream(dir + "/said").rdbuf();
  CHECK_MESSAGE(status == 0, said.str());
  fs::remove_all(dir);
}
