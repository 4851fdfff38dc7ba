// fuzz FIRST COUNT: for each seed a random source program, mutated, and a case of it, mutated. Each must be read to the end or
// refused with a diagnostic. The seed that runs is printed first, so that a crash names it too. Exit status 1: one was not.
#include <charconv>
#include <cstdio>
#include <cstring>
#include <exception>
#include <optional>

#include <fmt/format.h>

#include "../compile.h"
#include "core/case_json.h"
#include "mutate.h"
#include "source_claims.h"
#include "source_compare.h"

using namespace jur;
using namespace jur::test::form;

namespace {

constexpr std::size_t kSources = 8;  // a seed
constexpr std::size_t kCases = 40;

// What is wrong, or nothing.
using Wrong = std::optional<std::string>;

Wrong bad_places(const test::Compiled& compiled) {
  for (const Diagnostic& d : compiled.sink.all()) {
    if (d.message.empty()) return "a diagnostic without a message";
    if (!d.primary.valid()) continue;
    if (d.primary.begin > d.primary.end || d.primary.end > compiled.sources[d.primary.file].text.size())
      return "a diagnostic outside of its file";
  }
  return std::nullopt;
}

Wrong bad_tree(const syntax::Tree& tree, const Sink& sink) {
  if (tree.has_errors && !sink.has_errors()) return "a broken tree without an error";
  std::uint32_t at = 0;
  for (const syntax::Token& token : tree.tokens) {
    if (token.trivia != at || token.begin < token.trivia || token.end < token.begin) return "tokens leave a gap";
    at = token.end;
  }
  return !tree.tokens.empty() && at != tree.text.size() ? Wrong("tokens do not reach the end") : std::nullopt;
}

Wrong source(Modules modules, test::Random& random) {
  std::string& text = modules[random.below(modules.size())].second;
  text = mutate(std::move(text), random);
  const test::Compiled compiled(modules);
  if (auto wrong = bad_places(compiled)) return *wrong + "\n" + text;
  for (const syntax::Tree& tree : compiled.trees) {
    if (auto wrong = bad_tree(tree, compiled.sink)) return *wrong + "\n" + std::string(tree.text);
  }
  return std::nullopt;
}

Wrong cases(const Form& form, test::Random& random) {
  const test::Compiled compiled(modules(form));
  const core::Program* program = decided(compiled.programs);
  if (program == nullptr) return "the program does not compile\n" + compiled.complaints();
  const core::Case given = facts_of(*program, form, random_case(form, random, true));
  const std::string json = core::write_case(*program, given);
  {
    Sink sink;
    const auto read = core::read_case(*program, json, "a case", sink);
    if (!read || !sink.all().empty()) return "a written case is refused\n" + json;
    if (core::write_case(*program, *read) != json) return "a case is read otherwise than it was written\n" + json;
  }
  for (std::size_t i = 0; i < kCases; ++i) {
    const std::string text = test::mutate(json, random);
    Sink sink;
    const auto read = core::read_case(*program, text, "a case", sink);
    if (read.has_value() == sink.has_errors()) return "a case neither read nor refused\n" + text;
  }
  return std::nullopt;
}

Wrong run(std::uint64_t seed) {
  test::Random random(seed ^ 0xf022ed5eedU);
  const auto drawn = random_scenarios(seed);
  if (!drawn) return std::nullopt;
  for (std::size_t i = 0; i < kSources; ++i) {
    if (auto wrong = source(drawn->modules, random)) return wrong;
  }
  return cases(drawn->form, random);
}

std::optional<std::uint64_t> number(const char* text) {
  std::uint64_t n = 0;
  const char* end = text + std::strlen(text);
  const auto [at, error] = std::from_chars(text, end, n);
  return error == std::errc() && at == end ? std::optional(n) : std::nullopt;
}

}  // namespace

int main(int argc, char** argv) {
  const auto first = argc == 3 ? number(argv[1]) : std::nullopt;
  const auto count = argc == 3 ? number(argv[2]) : std::nullopt;
  if (!first || !count) {
    fmt::print(stderr, "fuzz FIRST COUNT\n");
    return 2;
  }
  for (std::uint64_t seed = *first; seed < *first + *count; ++seed) {
    fmt::print("seed {}\n", seed);
    std::fflush(stdout);
    Wrong wrong;
    try {
      wrong = run(seed);
    } catch (const std::exception& e) {
      wrong = fmt::format("an exception: {}", e.what());
    }
    if (!wrong) continue;
    fmt::print("{}\n", *wrong);
    return 1;
  }
  return 0;
}
