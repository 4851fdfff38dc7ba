// Generated code under the address sanitizer: it touches the cases and what it is to fill, and nothing else, whatever the
// bytes.
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
#include <string.h>
#include "disclosure.h"
static uint64_t state = 1;
static uint64_t next(void) {
  uint64_t z = (state += 0x9E3779B97F4A7C15u);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}
static void draw(disclosure_case *c, int i) {
  unsigned char *bytes = (unsigned char *)c;
  size_t k;
  disclosure_case_init(c);
  c->demand_received = (jur_date)(next() % 80000);
  c->demand_from = (uint8_t)(next() % 4);
  c->demand_kind = (uint8_t)(next() % 2);
  c->demand_penalty = (int8_t)(next() % 41);
  c->custodian_role = next() % 2 ? (uint8_t)(next() % 2) : JUR_UNKNOWN_8;
  jur_set_add(c->data_locations, (uint32_t)(next() % 4));
  if (i % 3 == 0) for (k = 0; k < sizeof *c; ++k) bytes[k] = (unsigned char)next();
  if (i % 3 == 1) bytes[next() % sizeof *c] = (unsigned char)next();
}
/* Arrays of just the size: of n cases `decide_many` and `decide_columns` say what `decide` says of each. */
#define COLUMN(FIELD) void *FIELD = malloc(n * sizeof cases->FIELD)
#define FILL(FIELD) memcpy((char *)FIELD + i * sizeof cases->FIELD, &cases[i].FIELD, sizeof cases->FIELD)
static int together(size_t n, int wild) {
  disclosure_case *cases = malloc(n * sizeof *cases);
  disclosure_verdict *many = malloc(n * sizeof *many);
  unsigned char *status = malloc(n), *disclose = malloc(n), *notify = malloc(n);
  COLUMN(data_locations); COLUMN(demand_received); COLUMN(demand_due); COLUMN(demand_from);
  COLUMN(demand_kind); COLUMN(demand_penalty); COLUMN(custodian_role); COLUMN(comity);
  const disclosure_columns in = {data_locations, demand_received, demand_due, demand_from,
                                 demand_kind, demand_penalty, custodian_role, comity};
  const disclosure_words out = {status, disclose, notify};
  jur_status first = JUR_OK;
  size_t i;
  int wrong = 0;
  for (i = 0; i < n; ++i) {
    draw(&cases[i], wild ? (int)(next() % 3) : 2);
    if (!wild) cases[i].custodian_role = (uint8_t)(i % 2);
    if (!wild) cases[i].comity = (uint8_t)(i / 2 % 2);
    FILL(data_locations); FILL(demand_received); FILL(demand_due); FILL(demand_from);
    FILL(demand_kind); FILL(demand_penalty); FILL(custodian_role); FILL(comity);
  }
  {
    const jur_status of_many = disclosure_decide_many(cases, n, many);
    const jur_status of_columns = disclosure_decide_columns(&in, n, &out);
    for (i = 0; i < n; ++i) {
      disclosure_verdict one;
      const jur_status said = disclosure_decide(&cases[i], &one);
      if (first == JUR_OK) first = said;
      if (many[i].status != one.status || status[i] != one.status) wrong = 5;
      if (said != JUR_OK) continue;
      if (many[i].custodian_disclose.word != one.custodian_disclose.word || disclose[i] != one.custodian_disclose.word) wrong = 6;
      if (notify[i] != one.custodian_notify_subject.word) wrong = 7;
    }
    if (of_many != first || of_columns != first) wrong = 8;
  }
  free(cases); free(many); free(status); free(disclose); free(notify);
  free(data_locations); free(demand_received); free(demand_due); free(demand_from);
  free(demand_kind); free(demand_penalty); free(custodian_role); free(comity);
  return wrong;
}
int main(void) {
  size_t seen[4] = {0, 0, 0, 0};
  int i;
  for (i = 0; i < 60000; ++i) {
    disclosure_case *c = malloc(sizeof *c);
    disclosure_verdict *v = malloc(sizeof *v);
    size_t room = (size_t)(next() % (DISCLOSURE_MAX_REASONS + 1));
    jur_reason *r = malloc(room * sizeof *r + 1);
    size_t n;
    jur_status status;
    draw(c, i);
    status = disclosure_decide(c, v);
    if ((uint32_t)status != v->status || status > JUR_IMPOSSIBLE_CASE) return 1;
    ++seen[status];
    n = disclosure_reasons(c, r, room);
    if (n > DISCLOSURE_MAX_REASONS || (status != JUR_OK && n > 0)) return 2;
    if (status == JUR_OK && v->custodian_disclose.word > JUR_SILENT) return 3;
    free(c); free(v); free(r);
  }
  for (i = 0; i < 1200; ++i) {
    const int wrong = together((size_t)(i / 3 % 140), i % 3);
    if (wrong) return wrong;
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
