#include <map>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "../compile.h"
#include "evaluate/evaluate.h"
#include "source_compare.h"
#include "source_random.h"

using namespace jur;
using namespace jur::test::form;

namespace {

constexpr std::size_t kCases = 200;

void report(std::uint64_t seed, const Form& form, const Case& facts, const std::string& difference_found) {
  const Form small = shrink(form, facts);
  const auto left = test::form::difference(small, facts);
  FAIL(fmt::format("seed {}: {}\nshrunk: {}\n{}\n{}", seed, difference_found, left.value_or(""), print(small),
                   print(small, facts)));
}

// Which verdicts came up: a test that sees only silence holds nothing.
using Tally = std::map<core::Word, std::size_t>;

void compare(std::uint64_t seed, const Kit& kit, Tally& tally) {
  const Form form = random_form(seed, kit);
  const test::Compiled compiled(modules(form));
  test::Random random(seed ^ 0x5ca1ab1eU);
  if (!compiled.reports_only(kDrawnToo) || decided(compiled.programs) == nullptr) {
    report(seed, form, random_case(form, random, false), "diagnostics\n" + compiled.complaints());
  }
  const core::Program& program = *decided(compiled.programs);
  for (std::size_t i = 0; i < kCases; ++i) {
    const Case facts = random_case(form, random, i % 4 == 0);
    if (const auto found = difference(program, form, facts)) report(seed, form, facts, *found);
    if (i % 16 != 0) continue;
    for (const core::Verdict& v : evaluate(program, facts_of(program, form, facts)).verdicts) ++tally[v.word];
  }
}

void run(std::uint64_t first, std::size_t programs, const Kit& kit) {
  Tally tally;
  for (std::uint64_t seed = first; seed < first + programs; ++seed) compare(seed, kit, tally);
  std::string words;
  for (const auto& [word, count] : tally) words += fmt::format(" {} {}", core::word_name(word), count);
  MESSAGE(words);
  CHECK(tally.size() == core::kWords);
}

}  // namespace

TEST_CASE("the first version's part of the language: compiled programs mean what the page says") { run(1, 250, first_kit()); }
TEST_CASE("the whole language: compiled programs mean what the page says") { run(1001, 400, {}); }
