// jur_bench_native [--strategy NAME] [--cpu NAME] [COUNT…]: compiled decisions against what a careful programmer writes by hand,
// on the same cases in one process. Every verdict is checked.
#include <dlfcn.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>

#include <fmt/format.h>

#include "driver/session.h"
#include "emit/emit.h"
#include "lower/layout.h"
#include "opponents.h"

namespace {

using namespace jur;
using namespace jur::bench;
namespace fs = std::filesystem;

constexpr std::size_t kCases = 100'000;
constexpr std::size_t kPlainlyChecked = 20'000'000;  // rules times cases that are decided by reading each condition

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

// Seconds that this thread has had a processor: what else runs on the machine does not count.
double worked() {
  timespec t{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

// Median processor seconds of one run; each is repeated to last a while.
double median(const std::function<void()>& run) {
  double start = worked();
  run();
  const double once = worked() - start;
  const int repeats = std::max(1, static_cast<int>(0.02 / once));
  std::vector<double> times;
  for (int k = 0; k < 9; ++k) {
    start = worked();
    for (int i = 0; i < repeats; ++i) run();
    times.push_back((worked() - start) / repeats);
  }
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

std::string machine() {
  std::ifstream in("/proc/cpuinfo");
  for (std::string line; std::getline(in, line);) {
    if (line.rfind("model name", 0) == 0) return line.substr(line.find(':') + 2);
  }
  return "unknown machine";
}

// Bytes a second that one thread reads from memory.
double bandwidth() {
  std::vector<std::uint64_t> big(std::size_t{1} << 25, 1);
  volatile std::uint64_t kept = 0;
  const double time = median([&] {
    std::uint64_t a = 0, b = 0, c = 0, d = 0;
    for (std::size_t i = 0; i < big.size(); i += 4) {
      a += big[i];
      b += big[i + 1];
      c += big[i + 2];
      d += big[i + 3];
    }
    kept = a + b + c + d;
  });
  return static_cast<double>(big.size() * 8) / time;
}

struct Built {
  double front = 0;  // seconds from text to core
  double emit = 0;   // from core to files
  std::uintmax_t bytes = 0;
  std::string strategy;
  lower::CaseLayout layout;
  std::size_t verdict_size = 0;
  std::int32_t (*decide)(const void*, void*) = nullptr;
  std::int32_t (*decide_many)(const void*, std::size_t, void*) = nullptr;
  std::int32_t (*decide_columns)(const void*, std::size_t, const void*) = nullptr;
};

struct Manifest {  // the first fields of jur_manifest
  std::uint32_t abi, case_size, verdict_size, reserved;
  const char *version, *decision, *digest, *strategy;
};

struct Wanted {
  lower::Strategy strategy = lower::Strategy::Automatic;
  std::string cpu;
};

bool build(const std::vector<Rule>& rules, const Wanted& wanted, const fs::path& folder, Built& out) {
  const std::string source = (folder / "rules.jur").string();
  std::ofstream(source) << print_jur(rules, true);
  double start = now();
  Session session({source}, {});
  const std::vector<core::Program>& programs = session.programs();
  out.front = now() - start;
  if (programs.size() != 1) {
    fmt::print("the rules do not check\n");
    return false;
  }
  start = now();
  emit::EmitOptions options;
  options.dir = folder.string();
  options.kinds = {emit::Kind::Shared};
  options.strategy = wanted.strategy;
  options.cpu = wanted.cpu;
  const auto made = emit::emit(programs[0], options, session.sink());
  out.emit = now() - start;
  if (!made) {
    for (const Diagnostic& d : session.sink().all()) fmt::print("{}\n", d.message);
    return false;
  }
  const std::string library = (folder / "libplacement.so").string();
  out.bytes = fs::file_size(library);
  out.layout = lower::case_layout(programs[0]);
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

std::uint8_t bits_of(std::byte word) {
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

// The cases as the generated header declares them.
std::vector<std::byte> case_bytes(const std::vector<Case>& cases, const lower::CaseLayout& layout) {
  // Facts in the order in which the file declares them: the query's, then the custodian's.
  using enum Attribute;
  const std::array<Attribute, kAttributes> facts{DataLocation, Requester, Authority, Category, Date, Emergency, Custodian};
  std::vector<std::byte> out(cases.size() * layout.size);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    for (std::size_t f = 0; f < facts.size(); ++f) {
      const lower::Field& field = layout.fields[f];
      const std::int32_t value = cases[i][facts[f]];
      std::memcpy(out.data() + i * layout.size + field.offset, &value, field.bytes);
    }
  }
  return out;
}

// An array a fact, in the order of the generated header.
std::vector<std::vector<std::byte>> columns_of(const std::vector<std::byte>& cases, const lower::CaseLayout& layout) {
  std::vector<std::vector<std::byte>> out;
  for (const core::FactId f : layout.order) {
    const lower::Field& field = layout.fields[f.index];
    std::vector<std::byte>& column = out.emplace_back();
    for (std::size_t at = field.offset; at < cases.size(); at += layout.size) {
      column.insert(column.end(), cases.data() + at, cases.data() + at + field.bytes);
    }
  }
  return out;
}

void line(const std::string& name, double nanoseconds, double best, std::size_t wrong) {
  fmt::print("  {:24} {:9.2f} ns {:7.2f}{}\n", name, nanoseconds, nanoseconds / best,
             wrong == 0 ? "" : fmt::format("   {} WRONG", wrong));
}

// The number of wrong verdicts.
std::size_t measure(std::size_t count, const Wanted& wanted, double memory, const fs::path& folder) {
  const std::vector<Rule> rules = draw_rules(count);
  const std::vector<Case> cases = draw_cases(rules, kCases);
  Built built;
  if (!build(rules, wanted, folder, built)) return kCases;
  const std::vector<std::byte> bytes = case_bytes(cases, built.layout);
  std::vector<std::byte> verdicts(kCases * built.verdict_size);
  const double one = median([&] {
    for (std::size_t i = 0; i < kCases; ++i)
      (void)built.decide(bytes.data() + i * built.layout.size, verdicts.data() + i * built.verdict_size);
  });
  std::vector<std::uint8_t> said;
  for (std::size_t i = 0; i < kCases; ++i)
    said.push_back(bits_of(verdicts[i * built.verdict_size + lower::VerdictLayout::kFirst]));
  const double many = median([&] { (void)built.decide_many(bytes.data(), kCases, verdicts.data()); });
  const std::vector<std::vector<std::byte>> columns = columns_of(bytes, built.layout);
  std::vector<const void*> in;
  for (const auto& c : columns) in.push_back(c.data());
  std::vector<std::byte> status(kCases), words(kCases);
  const std::array<void*, 2> to{status.data(), words.data()};
  const double column = median([&] { (void)built.decide_columns(in.data(), kCases, to.data()); });
  std::size_t wrong_columns = 0;
  for (std::size_t i = 0; i < kCases; ++i) wrong_columns += bits_of(words[i]) != said[i] || status[i] != std::byte{0} ? 1U : 0U;
  std::size_t wrong = 0;
  std::size_t wrong_many = 0;
  for (std::size_t i = 0; i < kCases; ++i)
    wrong_many += bits_of(verdicts[i * built.verdict_size + lower::VerdictLayout::kFirst]) != said[i] ? 1U : 0U;
  const std::size_t checked = std::min(kCases, kPlainlyChecked / count);
  for (std::size_t i = 0; i < checked; ++i) wrong += plain_verdict(rules, cases[i]) != said[i] ? 1U : 0U;

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
  fmt::print("{} rules: front end {:.2f} s, code {:.2f} s, library {:.1f} KB, strategy {}; {} cases decided plainly\n", count,
             built.front, built.emit, static_cast<double>(built.bytes) / 1024, built.strategy, checked);
  line("decide", one * unit, best * unit, wrong);
  line("decide_many", many * unit, best * unit, wrong_many);
  line("decide_columns", column * unit, best * unit, wrong_columns);
  for (const Result& r : results) line("by hand: " + r.opponent->name, r.time * unit, best * unit, r.differ);
  fmt::print("  decide_many reads cases at {:.2f} of what the machine reads from memory, decide_columns at {:.2f}\n",
             static_cast<double>(bytes.size()) / many / memory, static_cast<double>(bytes.size()) / column / memory);
  std::fflush(stdout);
  return wrong + wrong_many + wrong_columns;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::size_t> counts;
  Wanted wanted;
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]) == "--strategy" && i + 1 < argc) {
      wanted.strategy = lower::strategy_of(argv[++i]).value_or(wanted.strategy);
    } else if (std::string_view(argv[i]) == "--cpu" && i + 1 < argc) {
      wanted.cpu = argv[++i];
    } else {
      counts.push_back(std::strtoull(argv[i], nullptr, 10));
    }
  }
  if (counts.empty()) counts = {10, 100, 1'000, 10'000, 100'000};
  const double memory = bandwidth();
  fmt::print("{}, memory read at {:.1f} GB/s; nanoseconds a decision, medians of 9; ratio to the best one-at-a-time by hand\n",
             machine(), memory / 1e9);
  std::size_t wrong = 0;
  for (const std::size_t count : counts) {
    std::string folder = (fs::temp_directory_path() / "jur-bench-XXXXXX").string();
    if (::mkdtemp(folder.data()) == nullptr) return 2;
    wrong += measure(count, wanted, memory, folder);
    fs::remove_all(folder);
  }
  return wrong == 0 ? 0 : 1;
}
