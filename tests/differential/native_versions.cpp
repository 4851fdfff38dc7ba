// Libraries for any processor and for certain ones say the same, also where several threads make the first call at once.
#include <dlfcn.h>
#include <unistd.h>

#include <array>
#include <barrier>
#include <cstring>
#include <filesystem>
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
