// Generated code of random source programs says what the evaluator says of them.
#include <memory>

#include <doctest/doctest.h>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "../compile.h"
#include "emit/jit.h"
#include "evaluate/evaluate.h"
#include "lower/lower.h"
#include "source_compare.h"
#include "source_random.h"

using namespace jur;
using namespace jur::test::form;
using emit::NativeCode;
using emit::NativeOutcome;
using emit::NativeStatus;

namespace {

constexpr std::size_t kBatch = 25;

std::string show(const std::optional<Date>& d) { return d ? to_string(*d) : "-"; }

template <class Verdict>
std::string line(const Verdict& v) {
  std::vector<std::string> possible;
  for (const core::Word w : v.possible) possible.emplace_back(core::word_name(w));
  std::vector<std::uint32_t> rules;
  for (const core::RuleId r : v.rules) rules.push_back(r.index);
  return fmt::format("{} of {}, deadline {}, not before {}, until {}, rules {}", core::word_name(v.word), possible,
                     show(v.deadline), show(v.not_before), show(v.until), rules);
}

struct Source {
  Source(std::uint64_t number, const Kit& kit) : seed(number), form(random_form(number, kit)), compiled(modules(form)) {}
  std::uint64_t seed;
  Form form;
  test::Compiled compiled;
  [[nodiscard]] const core::Program& program() const { return *decided(compiled.programs); }
};

void compare(const Source& s, const Case& facts, const NativeCode& code, std::size_t at) {
  const core::Case given = facts_of(s.program(), s.form, facts);
  const core::Outcome wanted = evaluate(s.program(), given);
  const NativeOutcome got = code.decide(at, given);
  const auto fail = [&](const std::string& what) {
    FAIL(fmt::format("seed {}: {}\n{}\n{}", s.seed, what, print(s.form), print(s.form, facts)));
  };
  if (got.status != (wanted.possible ? NativeStatus::Ok : NativeStatus::Impossible)) fail("the status differs");
  for (std::size_t i = 0; i < got.verdicts.size(); ++i) {
    if (got.verdicts[i].bounded) continue;
    const std::string right = line(wanted.verdicts[i]);
    const std::string native = line(got.verdicts[i]);
    if (right != native) fail(fmt::format("output {}\n  evaluate: {}\n  native:   {}", i, right, native));
  }
}

void run(std::uint64_t first, std::size_t programs, std::size_t cases, const Kit& kit) {
  std::size_t compared = 0;
  for (std::size_t done = 0; done < programs; done += kBatch) {
    std::vector<std::unique_ptr<Source>> sources;
    std::vector<const core::Program*> lowered;
    for (std::uint64_t seed = first + done; seed < first + done + kBatch; ++seed) {
      auto source = std::make_unique<Source>(seed, kit);
      REQUIRE_MESSAGE(decided(source->compiled.programs) != nullptr, source->compiled.complaints());
      if (lower::not_lowerable(source->program())) continue;
      lowered.push_back(&source->program());
      sources.push_back(std::move(source));
    }
    std::string error;
    const auto code = NativeCode::compile(lowered, error);
    REQUIRE_MESSAGE(code, error);
    for (std::size_t i = 0; i < sources.size(); ++i) {
      test::Random random(sources[i]->seed);
      for (std::size_t k = 0; k < cases; ++k) compare(*sources[i], random_case(sources[i]->form, random, k % 4 == 0), *code, i);
      ++compared;
    }
  }
  CHECK(compared * 10 >= programs * 9);
}

}  // namespace

TEST_CASE("the first version's part of the language: native code is the evaluator") { run(5000, 250, 200, first_kit()); }
TEST_CASE("the whole language: native code is the evaluator") { run(6000, 300, 200, {}); }
