#include "check_bench.h"

#include <sys/resource.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <bitset>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "driver/memory.h"
#include "driver/session.h"
#include "timed_rules.h"
#include "workload.h"

namespace jur::bench {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::size_t, 4> kSizes{100, 1'000, 10'000, 100'000};
constexpr std::array<std::size_t, 3> kTimedSizes{30, 60, 100};
constexpr std::size_t kValues = 256;

// What a rule leaves of each fact: a bit a value, and an interval of days.
struct Box {
  std::array<std::bitset<kValues>, kAttributes> values;
  std::int32_t from = 0;
  std::int32_t last = kForever;

  explicit Box(const Rule& r) {
    for (auto& v : values) v.set();
    for (const Condition& c : r.conditions) {
      if (c.attribute == Attribute::Date) {
        from = c.from;
        last = c.last;
        continue;
      }
      std::bitset<kValues> held;
      for (const int v : c.values) held.set(static_cast<std::size_t>(v));
      values[static_cast<std::size_t>(c.attribute)] &= held;
    }
  }
  [[nodiscard]] bool meets(const Box& o) const {
    for (std::size_t a = 0; a < kAttributes; ++a) {
      if ((values[a] & o.values[a]).none()) return false;
    }
    return std::max(from, o.from) <= std::min(last, o.last);
  }
};

// Each duty against each ban.
std::size_t count_pairs(const std::vector<Rule>& rules) {
  std::vector<Box> duties;
  std::vector<Box> bans;
  for (const Rule& r : rules) (r.obliges ? duties : bans).emplace_back(r);
  std::size_t n = 0;
  for (const Box& d : duties) {
    for (const Box& b : bans) n += d.meets(b) ? 1 : 0;
  }
  return n;
}

struct Measured {
  std::size_t contradictions = 0;
  double seconds = 0;
  double processor = 0;
  std::string said;
};

double processor_seconds() {
  rusage u{};
  getrusage(RUSAGE_SELF, &u);
  const auto of = [](const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6; };
  return of(u.ru_utime) + of(u.ru_stime);
}

double megabytes() {
  rusage u{};
  getrusage(RUSAGE_SELF, &u);
  return static_cast<double>(u.ru_maxrss) / 1024;
}

// Files in, findings out.
Measured check(const fs::path& path, Memory* memory = nullptr) {
  const double before = processor_seconds();
  const auto start = std::chrono::steady_clock::now();
  SessionOptions options;
  options.memory = memory;
  Session session({path.string()}, options);
  Measured out;
  const Summary summary = session.verify();
  session.sink().sort();
  out.said = render_json(session.sources(), session.sink().all(), summary);
  out.contradictions = summary.contradictions;
  out.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  out.processor = processor_seconds() - before;
  return out;
}

std::string machine() {
  std::ifstream cpu("/proc/cpuinfo");
  for (std::string line; std::getline(cpu, line);) {
    if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
  }
  utsname u{};
  return uname(&u) == 0 ? u.machine : "unknown";
}

void write(const fs::path& file, const std::string& text) { std::ofstream(file, std::ios::binary) << text; }

// A package of 1,000 rules is checked once; then one rule is edited at a time, and the package checked again in this process.
bool edits(const fs::path& folder) {
  constexpr std::size_t kRules = 1'000;
  constexpr std::size_t kInFile = 50;
  constexpr std::size_t kEdits = 15;
  std::vector<Rule> rules = draw_rules(kRules);
  fs::create_directories(folder);
  const auto save = [&] {
    for (const auto& [name, text] : print_package(rules, kInFile)) write(folder / name, text);
  };
  Memory memory;
  save();
  const Measured first = check(folder, &memory);
  std::vector<double> seconds;
  std::vector<double> processor;
  bool same = true;
  for (std::size_t i = 0; i < kEdits; ++i) {
    Rule& edited = rules[(i * 67 + 500) % kRules];
    edited.obliges = !edited.obliges;
    save();
    const Measured again = check(folder, &memory);
    seconds.push_back(again.seconds);
    processor.push_back(again.processor);
    same = same && again.contradictions == count_pairs(rules) && again.said == check(folder).said;
  }
  std::nth_element(seconds.begin(), seconds.begin() + kEdits / 2, seconds.end());
  std::nth_element(processor.begin(), processor.begin() + kEdits / 2, processor.end());
  fmt::print(
      "one rule of 1,000 edited, 20 files, one process, median of {}: {:.3f} s, processor {:.3f} s (first check {:.3f} s); {}\n",
      kEdits, seconds[kEdits / 2], processor[kEdits / 2], first.processor,
      same ? "same as a fresh check" : "DIFFERS from a fresh check");
  return same;
}

}  // namespace

bool check_table() {
  const fs::path folder = fs::temp_directory_path() / fmt::format("jur-bench-{}", ::getpid());
  fs::create_directories(folder);
  fmt::print("jur check on {}, {} processors\n", machine(), ::sysconf(_SC_NPROCESSORS_ONLN));
  fmt::print("{:>8} {:>15} {:>8} {:>9} {:>11} {:>10}\n", "rules", "clashing pairs", "counted", "seconds", "processor s",
             "peak MB");
  bool agree = true;
  double small = 1;
  double large = 1;
  for (const std::size_t size : kSizes) {
    const std::vector<Rule> rules = draw_rules(size);
    const fs::path file = folder / "rules.jur";
    write(file, print_jur(rules, false));
    const Measured m = check(file);
    const bool same = m.contradictions == count_pairs(rules);
    agree = agree && same;
    fmt::print("{:>8} {:>15} {:>8} {:>9.3f} {:>11.3f} {:>10.0f}\n", size, m.contradictions, same ? "same" : "DIFFERS", m.seconds,
               m.processor, megabytes());
    if (size == 1'000) small = m.processor;
    if (size == 10'000) large = m.processor;
  }
  fmt::print("processor time at 10,000 rules over that at 1,000: {:.1f}\n", large / small);
  agree = edits(folder / "package") && agree;
  fmt::print("{:>8} {:>15} {:>9} {:>11}   rules with times, on one action\n", "rules", "contradictions", "seconds",
             "processor s");
  for (const std::size_t size : kTimedSizes) {
    const fs::path file = folder / "timed.jur";
    write(file, print_timed_rules(size));
    const Measured m = check(file);
    fmt::print("{:>8} {:>15} {:>9.3f} {:>11.3f}\n", size, m.contradictions, m.seconds, m.processor);
  }
  fs::remove_all(folder);
  return agree;
}

}  // namespace jur::bench
