// jur_bench_native [--strategy NAME] [--cpu NAME] [COUNT…]: compiled decisions against what a careful programmer writes by hand,
// on the same cases in one process. Every verdict is checked against every opponent's, and as many as time allows against
// evaluate and against a plain reading of the rules.
#include <dlfcn.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>

#include "core/verdict.h"
#include "driver/session.h"
#include "evaluate/evaluate.h"
#include "lower/layout.h"
#include "measure.h"
#include "opponents.h"

namespace {

using namespace jur;
using namespace jur::bench;
namespace fs = std::filesystem;
using V = lower::VerdictLayout;

constexpr std::size_t kCases = 100'000;
constexpr std::size_t kPlainlyChecked = 20'000'000;  // rules times cases that are decided by reading each condition
constexpr double kEvaluating = 1;                    // seconds, more or less
constexpr std::size_t kEvaluatedRules = 10'000;      // at most; beyond, reading the program takes longer than all else

struct Wanted {
  std::string strategy = "automatic";
  std::string cpu;
};

struct Library {
  Cost cost;  // of `jur build`
  std::uintmax_t bytes = 0;
  std::string strategy;
  std::size_t verdict_size = 0;
  std::int32_t (*decide)(const void*, void*) = nullptr;
  std::int32_t (*decide_many)(const void*, std::size_t, void*) = nullptr;
  std::int32_t (*decide_columns)(const void*, std::size_t, const void*) = nullptr;
};

struct Manifest {  // the first fields of jur_manifest
  std::uint32_t abi, case_size, verdict_size, shape;
  const char *version, *decision, *digest, *strategy;
};

bool build(const std::string& source, const Wanted& wanted, const fs::path& folder, Library& out) {
  std::vector<std::string> words{JUR_BINARY, "build",  source,       "-o",           folder.string(),
                                 "--emit",   "shared", "--strategy", wanted.strategy};
  if (!wanted.cpu.empty()) words.insert(words.end(), {"--cpu", wanted.cpu});
  out.cost = cost_of(words);
  if (out.cost.status != 0) {
    fmt::print("`jur build` exits with {}\n", out.cost.status);
    return false;
  }
  const std::string library = (folder / "libplacement.so").string();
  out.bytes = fs::file_size(library);
  void* handle = ::dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) {
    fmt::print("{}\n", ::dlerror());
    return false;
  }
  out.decide = reinterpret_cast<decltype(out.decide)>(::dlsym(handle, "placement_decide"));
  out.decide_many = reinterpret_cast<decltype(out.decide_many)>(::dlsym(handle, "placement_decide_many"));
  out.decide_columns = reinterpret_cast<decltype(out.decide_columns)>(::dlsym(handle, "placement_decide_columns"));
  const auto* manifest = reinterpret_cast<const Manifest* (*)()>(::dlsym(handle, "placement_manifest"))();
  out.strategy = manifest->strategy;
  out.verdict_size = manifest->verdict_size;
  return true;
}

std::uint8_t bits_of(std::uint8_t word) {
  switch (static_cast<core::Word>(word)) {
    case core::Word::Required:
      return kObliged;
    case core::Word::Forbidden:
      return kForbidden;
    case core::Word::Contradictory:
      return kObliged | kForbidden;
    case core::Word::Silent:
      return 0;
    default:
      return 0xFF;
  }
}

// Facts in the order in which the file declares them: the query's, then the custodian's.
constexpr std::array<Attribute, kAttributes> kFacts{Attribute::DataLocation, Attribute::Requester, Attribute::Authority,
                                                    Attribute::Category,     Attribute::Date,      Attribute::Emergency,
                                                    Attribute::Custodian};

// The cases as the generated header declares them.
struct Given {
  std::size_t size = 0;  // of a case
  std::vector<std::byte> cases;
  std::vector<std::vector<std::byte>> columns;
  std::vector<const void*> pointers;  // to the columns
};

Given given(const std::vector<Case>& cases, const lower::CaseLayout& layout) {
  Given out;
  out.size = layout.size;
  out.cases.resize(cases.size() * layout.size);
  for (const core::FactId f : layout.order) {
    const lower::Field& field = layout.fields[f.index];
    std::vector<std::byte>& column = out.columns.emplace_back(cases.size() * field.bytes);
    for (std::size_t i = 0; i < cases.size(); ++i) {
      const std::int32_t value = cases[i][kFacts[f.index]];
      std::memcpy(out.cases.data() + i * layout.size + field.offset, &value, field.bytes);
      std::memcpy(column.data() + i * field.bytes, &value, field.bytes);
    }
    out.pointers.push_back(column.data());
  }
  return out;
}

core::Case to_case(const Case& c) {
  core::Case out;
  for (const Attribute a : kFacts) {
    const std::int32_t v = c[a];
    out.values.push_back(a == Attribute::Date        ? core::Value::of_date(Date{v})
                         : a == Attribute::Emergency ? core::Value::of_bool(v != 0)
                                                     : core::Value::of_enum(static_cast<std::size_t>(v)));
  }
  return out;
}

// How many of the verdicts are wrong, and how many were looked at.
struct Checked {
  std::size_t wrong = 0;
  std::size_t count = 0;
};

Checked evaluated(const core::Program& program, const std::vector<Case>& cases, const std::vector<std::uint8_t>& said) {
  Checked out;
  const auto start = std::chrono::steady_clock::now();
  const auto seconds = [&] { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(); };
  for (; out.count < cases.size() && seconds() < kEvaluating; ++out.count) {
    const core::Outcome right = evaluate(program, to_case(cases[out.count]));
    out.wrong += bits_of(static_cast<std::uint8_t>(right.verdicts[0].word)) != said[out.count] ? 1U : 0U;
  }
  return out;
}

void line(const std::string& name, double nanoseconds, double best, std::size_t wrong, const std::string& more = "") {
  fmt::print("  {:24} {:9.2f} ns {:7.2f}{}{}\n", name, nanoseconds, nanoseconds / best, more,
             wrong == 0 ? "" : fmt::format("   {} WRONG", wrong));
}

// What anything that reads such cases and writes such verdicts takes: one byte of the case tells which of two is written.
double writing(const Given& in, std::vector<std::uint8_t>& to) {
  constexpr std::size_t kVerdict = V::kFirst + V::kSize;
  const std::array<std::array<std::uint8_t, kVerdict>, 2> either{};
  return median([&] {
    for (std::size_t i = 0; i < kCases; ++i) {
      const auto which = static_cast<std::size_t>(in.cases[i * in.size] & std::byte{1});
      std::memcpy(to.data() + i * kVerdict, either[which].data(), kVerdict);
    }
  });
}

// The number of wrong verdicts.
std::size_t measure(std::size_t count, const Wanted& wanted, double memory, const lower::CaseLayout& layout,
                    const fs::path& folder) {
  const std::vector<Rule> rules = draw_rules(count);
  const std::vector<Case> cases = draw_cases(rules, kCases);
  const std::string source = (folder / "rules.jur").string();
  std::ofstream(source) << print_jur(rules, true);
  Library built;
  if (!build(source, wanted, folder, built)) return kCases;
  const Given in = given(cases, layout);
  std::vector<std::uint8_t> verdicts(kCases * built.verdict_size);
  const double one = median([&] {
    for (std::size_t i = 0; i < kCases; ++i)
      (void)built.decide(in.cases.data() + i * in.size, verdicts.data() + i * built.verdict_size);
  });
  const auto word = [&](std::size_t i) { return bits_of(verdicts[i * built.verdict_size + V::kFirst + V::kWord]); };
  std::vector<std::uint8_t> said;
  for (std::size_t i = 0; i < kCases; ++i) said.push_back(word(i));

  const auto many_into = [&](std::vector<std::uint8_t>& out) { (void)built.decide_many(in.cases.data(), kCases, out.data()); };
  const double many = median([&] { many_into(verdicts); });
  std::size_t wrong_many = 0;
  for (std::size_t i = 0; i < kCases; ++i) wrong_many += word(i) != said[i] ? 1U : 0U;
  std::vector<std::uint8_t> others(verdicts.size());
  const double two = median_of_two([&] { many_into(verdicts); }, [&] { many_into(others); });
  wrong_many += verdicts == others ? 0U : 1U;

  std::vector<std::uint8_t> status(kCases), words(kCases);
  const std::array<void*, 2> to{status.data(), words.data()};
  const double columns = median([&] { (void)built.decide_columns(in.pointers.data(), kCases, to.data()); });
  std::size_t wrong_columns = 0;
  for (std::size_t i = 0; i < kCases; ++i) wrong_columns += bits_of(words[i]) != said[i] || status[i] != 0 ? 1U : 0U;

  std::size_t wrong = 0;
  const std::size_t checked = std::min(kCases, kPlainlyChecked / count);
  for (std::size_t i = 0; i < checked; ++i) wrong += plain_verdict(rules, cases[i]) != said[i] ? 1U : 0U;
  Checked by_evaluate;
  if (count <= kEvaluatedRules) {
    Session session({source}, {});
    by_evaluate = evaluated(session.programs()[0], cases, said);
    wrong += by_evaluate.wrong;
  }

  const std::vector<Packed> packed = pack(cases);
  std::vector<Opponent> opponents = compiled_opponents(rules, folder.string());
  for (Opponent& o : table_opponents(rules)) opponents.push_back(std::move(o));
  std::vector<std::uint8_t> out(kCases);
  struct Result {
    const Opponent* opponent;
    double time;
    std::size_t differ;
  };
  std::vector<Result> results;
  double best = 1e9;
  for (const Opponent& o : opponents) {
    const double time = median([&] { o.decide(packed, out.data()); });
    std::size_t differ = 0;
    for (std::size_t i = 0; i < kCases; ++i) differ += out[i] != said[i] ? 1U : 0U;
    results.push_back({&o, time, differ});
    if (o.one_at_a_time) best = std::min(best, time);
    wrong += differ;
  }
  const double unit = 1e9 / kCases;
  const auto rate = [&](double time, std::size_t bytes) {
    return fmt::format("   {} bytes a case read at {:.2f} of memory", bytes, static_cast<double>(bytes * kCases) / time / memory);
  };
  std::size_t column_bytes = 0;
  for (const auto& column : in.columns) column_bytes += column.size() / kCases;
  fmt::print("{} rules: jur build {:.2f} s, processor {:.2f} s, {:.0f} MB; library {:.1f} KB; strategy {}\n", count,
             built.cost.seconds, built.cost.processor, built.cost.megabytes, static_cast<double>(built.bytes) / 1024,
             built.strategy);
  fmt::print("  each of {} verdicts checked against {} opponents, {} by reading the rules, {} by evaluate\n", kCases,
             results.size(), checked, by_evaluate.count);
  line("decide", one * unit, best * unit, wrong);
  line("decide_many", many * unit, best * unit, wrong_many, rate(many, in.size));
  line("  in each of two threads", two * unit, best * unit, 0, fmt::format("   {:.2f} of one thread's time", two / many));
  line("decide_columns", columns * unit, best * unit, wrong_columns, rate(columns, column_bytes));
  const double written = writing(in, others);
  line("verdicts only written", written * unit, best * unit, 0, rate(written, in.size));
  for (const Result& r : results) line("by hand: " + r.opponent->name, r.time * unit, best * unit, r.differ);
  std::fflush(stdout);
  return wrong + wrong_many + wrong_columns;
}

// The same for any number of rules.
lower::CaseLayout layout_of(const fs::path& folder) {
  const std::string source = (folder / "layout.jur").string();
  std::ofstream(source) << print_jur(draw_rules(10), true);
  Session session({source}, {});
  return lower::case_layout(session.programs()[0]);
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::size_t> counts;
  Wanted wanted;
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]) == "--strategy" && i + 1 < argc) {
      wanted.strategy = argv[++i];
    } else if (std::string_view(argv[i]) == "--cpu" && i + 1 < argc) {
      wanted.cpu = argv[++i];
    } else {
      counts.push_back(std::strtoull(argv[i], nullptr, 10));
    }
  }
  if (counts.empty()) counts = {10, 100, 1'000, 10'000, 100'000};
  const double memory = bandwidth();
  fmt::print(
      "{}; memory read at {:.1f} GB/s by one thread\nnanoseconds of processor time a decision, medians of 9; ratio to the best "
      "one-at-a-time by hand\n",
      machine(), memory / 1e9);
  std::size_t wrong = 0;
  for (const std::size_t count : counts) {
    std::string folder = (fs::temp_directory_path() / "jur-bench-XXXXXX").string();
    if (::mkdtemp(folder.data()) == nullptr) return 2;
    wrong += measure(count, wanted, memory, layout_of(folder), folder);
    fs::remove_all(folder);
  }
  return wrong == 0 ? 0 : 1;
}
