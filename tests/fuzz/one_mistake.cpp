// one_mistake SEED COUNT [--show LEAST | --exactly N]: programs of the repository with one mistake each, drawn from the seed. A
// mistake is one error, or none where what it leaves means something; two or more hardly ever. Exit status 1: too often, or an
// error has no place or no help line, or a mistake that leaves no program was not found. `--show` prints the programs with so
// many errors, for somebody to read.
#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "diagnostics/render.h"
#include "driver/memory.h"
#include "mistakes.h"
#include "parse/parse.h"
#include "programs.h"

using namespace jur;
using namespace jur::test;

namespace {

constexpr std::size_t kPerMille = 4;  // of the mistakes may have more than one error

struct Count {
  std::size_t none = 0;
  std::size_t one = 0;
  std::size_t more = 0;
};

struct Show {
  std::uint64_t least = 0;
  std::uint64_t most = 0;  // 0: nothing is shown
};

bool read_number(const char* text, std::uint64_t& out) {
  const char* end = text + std::strlen(text);
  const auto [at, error] = std::from_chars(text, end, out);
  return error == std::errc() && at == end;
}

// No program of the language is left when it is made.
bool always_wrong(Mistake m) {
  return m == Mistake::Bracket || m == Mistake::Block || m == Mistake::Quote || m == Mistake::Reversed ||
         m == Mistake::Impossible;
}

void print(const Written& program, Mistake mistake, const Mistaken& made, Session& s) {
  std::vector<std::string_view> names;
  for (const Diagnostic& d : s.sink().all()) {
    if (d.severity == Severity::Error) names.push_back(d.name);
  }
  const std::string_view text = made.text;
  const auto line = std::count(text.begin(), text.begin() + made.at, '\n');
  const std::size_t begin = text.substr(0, made.at).rfind('\n') + 1;
  fmt::print("==== {} | {} | {}\n{}:{}\n{}\n{}", mistake_name(mistake), made.place, fmt::join(names, " "),
             program.path.lexically_relative(JUR_SOURCE_DIR).string(), line + 1,
             text.substr(begin, text.find('\n', begin) - begin), render_text(s.sources(), s.sink().all(), false));
}

class Run {
 public:
  Run(std::uint64_t seed, Show show) : programs_(valid_programs(JUR_SOURCE_DIR)), random_(seed), show_(show) {
    fmt::print("{} programs, seed {}\n", programs_.size(), seed);
    std::fflush(stdout);
  }

  void one() {
    for (;;) {
      const std::size_t which = random_.below(programs_.size());
      const auto mistake = static_cast<Mistake>(random_.below(kMistakes));
      Sources sources;
      Sink sink;
      const syntax::Tree tree = parse(sources, sources.add("program", programs_[which].text), {}, sink);
      if (const auto made = make_mistake(tree, mistake, random_)) {
        compile(programs_[which], made->text, memories_[which], [&](Session& s) { judge(programs_[which], mistake, *made, s); });
        return;
      }
    }
  }

  [[nodiscard]] int result() const {
    Count all;
    bool good = placeless_ == 0;
    for (std::size_t m = 0; m < kMistakes; ++m) {
      const Count& c = counts_[m];
      const auto mistake = static_cast<Mistake>(m);
      fmt::print("{:14} no error {:5}  one {:5}  more {:5}\n", mistake_name(mistake), c.none, c.one, c.more);
      good = good && (c.none == 0 || !always_wrong(mistake));
      all.none += c.none;
      all.one += c.one;
      all.more += c.more;
    }
    const std::size_t found = all.one + all.more;
    fmt::print("{:14} no error {:5}  one {:5}  more {:5}\n", "together", all.none, all.one, all.more);
    fmt::print("{} errors, {} without a help line, {} without a place\n", errors_, helpless_, placeless_);
    return good && helpless_ == 0 && all.more * 1000 <= found * kPerMille ? 0 : 1;
  }

 private:
  void judge(const Written& program, Mistake mistake, const Mistaken& made, Session& s) {
    std::size_t errors = 0;
    for (const Diagnostic& d : s.sink().all()) {
      if (d.severity != Severity::Error) continue;
      ++errors;
      if (d.helps.empty()) {
        ++helpless_;
        fmt::print("no help line: {}\n", d.message);
      }
      if (!d.primary.valid() || d.message.empty()) ++placeless_;
    }
    errors_ += errors;
    Count& c = counts_[static_cast<std::size_t>(mistake)];
    ++(errors == 0 ? c.none : errors == 1 ? c.one : c.more);
    const bool missed = errors == 0 && always_wrong(mistake);
    if (missed || (show_.most > 0 && show_.least <= errors && errors <= show_.most)) print(program, mistake, made, s);
  }

  std::vector<Written> programs_;
  std::map<std::size_t, Memory> memories_;
  Random random_;
  Show show_;
  std::array<Count, kMistakes> counts_{};
  std::size_t errors_ = 0;
  std::size_t helpless_ = 0;
  std::size_t placeless_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  std::uint64_t seed = 0;
  std::uint64_t count = 0;
  Show show;
  bool good = (argc == 3 || argc == 5) && read_number(argv[1], seed) && read_number(argv[2], count);
  if (good && argc == 5) {
    good = read_number(argv[4], show.least);
    show.most = std::strcmp(argv[3], "--exactly") == 0 ? show.least : ~std::uint64_t{0};
  }
  if (!good) {
    fmt::print(stderr, "one_mistake SEED COUNT [--show LEAST | --exactly N]\n");
    return 2;
  }
  Run run(seed, show);
  for (std::uint64_t n = 0; n < count; ++n) run.one();
  return run.result();
}
