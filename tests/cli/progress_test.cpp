// The line that says how far a long command is: where it is seen.
#include <fcntl.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "cli/progress.h"
#include "command.h"

using jur::cli::Progress;
using jur::test::has;

namespace {

struct Place {
  bool err_is_terminal;
  bool out_is_terminal;
  Progress::Output output;
  bool shown;
};

struct Child {
  pid_t id = -1;
  int master = -1;
  int slave = -1;
};

// Shows the line once, after its first second, with the streams as they are to be.
Child start(const Place& place) {
  Child c;
  REQUIRE(::openpty(&c.master, &c.slave, nullptr, nullptr, nullptr) == 0);
  c.id = ::fork();
  if (c.id != 0) return c;
  const int null = ::open("/dev/null", O_WRONLY);
  ::dup2(place.out_is_terminal ? c.slave : null, STDOUT_FILENO);
  ::dup2(place.err_is_terminal ? c.slave : null, STDERR_FILENO);
  {
    std::ofstream err("/dev/fd/2");
    Progress progress(err, place.output);
    progress.show(1, 1, 4000, "tests");
    std::this_thread::sleep_for(std::chrono::milliseconds(1050));
    progress.show(1234, 1234, 4000, "tests");
  }
  ::_exit(0);
}

std::string seen(const Child& c) {
  int status = 0;
  REQUIRE(::waitpid(c.id, &status, 0) == c.id);
  CHECK(status == 0);
  ::fcntl(c.master, F_SETFL, O_NONBLOCK);
  char text[4096];
  const auto n = ::read(c.master, text, sizeof text);
  ::close(c.master);
  ::close(c.slave);
  return {text, n > 0 ? static_cast<std::size_t>(n) : 0};
}

}  // namespace

TEST_CASE("progress is told on a terminal that nothing else is printed on") {
  using enum Progress::Output;
  const std::vector<Place> places{
      {true, false, Flows, true}, {true, true, Flows, false},  {true, true, Waits, true},
      {true, false, Waits, true}, {false, true, Waits, false}, {false, false, Waits, false},
  };
  std::vector<Child> children;
  for (const Place& p : places) children.push_back(start(p));
  for (std::size_t i = 0; i < places.size(); ++i) {
    const std::string text = seen(children[i]);
    INFO(i, ": ", text);
    CHECK(has(text, "1,234 tests, 30 %, ") == places[i].shown);
    CHECK(text.ends_with("\r\x1B[K") == places[i].shown);
    CHECK(text.empty() != places[i].shown);
  }
}
