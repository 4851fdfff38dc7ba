#include <doctest/doctest.h>

#include <fmt/format.h>

#include "../compile.h"
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

void compare(std::uint64_t seed, const Kit& kit, bool partial) {
  const Form form = random_form(seed, kit);
  const test::Compiled compiled(print(form));
  test::Random random(seed ^ 0x5ca1ab1eU);
  if (!compiled.sink.all().empty() || compiled.programs.size() != 1) {
    report(seed, form, random_case(form, random, false), "diagnostics\n" + compiled.complaints());
  }
  for (std::size_t i = 0; i < kCases; ++i) {
    const Case facts = random_case(form, random, partial && i % 4 == 0);
    if (const auto found = difference(compiled.programs[0], form, facts)) report(seed, form, facts, *found);
  }
}

}  // namespace

TEST_CASE("the first version's part of the language: compiled programs mean what the page says") {
  for (std::uint64_t seed = 1; seed <= 250; ++seed) compare(seed, first_kit(), true);
}

TEST_CASE("the whole language: compiled programs mean what the page says") {
  for (std::uint64_t seed = 1001; seed <= 1400; ++seed) compare(seed, {}, true);
}
