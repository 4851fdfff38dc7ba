// Actions that depend on more unknown facts than native code goes through.
#include <cstdlib>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "command.h"

using jur::test::count;
using jur::test::has;
using jur::test::Ran;
using jur::test::run_jur;
using jur::test::Scratch;
using jur::test::text_of;

namespace {

// `disclose` depends on 13 facts, 8,192 combinations, and is required whatever they are; `preserve` depends on one of them.
std::string program() {
  std::string facts;
  std::string all;
  std::string some;
  for (int i = 1; i <= 13; ++i) {
    facts += fmt::format("  f{}: bool?\n", i);
    all += fmt::format("{}files.f{}", i == 1 ? "" : ", ", i);
  }
  return "record Demand { received: date }\nrecord Entity { name_known: bool = true }\nrecord Files {\n" + facts +
         "}\n"
         "case Request as of demand.received { demand: Demand  party custodian: Entity  files: Files }\n"
         "action disclose\naction preserve\n"
         "law l { jurisdiction \"L\"  cite \"Act\"\n"
         "  rule many { cite \"s. 1\"  when at least 6 of (" +
         all +
         ")  custodian must disclose }\n"
         "  rule few { cite \"s. 2\"  when not at least 6 of (" +
         all +
         ")  custodian must disclose }\n"
         "  rule keep { cite \"s. 3\"  when files.f1  custodian must preserve }\n"
         "}\n"
         "decision d for Request { custodian: disclose, preserve }\n";
}

constexpr const char* kHost = R"host(
#include <stdio.h>
#include "d.h"
int main(void) {
  d_case c;
  d_verdict v;
  uint32_t i;
  const jur_manifest *m = d_manifest();
  for (i = 0; i < m->bounded_count; ++i) printf("bounded %s\n", m->bounded[i]);
  d_case_init(&c);
  c.demand_received = jur_date_from_ymd(2024, 1, 1);
  for (i = 0; i < 2; ++i) {
    if (d_decide(&c, &v) != JUR_OK) return 1;
    printf("disclose %d %d, preserve %d %d\n", v.custodian_disclose.word, v.custodian_disclose.flags & JUR_FLAG_BOUNDED,
           v.custodian_preserve.word, v.custodian_preserve.flags & JUR_FLAG_BOUNDED);
    c.files_f1 = 1;
  }
  return 0;
}
)host";

// The assumptions rule out, whatever the 13 facts are, that the bank of a hard demand is none: it is not presumed to be none
// then, nor is anything else presumed.
std::string presuming() {
  std::string facts;
  std::string all;
  for (int i = 1; i <= 13; ++i) {
    facts += fmt::format("  f{}: bool?\n", i);
    all += fmt::format("{}files.f{}", i == 1 ? "" : ", ", i);
  }
  return "record Demand { received: date  hard: bool = no }\n"
         "record Entity { bank: bool? presumed no  bound: bool? presumed no }\nrecord Files {\n" +
         facts +
         "}\n"
         "case Request as of demand.received { demand: Demand  party custodian: Entity  files: Files }\n"
         "action disclose\naction preserve\n"
         "assume at least 6 of (" +
         all + ") or custodian.bank or not demand.hard\nassume not at least 6 of (" + all +
         ") or custodian.bank or not demand.hard\n"
         "law l { jurisdiction \"L\"  cite \"Act\"\n"
         "  rule keep { cite \"s. 1\"  when custodian.bound  custodian must preserve }\n"
         "  rule all { cite \"s. 2\"  custodian must disclose }\n"
         "}\n"
         "decision d for Request { custodian: disclose, preserve }\n";
}

constexpr const char* kPresumingHost = R"host(
#include <stdio.h>
#include "d.h"
static void tell(const d_case *c) {
  d_verdict v;
  const jur_status status = d_decide(c, &v);
  printf("%d: disclose %d %d, preserve %d %d\n", status, v.custodian_disclose.word, v.custodian_disclose.flags,
         v.custodian_preserve.word, v.custodian_preserve.flags);
}
int main(void) {
  d_case c;
  uint32_t i;
  const jur_manifest *m = d_manifest();
  for (i = 0; i < m->bounded_count; ++i) printf("bounded %s\n", m->bounded[i]);
  d_case_init(&c);
  c.demand_received = jur_date_from_ymd(2024, 1, 1);
  for (c.demand_hard = 0; c.demand_hard < 2; ++c.demand_hard) {
    c.custodian_bank = JUR_UNKNOWN_8;
    c.files_f1 = JUR_UNKNOWN_8;
    tell(&c);
    c.files_f1 = 1;
    tell(&c);
    c.custodian_bank = 1;
    c.files_f1 = JUR_UNKNOWN_8;
    tell(&c);
  }
  return 0;
}
)host";

}  // namespace

// says: and header and manifest name these actions.
TEST_CASE("header and manifest name the actions whose verdict may be undetermined where one word is left") {
  const Scratch s;
  const std::string file = s.write("p.jur", program());
  REQUIRE(run_jur({"build", file, "-o", s.path("out"), "--emit", "object,header"}).status == 0);
  const std::string header = text_of(s.path("out/d.h"));
  const std::string remark =
      "; where unknown facts make more than 4096 combinations it may be undetermined though one word is left */";
  const auto line_of = [&](const std::string& field) {
    const std::size_t at = header.find("jur_verdict " + field + ";");
    REQUIRE(at != std::string::npos);
    return header.substr(at, header.find('\n', at) - at);
  };
  CHECK(line_of("custodian_disclose").ends_with(remark));
  CHECK(line_of("custodian_preserve").ends_with(" */"));
  CHECK(count(header, remark) == 1);

  s.write("out/host.c", kHost);
  const std::string in = "cd " + s.path("out") + " && ";
  REQUIRE(std::system((in + "cc -std=c11 -Wall -Werror host.c d.o -o host && ./host > said").c_str()) == 0);
  // Words: 0 undetermined, 2 required; the flag is 4. With one fact known, 4,096 combinations are left.
  CHECK(text_of(s.path("out/said")) ==
        "bounded custodian disclose\n"
        "disclose 0 4, preserve 0 0\n"
        "disclose 2 0, preserve 2 0\n");
}

// says: beyond, it may say `undetermined` where one verdict was left, never the reverse
TEST_CASE("where it is not found out whether a presumption may hold, nothing is presumed") {
  const Scratch s;
  const std::string file = s.write("p.jur", presuming());
  REQUIRE(run_jur({"build", file, "-o", s.path("out"), "--emit", "object,header"}).status == 0);
  CHECK(has(text_of(s.path("out/d.h")), "/* Assumptions tie these facts: custodian.bank, files.f1, files.f2,"));
  CHECK(has(run_jur({"inspect", s.path("out/d.o")}).out, "assumed     custodian.bank (where many that assumptions tie"));
  s.write("out/host.c", kPresumingHost);
  const std::string in = "cd " + s.path("out") + " && ";
  REQUIRE(std::system((in + "cc -std=c11 -Wall -Werror host.c d.o -o host && ./host > said").c_str()) == 0);
  // Words: 0 undetermined, 2 required, 6 silent; flags: 2 open, 4 bounded.
  CHECK(text_of(s.path("out/said")) ==
        "bounded custodian preserve\n"
        "0: disclose 2 0, preserve 0 4\n"  // 8,192 combinations: not found out
        "0: disclose 2 0, preserve 6 2\n"  // 4,096: presumed
        "0: disclose 2 0, preserve 6 2\n"  // no presumption hangs on them
        "0: disclose 2 0, preserve 0 4\n"  // likewise, of a hard demand
        "0: disclose 2 0, preserve 0 0\n"  // the bank cannot be none: plainly unknown
        "0: disclose 2 0, preserve 6 2\n");
}

// says: `jur run` is always exact.
TEST_CASE("jur run decides beyond the bound, one case or many") {
  const Scratch s;
  const std::string file = s.write("p.jur", program());
  const std::string one = R"({"demand":{"received":"2024-01-01"}})";
  const Ran alone = run_jur({"run", file, "--case", s.write("c.json", one), "--format", "json"});
  CHECK(alone.status == 0);
  CHECK(alone.out.find(R"("disclose":{"verdict":"required")") != std::string::npos);
  CHECK(alone.out.find(R"("preserve":{"verdict":"undetermined")") != std::string::npos);
  std::string lines;
  for (int i = 0; i < 2000; ++i) lines += one + "\n";
  const Ran many = run_jur({"run", file, "--case", s.write("c.jsonl", lines)});
  CHECK(many.status == 0);
  std::size_t required = 0;
  for (std::size_t at = 0; (at = many.out.find(R"("disclose":{"verdict":"required")", at)) != std::string::npos; ++at) ++required;
  CHECK(required == 2000);
}
