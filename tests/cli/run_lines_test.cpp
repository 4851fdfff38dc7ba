// `jur run` on JSON Lines: order, errors in lines, odd input, and the line that tells how far it is.
#include <fcntl.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <string>
#include <thread>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "command.h"
#include "driver/line_stream.h"

using jur::test::count;
using jur::test::has;
using jur::test::kProgram;
using jur::test::run_jur;
using jur::test::Scratch;

namespace {

const std::string kCase = R"({"demand":{"from":"US","received":"2014-09-01"},"custodian":{"home":"US"}})";
const std::string kOther = R"({"demand":{"from":"US","received":"2014-09-01"},"custodian":{"home":"IE"}})";

struct Lines {
  Scratch scratch;
  std::string program = scratch.write("p.jur", kProgram);
  [[nodiscard]] jur::test::Ran run(const std::string& text, std::vector<std::string> more = {}) const {
    std::vector<std::string> args{"run", program, "--case", "-"};
    args.insert(args.end(), more.begin(), more.end());
    return run_jur(args, text);
  }
};

}  // namespace

TEST_CASE("many lines keep their order, also once native code has taken over") {
  const Lines l;
  std::string in;
  std::string wanted;
  const std::string required = l.run(kCase + "\n", {"--lines"}).out;
  const std::string silent = l.run(kOther + "\n", {"--lines"}).out;
  REQUIRE(has(required, "\"verdict\":\"required\""));
  REQUIRE(has(silent, "\"verdict\":\"silent\""));
  for (std::size_t i = 0; i < 60'000; ++i) {
    in += i % 7 == 3 ? kCase : kOther;
    in += '\n';
    wanted += i % 7 == 3 ? required : silent;
  }
  const auto r = l.run(in);
  CHECK(r.status == 0);
  CHECK(r.out == wanted);
}

TEST_CASE("a broken line in the middle is told and the rest goes on") {
  const Lines l;
  const auto r = l.run(kCase + "\n{\"demand\":\n" + kOther + "\n");
  CHECK(r.status == 1);
  CHECK(count(r.out, "\n") == 3);
  CHECK(has(r.out, "{\"line\":2,\"error\":\"standard input:2: this is not JSON"));
  CHECK(has(r.err, "standard input:2"));
}

TEST_CASE("a broken first line and a last line cut off") {
  const Lines l;
  const auto first = l.run("{\"demand\" 1}\n" + kCase + "\n");
  CHECK(first.status == 1);
  CHECK(has(first.out, "{\"line\":1,"));
  CHECK(has(first.out, "required"));
  const auto last = l.run(kCase + "\n" + kCase.substr(0, 30));
  CHECK(last.status == 1);
  CHECK(has(last.out, "{\"line\":2,"));
}

TEST_CASE("empty lines count but say nothing; line ends of Windows and a byte order mark are fine") {
  const Lines l;
  const auto r = l.run("\xEF\xBB\xBF\r\n" + kCase + "\r\n\r\n{}\r\n" + kOther);
  CHECK(r.status == 1);
  CHECK(count(r.out, "\n") == 3);
  CHECK(has(r.out, "{\"line\":4,"));
  CHECK(l.run("\xEF\xBB\xBF" + kCase).status == 0);
}

TEST_CASE("a line of 100 MB is refused without being kept") {
  const Lines l;
  std::string in = kCase + "\n";
  in += "{\"demand\":\"" + std::string(std::size_t{100} << 20U, 'x') + "\"}\n";
  in += kCase + "\n";
  const auto r = l.run(in);
  CHECK(r.status == 1);
  CHECK(count(r.out, "\"verdicts\"") == 2);
  CHECK(has(r.out,
            "{\"line\":2,\"error\":\"standard input:2: the line is longer than 16 MB\",\"help\":\"leave out facts that no rule "
            "asks for\"}"));
  const auto one = l.run("{\"demand\":\"" + std::string(std::size_t{20} << 20U, 'x') + "\"}");
  CHECK(one.status == 2);
  CHECK(has(one.err, "file-too-large"));
}

TEST_CASE("of many lines that fail the first twenty are told at length") {
  const Lines l;
  std::string in;
  for (int i = 0; i < 50; ++i) in += "{}\n";
  const auto r = l.run(in);
  CHECK(r.status == 1);
  CHECK(count(r.out, "{\"line\":") == 50);
  CHECK(count(r.err, "the case lacks `demand.received`") == 20);
  CHECK(has(r.err, "50 of 50 lines could not be decided"));
}

TEST_CASE("one case over several lines is one case") {
  const Lines l;
  const auto r =
      l.run("{\n  \"demand\": {\"from\": \"US\", \"received\": \"2014-09-01\"},\n  \"custodian\": {\"home\": \"US\"}\n}\n");
  CHECK(r.status == 0);
  CHECK(has(r.out, "custodian disclose: required"));
}

TEST_CASE("a file that ends in .jsonl holds lines, also where it is empty or has one") {
  const Lines l;
  const std::string one = l.scratch.write("one.jsonl", kCase + "\n");
  const std::string none = l.scratch.write("none.jsonl", "");
  CHECK(has(run_jur({"run", l.program, "--case", one}).out, "\"verdicts\""));
  const auto r = run_jur({"run", l.program, "--case", none});
  CHECK(r.status == 0);
  CHECK(r.out.empty());
}

TEST_CASE("lines with reasons") {
  const Lines l;
  const auto r = l.run(kCase + "\n" + kOther + "\n", {"--explain"});
  CHECK(count(r.out, "\"reasons\":") == 2);
  const auto one = l.run(kCase, {"--format", "json"});
  CHECK(r.out.starts_with(one.out));
}

TEST_CASE("a line that does not come yet is not waited for with the answers to those before it") {
  jur::Stretch s;
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  const int kept = ::dup(STDIN_FILENO);
  ::dup2(ends[0], STDIN_FILENO);
  {
    const auto source = jur::standard_input();
    jur::LineReader reader(*source);
    REQUIRE(::write(ends[1], "one\ntwo\nthr", 11) == 11);
    REQUIRE(reader.next(s));
    CHECK(s.lines == "one\ntwo\n");
    CHECK(reader.would_wait());
    REQUIRE(::write(ends[1], "ee\n", 3) == 3);
    ::close(ends[1]);
    REQUIRE(reader.next(s));
    CHECK(s.lines == "three\n");
    CHECK(s.first == 3);
    CHECK_FALSE(reader.next(s));
  }
  ::dup2(kept, STDIN_FILENO);
  ::close(kept);
  ::close(ends[0]);
}

TEST_CASE("a terminal sees how far it is, a file does not") {
  const Lines l;
  for (const bool terminal : {true, false}) {
    int in[2];
    int master = -1;
    int slave = -1;
    REQUIRE(::pipe(in) == 0);
    REQUIRE(::openpty(&master, &slave, nullptr, nullptr, nullptr) == 0);
    const int null = ::open("/dev/null", O_WRONLY);
    const std::string other = l.scratch.path("err");
    const int file = ::open(other.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    const pid_t child = ::fork();
    if (child == 0) {
      ::dup2(in[0], STDIN_FILENO);
      ::dup2(null, STDOUT_FILENO);
      ::dup2(terminal ? slave : file, STDERR_FILENO);
      ::close(in[1]);
      ::execl(JUR_BINARY_DIR "/bin/jur", "jur", "run", l.program.c_str(), "--case", "-", "--lines", nullptr);
      ::_exit(127);
    }
    for (int i = 0; i < 4; ++i) {
      const std::string line = kCase + "\n";
      CHECK(::write(in[1], line.data(), line.size()) == static_cast<ssize_t>(line.size()));
      std::this_thread::sleep_for(std::chrono::milliseconds(500));
    }
    ::close(in[0]);
    ::close(in[1]);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
    ::fcntl(master, F_SETFL, O_NONBLOCK);
    char text[4096];
    const auto n = ::read(master, text, sizeof text);
    const std::string seen(text, n > 0 ? static_cast<std::size_t>(n) : 0);
    CHECK(has(seen, " cases, ") == terminal);
    CHECK(has(seen, " a second") == terminal);
    CHECK(::lseek(file, 0, SEEK_END) == 0);
    for (const int fd : {master, slave, null, file}) ::close(fd);
  }
}
