// Whatever bytes a case has, a decision gives the same status, verdict and reasons on each machine and from each language.
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "emit/emit.h"
#include "lower/layout.h"
#include "lower/lower.h"
#include "random_program.h"

namespace {

using namespace jur;
namespace fs = std::filesystem;

constexpr std::size_t kPrograms = 15;
constexpr std::size_t kCases = 400;

std::string beside(const char* file) { return std::string(JUR_SOURCE_DIR) + "/tests/differential/" + file; }

// A case as it should be, with a field that says unknown or none, with some bytes changed, or all of them drawn.
std::vector<std::byte> random_bytes(const core::Program& p, const lower::CaseLayout& layout, test::Random& random) {
  std::vector<std::byte> out = lower::pack_case(layout, test::random_partial_case(p, random));
  const std::size_t how = random.below(5);
  if (how == 0) {
    const lower::Field& field = layout.fields[random.below(layout.fields.size())];
    const std::int64_t value = random.below(4) == 0 ? field.none : field.unknown;
    for (std::size_t i = 0; i < field.bytes; ++i) out[field.offset + i] = static_cast<std::byte>(value >> (8 * i) & 0xFF);
    return out;
  }
  const std::size_t changes = how == 4 ? out.size() : how - 1;
  for (std::size_t i = 0; i < changes; ++i) {
    const std::size_t at = how == 4 ? i : random.below(out.size());
    out[at] = static_cast<std::byte>(random.below(256));
  }
  return out;
}

class Batch {
 public:
  Batch() {
    std::string name = (fs::temp_directory_path() / "jur-bytes-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    for (std::uint64_t seed = 74'000; programs_.size() < kPrograms; ++seed) {
      core::Program p = test::random_program(seed);
      if (lower::not_lowerable(p)) continue;
      p.name = fmt::format("p{}", programs_.size());
      const lower::CaseLayout layout = lower::case_layout(p);
      test::Random random(seed);
      std::ofstream cases(folder_ + "/" + p.name + ".cases", std::ios::binary);
      for (std::size_t k = 0; k < kCases; ++k) {
        const auto bytes = random_bytes(p, layout, random);
        cases.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
      }
      programs_.push_back(std::move(p));
    }
    build({emit::Kind::Header, emit::Kind::Static, emit::Kind::Python, emit::Kind::Wasm}, "");
    write_host();
    says_ = lines(fmt::format("cc -std=c11 -Wall -Wextra -Werror host.c -o host -L. {} && ./host", libraries()));
  }
  ~Batch() { fs::remove_all(folder_); }
  Batch(const Batch&) = delete;
  Batch& operator=(const Batch&) = delete;

  void build(const std::vector<emit::Kind>& kinds, const std::string& target) const {
    constexpr std::array kStrategies{lower::Strategy::StraightLine, lower::Strategy::Bitsets, lower::Strategy::Cells};
    for (std::size_t i = 0; i < programs_.size(); ++i) {
      Sink sink;
      emit::EmitOptions options{folder_, kinds, target, ""};
      options.strategy = kStrategies[i % 3];
      REQUIRE(emit::emit(programs_[i], options, sink));
    }
  }

  // What the command prints, line by line.
  [[nodiscard]] std::vector<std::string> lines(const std::string& command) const {
    const int status = std::system(fmt::format("cd {} && ({}) > said 2> errors", folder_, command).c_str());
    std::ostringstream told;
    told << std::ifstream(folder_ + "/errors").rdbuf();
    REQUIRE_MESSAGE(WEXITSTATUS(status) == 0, told.str());
    std::ifstream said(folder_ + "/said");
    std::vector<std::string> out;
    for (std::string line; std::getline(said, line);) out.push_back(line);
    return out;
  }

  void compare(const std::string& command) const {
    const auto got = lines(command);
    REQUIRE(got.size() == says_.size());
    for (std::size_t i = 0; i < got.size(); ++i) {
      if (got[i] == says_[i]) continue;
      FAIL_CHECK(fmt::format("program {}, case {}:\n  here  {}\n  there {}", i / kCases, i % kCases, says_[i], got[i]));
    }
  }

  [[nodiscard]] std::string libraries() const {
    std::string out;
    for (const core::Program& p : programs_) out += fmt::format(" -l:lib{}.a", p.name);
    return out;
  }
  // Each program with the sizes that a host without its header has to know.
  [[nodiscard]] std::string sizes() const {
    std::string out;
    for (const core::Program& p : programs_) {
      out += fmt::format(" {}:{}:{}:{}", p.name, lower::case_layout(p).size, lower::VerdictLayout::size(p), kMostReasons);
    }
    return out;
  }
  [[nodiscard]] const std::vector<std::string>& says() const { return says_; }

 private:
  static constexpr std::size_t kMostReasons = 4096;

  void write_host() const {
    std::ofstream out(folder_ + "/host.c");
    for (const core::Program& p : programs_) out << "#include \"" << p.name << ".h\"\n";
    out << "#include \"" << beside("entry_bytes.h") << "\"\nint main(void) {\n";
    for (const core::Program& p : programs_) out << fmt::format("  DECIDE({}, {}_MAX_REASONS)\n", p.name, "P" + p.name.substr(1));
    out << "  return 0;\n}\n";
  }

  std::string folder_;
  std::vector<core::Program> programs_;
  std::vector<std::string> says_;  // on this machine, from C, linked statically
};

}  // namespace

TEST_CASE("any bytes give the same on every machine and from every language") {
  const Batch batch;
  std::array<std::size_t, 4> statuses{};
  for (const std::string& line : batch.says()) {
    REQUIRE(line[0] >= '0');
    REQUIRE(line[0] <= '3');
    ++statuses[static_cast<std::size_t>(line[0] - '0')];
  }
  CHECK(batch.says().size() == kPrograms * kCases);
  for (const std::size_t seen : statuses) CHECK(seen > 20);
  MESSAGE(fmt::format("{} cases: {} verdicts, {} invalid, {} incomplete, {} impossible", batch.says().size(), statuses[0],
                      statuses[1], statuses[2], statuses[3]));
  batch.compare("python3 " + beside("entry_bytes.py") + batch.sizes());
  batch.compare("node " + beside("entry_bytes.mjs") + batch.sizes());
  batch.build({emit::Kind::Header, emit::Kind::Static}, "aarch64-linux-gnu");
  batch.compare("aarch64-linux-gnu-gcc -std=c11 -Wall -Wextra -Werror host.c -o host -L. " + batch.libraries() +
                " -static && qemu-aarch64 ./host");
}
