// A witness on which the native code disagrees is an internal error, never a finding shown as if nothing were.
#include "driver/replay.h"

#include <doctest/doctest.h>

#include "command.h"
#include "driver/session.h"
#include "evaluate/evaluate.h"

using jur::Code;
using jur::Sink;

namespace {

constexpr const char* kClash =
    "law a { jurisdiction US  rule r { custodian must disclose } }\n"
    "law b { jurisdiction IE  rule r { custodian must not disclose } }\n";

}  // namespace

TEST_CASE("native code that lies about a witness is found out") {
  const jur::test::Scratch s;
  jur::Session session({s.write("p.jur", jur::test::kProgram + kClash)}, {});
  const jur::core::Program* program = session.choose("d");
  REQUIRE(program != nullptr);
  const auto found = jur::verify(*program, {}, session.sink());
  REQUIRE(found.all.size() == 2);

  Sink honest;
  jur::replay(*program, found.all, honest);
  CHECK(honest.all().empty());

  Sink lied;
  const jur::core::Program probe = jur::for_acts(*program, found.all);
  const auto liar = [&](const jur::core::Case&) {
    jur::emit::NativeOutcome out;
    out.verdicts.resize(probe.outputs.size());
    for (auto& v : out.verdicts) v.word = jur::core::Word::Silent;
    return out;
  };
  jur::replay(*program, found.all, liar, lied);
  REQUIRE(lied.all().size() == 2);
  CHECK(lied.all()[0].code == Code::ReplayMismatch);
}
