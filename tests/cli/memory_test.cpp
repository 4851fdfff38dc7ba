// A session that remembers the ones before says what a fresh one says.
#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "command.h"
#include "diagnostics/render.h"
#include "driver/memory.h"
#include "driver/session.h"

namespace {

using jur::test::Scratch;

constexpr int kFiles = 6;

// A file of laws with rules of its own; `edition` changes one of them.
std::string laws(int file, int edition) {
  std::string out = fmt::format("use facts\nlaw l{} {{\n  jurisdiction {}\n", file, file % 2 == 0 ? "US" : "IE");
  for (int r = 0; r < 8; ++r) {
    const int penalty = 3 * r + file + (r == edition % 8 ? edition : 0);
    const bool duty = (r + file + edition / 8) % 2 == 0;
    out += fmt::format("  rule r{} \"R\" {{ when demand.from is {} and demand.penalty > {}  custodian {} disclose{} }}\n", r,
                       r % 3 == 0 ? "US" : "IE", penalty, duty ? "must" : "must not",
                       duty && r % 2 == 0 ? " within 1 month of demand.received" : "");
  }
  return out + "}\n";
}

std::string said(const std::string& folder, jur::Memory* memory) {
  jur::SessionOptions options;
  options.memory = memory;
  jur::Session session({folder}, options);
  const jur::Summary summary = session.verify();
  session.sink().sort();
  return jur::render_json(session.sources(), session.sink().all(), summary);
}

}  // namespace

TEST_CASE("after each edit a session with a memory says what one without says") {
  const Scratch s;
  (void)s.write("p/jur.toml", "name = \"p\"\nversion = \"1.0.0\"\n");
  (void)s.write(
      "p/facts.jur",
      "enum Country { US, IE }\nrecord Demand { from: Country  received: date  penalty: int 0..40 = 0 }\nrecord Entity { in: "
      "Country }\ncase Request as of demand.received { demand: Demand  party custodian: Entity }\naction disclose\n");
  std::string all;
  for (int f = 0; f < kFiles; ++f) {
    (void)s.write(fmt::format("p/l{}.jur", f), laws(f, 0));
    all += fmt::format("use l{}\n", f);
  }
  (void)s.write("p/all.jur", "use facts\n" + all + "decision d for Request { custodian: disclose }\n");
  jur::Memory memory;
  std::mt19937 random(5);
  for (int round = 0; round < 30; ++round) {
    const int file = static_cast<int>(random() % kFiles);
    const int edition = static_cast<int>(random() % 20);
    std::string text = laws(file, edition);
    if (round % 7 == 3) text += "law broken { rule }\n";
    if (round % 7 == 5) text = "# moved down\n\n" + text;
    (void)s.write(fmt::format("p/l{}.jur", file), text);
    const std::string fresh = said(s.path("p"), nullptr);
    CHECK(said(s.path("p"), &memory) == fresh);
    CHECK(said(s.path("p"), &memory) == fresh);
    if (round % 7 == 3) (void)s.write(fmt::format("p/l{}.jur", file), laws(file, edition));
  }
}
