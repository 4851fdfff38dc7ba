// `jur fmt`: what it keeps, its layout, and what the verb does with good and bad ones.
// says: | `jur fmt PATH… [--check]` | one canonical layout, comments kept |
#include <algorithm>
#include <ctime>
#include <filesystem>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "command.h"
#include "driver/find_sources.h"
#include "driver/rewrite.h"

namespace fs = std::filesystem;

namespace jur::test {
namespace {

std::string formatted(const std::string& text) {
  Sources sources;
  Sink sink;
  const auto done = format_text(sources, "a.jur", text, sink);
  return done ? done->after : "does not parse";
}

}  // namespace

TEST_CASE("every test program that parses keeps its meaning, and its layout is formatted once for all") {
  Sink found;
  std::size_t parsed = 0;
  for (const auto& path : find_sources((fs::path(JUR_SOURCE_DIR) / "tests/cases").string(), found)) {
    Sources sources;
    Sink sink;
    const auto once = format_file(sources, path, sink);
    for (const Diagnostic& d : sink.all()) REQUIRE(d.code != Code::Internal);
    if (!once) continue;
    ++parsed;
    const auto twice = format_text(sources, path.string(), once->after, sink);
    INFO(path.string());
    REQUIRE(twice.has_value());
    CHECK(twice->after == once->after);
  }
  CHECK(parsed > 300);
}

TEST_CASE("one layout, whatever the spaces") {
  CHECK(formatted("") == "");
  CHECK(formatted("\n\n# nothing but a comment") == "# nothing but a comment\n");
  CHECK(formatted("enum   E{A,B   ,C}\n\n\n\nenum F{}") == "enum E { A, B, C }\n\nenum F {}\n");
  CHECK(formatted("record R{a:int 0 .. 4=-1\n}") == "record R { a: int 0..4 = -1 }\n");
  CHECK(formatted("record R {\n a: bool \"one\" # first\n longer: bool? \"two\"\n}") ==
        "record R {\n  a:      bool  \"one\"  # first\n  longer: bool? \"two\"\n}\n");
  CHECK(formatted("define d(a:C)=mlat( x , any of y )on 2014-01-01 and not a in( A or B )") ==
        "define d(a: C) = mlat(x, any of y) on 2014-01-01 and not a in (A or B)\n");
  CHECK(formatted("law l{rule r{when a.b in {US ,IE}\np must not act( RU )within 3 days of d\n}}") ==
        "law l {\n  rule r {\n    when a.b in {US, IE}\n    p must not act(RU) within 3 days of d\n  }\n}\n");
}

TEST_CASE("comments stay where they are") {
  const std::string text =
      "# head\n\n## of the law\nlaw l {  # trails\n  # before the rule\n\n  # and again\n  rule r {\n    p must act  # the norm\n"
      "    # before the end\n  }\n  # last of the law\n}\n# end\n";
  CHECK(formatted(text) == text);
}

TEST_CASE("long lines break at clauses, conjunctions and commas") {
  const std::string out = formatted(
      "law l { rule r { when demand.from is US and demand.kind is search_warrant and data.category is content and "
      "custodian.jurisdiction has US and not custodian.exempt\n p must act } }");
  CHECK(out ==
        "law l {\n  rule r {\n    when demand.from is US\n      and demand.kind is search_warrant\n      and data.category is "
        "content\n"
        "      and custodian.jurisdiction has US\n      and not custodian.exempt\n    p must act\n  }\n}\n");
}

TEST_CASE("100,000 lines in one file take no more than two seconds of one core") {
#if defined(NDEBUG) && !defined(JUR_SANITIZED)
  constexpr double kSeconds = 2;
#else
  constexpr double kSeconds = 30;
#endif
  std::string text;
  for (int l = 0; l < 2500; ++l) {
    text += fmt::format("law l{0} \"Law {0}\" {{\n  jurisdiction US\n  in force from 1986-10-21 until 2018-05-24\n", l);
    for (int r = 0; r < 6; ++r) {
      text += fmt::format(
          "  rule r{0} \"Rule {0}\" notwithstanding l{1}.r{0} {{\n    cite \"§ {0}\"  # as amended\n"
          "    when demand.from in {{US, IE}} and not demand.received < 2014-09-01 and (a is b or any of data.places in EU)\n"
          "    custodian must disclose within 14 days of demand.received only if demand.kind is search_warrant\n"
          "    unless \"released\" all of (consent, not secret) cite \"§ 9\"\n  }}\n",
          r, l + 1);
    }
    text += "}\n";
  }
  CHECK(std::count(text.begin(), text.end(), '\n') == 100'000);
  const Scratch scratch;
  const std::string path = scratch.write("long.jur", text);
  const std::clock_t start = std::clock();
  CHECK(run_jur({"fmt", path}).status == 0);
  const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  INFO(seconds, " s");
  CHECK(seconds < kSeconds);
  CHECK(text_of(path) == text);
}

TEST_CASE("the verb: in place, --check, standard input") {
  const Scratch scratch;
  const std::string path = scratch.write("a.jur", "enum E{A}\n");
  const Ran checked = run_jur({"fmt", "--check", path});
  CHECK(checked.status == 1);
  CHECK(checked.out ==
        fmt::format("--- {0}\n+++ {0}\n@@ -1,1 +1,1 @@\n-enum E{{A}}\n+enum E {{ A }}\n1 of 1 file would be changed\n", path));
  CHECK(text_of(path) == "enum E{A}\n");
  CHECK(run_jur({"fmt", path}).status == 0);
  CHECK(text_of(path) == "enum E { A }\n");
  CHECK(scratch.names() == std::vector<std::string>{"a.jur"});
  CHECK(run_jur({"fmt", "--check", path}).out == "0 of 1 file would be changed\n");
  CHECK(run_jur({"fmt", "-"}, "enum E{A}").out == "enum E { A }\n");
}

TEST_CASE("the verb: a file that does not parse stays as it is, the others are formatted") {
  const Scratch scratch;
  const std::string bad = scratch.write("bad.jur", "enum {A}\n");
  const std::string good = scratch.write("good.jur", "enum E{A}\n");
  const Ran ran = run_jur({"fmt", scratch.path("")});
  CHECK(ran.status == 2);
  CHECK(ran.err.find("bad.jur:1:6") != std::string::npos);
  CHECK(text_of(bad) == "enum {A}\n");
  CHECK(text_of(good) == "enum E { A }\n");
  const Ran missing = run_jur({"fmt", scratch.path("none.jur")});
  CHECK(missing.status == 2);
  CHECK(missing.err.find("file-unreadable") != std::string::npos);
}

}  // namespace jur::test
