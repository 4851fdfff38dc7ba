// Whatever stands in a jur.toml, reading it ends with settings or with errors that have a place in the file.
#include <doctest/doctest.h>

#include <random>
#include <string>

#include "package/package.h"

namespace {

const std::string kWhole =
    "# settings\nname = \"mail-box\"\nversion = \"1.2.3\"\nstd = '0.1'\n\n[lint]\nbaseline = \"a/b.json\"\npedantic = \"warn\"\n"
    "\"dead-rule\" = \"\"\"allow\"\"\"\nlist = [1, 2.5, { a = 2014-09-01 }]\na.b.c = 0x1F\nn = -inf\n";

const std::string kAlphabet = "[]{}=.,\"'\\#\n\r\t -_:+0179eExXbouTZinfatrue\xC3\xA9\xEF\xBB\xBF\xFF\x01";

std::string mutated(std::mt19937& random) {
  std::string text = kWhole;
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random()) % n; };
  for (std::size_t steps = 1 + below(6); steps > 0 && !text.empty(); --steps) {
    const std::size_t at = below(text.size());
    switch (below(4)) {
      case 0:
        text.erase(at, 1 + below(8));
        break;
      case 1:
        text.insert(at, 1, kAlphabet[below(kAlphabet.size())]);
        break;
      case 2:
        text[at] = kAlphabet[below(kAlphabet.size())];
        break;
      default:
        text.insert(at, text.substr(below(text.size()), 1 + below(30)));
    }
  }
  return text;
}

}  // namespace

TEST_CASE("no text of a jur.toml breaks its reader") {
  std::mt19937 random(1968);
  std::size_t clean = 0;
  std::size_t faulty = 0;
  for (int round = 0; round < 20'000; ++round) {
    const std::string text = mutated(random);
    CAPTURE(text);
    jur::Sources sources;
    jur::Sink sink;
    const jur::FileId file = sources.add("jur.toml", text);
    const jur::Package package = jur::read_package(sources, file, sink);
    for (const jur::Diagnostic& d : sink.all()) {
      REQUIRE(d.primary.file == file);
      REQUIRE(d.primary.begin <= d.primary.end);
      REQUIRE(d.primary.end <= text.size());
      REQUIRE_FALSE(d.message.empty());
    }
    for (const jur::LintSetting& s : package.lint.levels) REQUIRE(s.span.end <= text.size());
    if (!sink.has_errors()) REQUIRE(jur::is_package_name(package.name));
    ++(sink.has_errors() ? faulty : clean);
  }
  CHECK(clean + faulty == 20'000);
  CHECK(faulty > 1'000);
}

TEST_CASE("versions") {
  using jur::parse_version;
  using jur::serves;
  CHECK(to_string(parse_version("10.0.3").value()) == "10.0.3");
  CHECK(to_string(parse_version("2", true).value()) == "2.0.0");
  CHECK(to_string(parse_version("2.1", true).value()) == "2.1.0");
  for (const char* bad :
       {"", "1", "1.2", "1.2.", "1.2.3.4", "1.2.3-beta", "v1.2.3", "1..3", "01.2.3", "1.2.9999999999", " 1.2.3", "1.-2.3"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_version(bad));
  }
  for (const char* bad : {"", ".", "1.", "1.2.3.", "x"}) CHECK_FALSE(parse_version(bad, true));
  CHECK(serves({1, 4, 2}, {1, 4, 2}));
  CHECK(serves({1, 4, 2}, {1, 0, 9}));
  CHECK_FALSE(serves({1, 4, 2}, {1, 4, 3}));
  CHECK_FALSE(serves({2, 0, 0}, {1, 4, 2}));
  CHECK(serves({0, 3, 1}, {0, 3, 0}));
  CHECK_FALSE(serves({0, 4, 0}, {0, 3, 0}));
}
