// What is linked from other languages and machines says what evaluate says: wasm under Node, Python, AArch64 under emulation.
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "core/case_json.h"
#include "drawn.h"
#include "emit/emit.h"
#include "evaluate/evaluate.h"
#include "lower/layout.h"
#include "lower/lower.h"
#include "random_program.h"
#include "verdict_text.h"

namespace {

using namespace jur;
using test::facts_of;
using test::show;
namespace fs = std::filesystem;

std::string line(const core::Verdict& v) {
  return fmt::format("{} {} {} {} {} {} {} {} rules {} missing {} open {}", core::word_name(v.word), show(v.possible),
                     show(v.deadline), show(v.not_before), show(v.until), v.hours ? v.hours->count : 0,
                     v.accepted.valid() ? static_cast<int>(v.accepted.index) : -1, v.unverified ? 1 : 0, show(v.rules),
                     show(v.missing), show(facts_of(v.open)));
}

struct Expected {
  std::string program;
  std::uint64_t seed;
  std::vector<std::string> acts;  // one line each; "impossible" alone where the case is
};

// Random programs p0, p1, …, built into a folder, with their cases as JSON and as bytes and what evaluate says of each.
class Batch {
 public:
  Batch(std::uint64_t first, std::size_t programs, std::size_t cases, std::vector<emit::Kind> kinds, const std::string& target) {
    std::string name = (fs::temp_directory_path() / "jur-entry-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    constexpr std::array kStrategies{lower::Strategy::StraightLine, lower::Strategy::Bitsets, lower::Strategy::Cells};
    for (std::uint64_t seed = first; names_.size() < programs; ++seed) {
      core::Program p = test::random_program(seed);
      if (lower::not_lowerable(p)) continue;
      p.name = fmt::format("p{}", names_.size());
      Sink sink;
      emit::EmitOptions options{folder_, kinds, target, ""};
      options.strategy = kStrategies[seed % 3];
      REQUIRE(emit::emit(p, options, sink));
      names_.push_back(p.name);
      put_cases(p, seed, cases);
    }
  }
  ~Batch() { fs::remove_all(folder_); }
  Batch(const Batch&) = delete;
  Batch& operator=(const Batch&) = delete;

  [[nodiscard]] const std::string& folder() const { return folder_; }
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

  // The command prints a line an act, or the status of the case alone.
  void compare(const std::string& command) const {
    const int status = std::system(fmt::format("cd {} && {} > said 2> errors", folder_, command).c_str());
    std::ifstream errors(folder_ + "/errors");
    std::ostringstream told;
    told << errors.rdbuf();
    REQUIRE_MESSAGE(WEXITSTATUS(status) == 0, told.str());
    std::ifstream said(folder_ + "/said");
    std::size_t verdicts = 0;
    std::size_t impossible = 0;
    for (const Expected& e : expected_) {
      for (std::size_t i = 0; i < e.acts.size(); ++i) {
        std::string got;
        REQUIRE(std::getline(said, got));
        if (got == "bounded") continue;
        ++(e.acts[i] == "impossible" ? impossible : verdicts);
        if (got != e.acts[i])
          FAIL_CHECK(fmt::format("seed {}, output {}:\n  evaluate {}\n  linked   {}", e.seed, i, e.acts[i], got));
      }
    }
    std::string more;
    CHECK_FALSE(std::getline(said, more));
    MESSAGE(
        fmt::format("{} programs, {} cases, {} verdicts, {} impossible", names_.size(), expected_.size(), verdicts, impossible));
    CHECK(verdicts > expected_.size());
    CHECK_DRAWN(impossible > 0);
  }

 private:
  void put_cases(const core::Program& p, std::uint64_t seed, std::size_t cases) {
    const lower::CaseLayout layout = lower::case_layout(p);
    test::Random random(seed);
    std::ofstream json(folder_ + "/" + p.name + ".jsonl");
    std::ofstream raw(folder_ + "/" + p.name + ".cases", std::ios::binary);
    for (std::size_t k = 0; k < cases; ++k) {
      const core::Case c = k % 2 == 0 ? test::random_case(p, random) : test::random_partial_case(p, random);
      json << core::write_case(p, c) << "\n";
      const std::vector<std::byte> bytes = lower::pack_case(layout, c);
      raw.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
      const core::Outcome outcome = evaluate(p, c);
      Expected e{p.name, seed, {}};
      if (!outcome.possible) e.acts = {"impossible"};
      for (const core::Verdict& v : outcome.verdicts) {
        if (outcome.possible) e.acts.push_back(line(v));
      }
      expected_.push_back(std::move(e));
    }
  }

  std::string folder_;
  std::vector<std::string> names_;
  std::vector<Expected> expected_;
};

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& n : names) out += " " + n;
  return out;
}

std::string beside(const char* file) { return std::string(JUR_SOURCE_DIR) + "/tests/differential/" + file; }

// A C program that decides the cases of all programs.
void write_host(const Batch& batch) {
  std::ofstream out(batch.folder() + "/host.c");
  for (const std::string& n : batch.names()) out << "#include \"" << n << ".h\"\n";
  out << "#include \"" << beside("entry_points.h") << "\"\nint main(void) {\n";
  for (const std::string& n : batch.names()) {
    out << fmt::format("  DECIDE({}, {}_ACTS, {}_MAX_REASONS)\n", n, "P" + n.substr(1), "P" + n.substr(1));
  }
  out << "  return 0;\n}\n";
}

}  // namespace

TEST_CASE("wasm under Node") {
  const Batch batch(70'000, 60, 120, {emit::Kind::Wasm}, "");
  batch.compare("node " + beside("entry_points.mjs") + joined(batch.names()));
}

TEST_CASE("the Python module") {
  const Batch batch(71'000, 30, 60, {emit::Kind::Python}, "");
  batch.compare("python3 " + beside("entry_points.py") + joined(batch.names()));
}

TEST_CASE("AArch64 under emulation, linked statically and as shared libraries") {
  for (const auto kind : {emit::Kind::Static, emit::Kind::Shared}) {
    const Batch batch(kind == emit::Kind::Static ? 72'000 : 73'000, 30, 120, {emit::Kind::Header, kind}, "aarch64-linux-gnu");
    write_host(batch);
    std::string libraries;
    for (const std::string& n : batch.names()) libraries += " -l" + n;
    const std::string build = "aarch64-linux-gnu-gcc -std=c11 -Wall -Wextra -Werror host.c -o host -L. " + libraries;
    if (kind == emit::Kind::Static) {
      batch.compare(build + " -static && qemu-aarch64 ./host");
    } else {
      batch.compare(build + " && qemu-aarch64 -L /usr/aarch64-linux-gnu -E LD_LIBRARY_PATH=. ./host");
    }
  }
}
