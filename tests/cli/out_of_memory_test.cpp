// Memory that gives out is an error that says what to do.
#include <sys/wait.h>

#include <cstdlib>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "command.h"

#if !defined(JUR_SANITIZED)  // whose shadow needs more address space than any limit leaves

using jur::test::has;
using jur::test::kProgram;
using jur::test::Scratch;
using jur::test::text_of;

namespace {

std::string many_rules() {
  std::string out = kProgram;
  for (const char* order : {"US", "IE"}) {
    out += fmt::format("law many_{0} {{ jurisdiction {0}\n", order);
    for (int i = 0; i < 200; ++i) {
      out += fmt::format("  rule r{} {{ when demand.penalty >= {}  custodian {} disclose }}\n", i, i % 40,
                         order[0] == 'U' ? "must" : "must not");
    }
    out += "}\n";
  }
  return out;
}

}  // namespace

TEST_CASE("a program too large for memory is told so, whatever step runs out of it") {
  const Scratch s;
  const std::string file = s.write("p.jur", many_rules());
  int failed = 0;
  for (int limit = 260'000; limit > 150'000 && failed == 0; limit -= 8'000) {
    const int status = std::system(fmt::format("ulimit -v {}; '{}' check '{}' > '{}' 2> '{}'", limit, JUR_BINARY_DIR "/bin/jur",
                                               file, s.path("out"), s.path("err"))
                                       .c_str());
    if (WEXITSTATUS(status) == 1) continue;  // it fits: the contradictions are told
    CAPTURE(limit);
    failed = limit;
    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 2);
    CHECK(text_of(s.path("out")).empty());
    CHECK(has(text_of(s.path("err")), "out of memory: check fewer files at once, or have each decision name its `laws`"));
  }
  CHECK(failed > 0);
}
#endif
