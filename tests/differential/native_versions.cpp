// Libraries for any processor and for certain ones say the same, also where several threads make the first call at once, and
// touch the arrays of the host alone.
#include <dlfcn.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <barrier>
#include <cstring>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "compile.h"
#include "emit/emit.h"
#include "lower/layout.h"
#include "workload.h"

namespace {

using namespace jur;
namespace fs = std::filesystem;
using V = lower::VerdictLayout;

struct Manifest {  // the first fields of jur_manifest
  std::uint32_t abi, case_size, verdict_size, shape;
  const char *version, *decision, *digest, *strategy;
};

class Library {
 public:
  Library(const core::Program& program, const std::string& cpu) {
    std::string name = (fs::temp_directory_path() / "jur-versions-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    Sink sink;
    REQUIRE(emit::emit(program, {folder_, {emit::Kind::Shared}, "", cpu, lower::Strategy::Bitsets}, sink));
    handle_ = ::dlopen((folder_ + "/libplacement.so").c_str(), RTLD_NOW | RTLD_LOCAL);
    REQUIRE(handle_ != nullptr);
    find(decide, "placement_decide");
    find(decide_many, "placement_decide_many");
    find(decide_columns, "placement_decide_columns");
    find(manifest, "placement_manifest");
  }
  ~Library() {
    ::dlclose(handle_);
    fs::remove_all(folder_);
  }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;

  std::int32_t (*decide)(const void*, void*) = nullptr;
  std::int32_t (*decide_many)(const void*, std::size_t, void*) = nullptr;
  std::int32_t (*decide_columns)(const void*, std::size_t, const void*) = nullptr;
  const Manifest* (*manifest)() = nullptr;

 private:
  template <class F>
  void find(F& function, const char* name) {
    void* found = ::dlsym(handle_, name);
    REQUIRE(found != nullptr);
    function = reinterpret_cast<F>(found);
  }
  std::string folder_;
  void* handle_ = nullptr;
};

struct Cases {
  std::vector<std::byte> rows;
  std::vector<std::vector<std::byte>> columns;
  std::vector<const void*> pointers;
  std::vector<std::uint8_t> words;  // as a plain reading has them
};

Cases cases_of(const std::vector<bench::Rule>& rules, const lower::CaseLayout& layout, std::size_t count) {
  using enum bench::Attribute;
  constexpr std::array kFacts{DataLocation, Requester, Authority, Category, Date, Emergency, Custodian};
  constexpr std::array kWords{core::Word::Silent, core::Word::Required, core::Word::Forbidden, core::Word::Contradictory};
  const std::vector<bench::Case> drawn = bench::draw_cases(rules, count);
  Cases out;
  out.rows.resize(count * layout.size);
  for (const bench::Case& c : drawn) out.words.push_back(static_cast<std::uint8_t>(kWords[bench::plain_verdict(rules, c)]));
  for (const core::FactId f : layout.order) {
    const lower::Field& field = layout.fields[f.index];
    std::vector<std::byte>& column = out.columns.emplace_back(count * field.bytes);
    for (std::size_t i = 0; i < count; ++i) {
      const std::int32_t value = drawn[i][kFacts[f.index]];
      std::memcpy(out.rows.data() + i * layout.size + field.offset, &value, field.bytes);
      std::memcpy(column.data() + i * field.bytes, &value, field.bytes);
    }
  }
  for (const auto& column : out.columns) out.pointers.push_back(column.data());
  return out;
}

std::size_t wrong_in(const Library& library, const Cases& cases, std::size_t case_size) {
  const std::size_t count = cases.words.size();
  const std::size_t size = library.manifest()->verdict_size;
  std::vector<std::uint8_t> one(size), many(count * size), status(count, 9), words(count, 9);
  const std::array<void*, 2> to{status.data(), words.data()};
  std::size_t wrong = library.decide_columns(cases.pointers.data(), count, to.data()) == 0 ? 0 : 1;
  wrong += library.decide_many(cases.rows.data(), count, many.data()) == 0 ? 0 : 1;
  for (std::size_t i = 0; i < count; ++i) {
    wrong += library.decide(cases.rows.data() + i * case_size, one.data()) == 0 ? 0 : 1;
    wrong += std::memcmp(one.data(), many.data() + i * size, size) == 0 ? 0 : 1;
    wrong += one[V::kFirst + V::kWord] == cases.words[i] && words[i] == cases.words[i] && status[i] == 0 ? 0 : 1;
  }
  return wrong;
}

// An array that has a page nobody may touch right behind it, or right before it.
class Guarded {
 public:
  Guarded(std::size_t size, bool behind) {
    const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    const std::size_t inner = (size + page - 1) / page * page;
    whole_ = inner + 2 * page;
    void* const start = ::mmap(nullptr, whole_, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    REQUIRE(start != MAP_FAILED);
    start_ = static_cast<std::byte*>(start);
    if (inner > 0) REQUIRE(::mprotect(start_ + page, inner, PROT_READ | PROT_WRITE) == 0);
    data = start_ + page + (behind ? inner - size : 0);
  }
  ~Guarded() { ::munmap(start_, whole_); }
  Guarded(const Guarded&) = delete;
  Guarded& operator=(const Guarded&) = delete;

  std::byte* data = nullptr;

 private:
  std::byte* start_ = nullptr;
  std::size_t whole_ = 0;
};

// Of `count` cases, of which every fourth block of 32 has some bytes drawn: what `decide` says of each, in guarded arrays.
std::size_t wrong_when_guarded(const Library& library, const Cases& cases, const lower::CaseLayout& layout, std::size_t count,
                               bool behind, std::uint64_t& state) {
  const auto below = [&](std::size_t n) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::size_t>(state >> 33) % n;
  };
  const std::size_t size = library.manifest()->verdict_size;
  const Guarded rows(count * layout.size, behind), many(count * size, behind);
  const Guarded status(count, behind), words(count, behind);
  if (count > 0) std::memcpy(rows.data, cases.rows.data() + below(cases.words.size() - count) * layout.size, count * layout.size);
  for (std::size_t i = 0; i < count; ++i) {
    if (i / 32 % 4 != 3 && (count >= 32 || count % 2 == 0)) continue;
    if (below(3) == 0) rows.data[i * layout.size + below(layout.size)] = static_cast<std::byte>(below(256));
  }
  std::vector<std::unique_ptr<Guarded>> columns;
  std::vector<const void*> in;
  for (const core::FactId f : layout.order) {
    const lower::Field& field = layout.fields[f.index];
    columns.push_back(std::make_unique<Guarded>(count * field.bytes, behind));
    in.push_back(columns.back()->data);
    for (std::size_t i = 0; i < count; ++i) {
      std::memcpy(columns.back()->data + i * field.bytes, rows.data + i * layout.size + field.offset, field.bytes);
    }
  }
  const std::array<void*, 2> out{status.data, words.data};
  const std::int32_t of_columns = library.decide_columns(in.data(), count, out.data());
  const std::int32_t of_many = library.decide_many(rows.data, count, many.data);
  const Guarded one(size, behind), alone(layout.size, behind);
  std::int32_t first = 0;
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < count; ++i) {
    std::memcpy(alone.data, rows.data + i * layout.size, layout.size);
    const std::int32_t said = library.decide(alone.data, one.data);
    if (first == 0) first = said;
    wrong += status.data[i] == static_cast<std::byte>(said) ? 0 : 1;
    if (said != 0) {
      wrong += std::memcmp(one.data, many.data + i * size, V::kFirst) == 0 ? 0 : 1;
      continue;
    }
    wrong += std::memcmp(one.data, many.data + i * size, size) == 0 ? 0 : 1;
    wrong += words.data[i] == one.data[V::kFirst + V::kWord] ? 0 : 1;
  }
  return wrong + (of_columns == first && of_many == first ? 0 : 1);
}

std::vector<std::string> processors() {
  std::vector<std::string> out{"", "native"};
#if defined(__x86_64__)
  out.emplace_back("x86-64");
  if (__builtin_cpu_supports("x86-64-v3")) out.emplace_back("x86-64-v3");
  if (__builtin_cpu_supports("x86-64-v4")) out.emplace_back("x86-64-v4");
#endif
  return out;
}

}  // namespace

TEST_CASE("code for each processor says the same, to all threads") {
  for (const std::size_t count : {10U, 100U, 500U, 1'100U}) {
    const std::vector<bench::Rule> rules = bench::draw_rules(count);
    const test::Compiled compiled(bench::print_jur(rules, true));
    REQUIRE_MESSAGE(compiled.programs.size() == 1, compiled.complaints());
    const core::Program& program = compiled.programs[0];
    const lower::CaseLayout layout = lower::case_layout(program);
    const Cases cases = cases_of(rules, layout, 2'010);
    for (const std::string& cpu : processors()) {
      CAPTURE(cpu);
      const Library library(program, cpu);
      constexpr std::size_t kThreads = 4;
      std::array<std::size_t, kThreads> wrong{};
      std::barrier<> together(kThreads);
      std::vector<std::thread> threads;
      for (std::size_t t = 0; t < kThreads; ++t) {
        threads.emplace_back([&, t] {
          together.arrive_and_wait();
          wrong[t] = wrong_in(library, cases, layout.size);
        });
      }
      for (std::thread& t : threads) t.join();
      for (const std::size_t w : wrong) CHECK(w == 0);
      const std::string told = library.manifest()->strategy;
      if (!cpu.empty()) CHECK(told.find("; for processors like ") != std::string::npos);
#if defined(__x86_64__)
      CHECK((told.find("; vectors as wide as the processor's") != std::string::npos) == cpu.empty());
#endif
    }
  }
}

TEST_CASE("arrays of any length are read and written within their bounds") {
  for (const std::size_t rules_of : {10U, 100U, 500U, 1'100U}) {
    const std::vector<bench::Rule> rules = bench::draw_rules(rules_of);
    const test::Compiled compiled(bench::print_jur(rules, true));
    REQUIRE_MESSAGE(compiled.programs.size() == 1, compiled.complaints());
    const lower::CaseLayout layout = lower::case_layout(compiled.programs[0]);
    const Cases cases = cases_of(rules, layout, 2'010);
    for (const std::string& cpu : processors()) {
      CAPTURE(rules_of);
      CAPTURE(cpu);
      const Library library(compiled.programs[0], cpu);
      std::uint64_t state = rules_of;
      for (const std::size_t count : {0U, 1U, 2U, 31U, 32U, 33U, 63U, 64U, 65U, 127U, 128U, 129U, 200U, 255U, 257U, 1'023U}) {
        CAPTURE(count);
        for (const bool behind : {false, true}) CHECK(wrong_when_guarded(library, cases, layout, count, behind, state) == 0);
      }
    }
  }
}
