#include "measure.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <barrier>
#include <chrono>
#include <fstream>
#include <thread>

namespace jur::bench {
namespace {

constexpr int kRuns = 9;
constexpr double kLeast = 0.02;  // seconds that a run is repeated for

double worked() {
  timespec t{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

int repeats_of(const std::function<void()>& run) {
  const double start = worked();
  run();
  return std::max(1, static_cast<int>(kLeast / (worked() - start)));
}

double timed(const std::function<void()>& run, int repeats) {
  const double start = worked();
  for (int i = 0; i < repeats; ++i) run();
  return (worked() - start) / repeats;
}

double middle(std::vector<double> times) {
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

}  // namespace

double median(const std::function<void()>& run) {
  const int repeats = repeats_of(run);
  std::vector<double> times;
  for (int k = 0; k < kRuns; ++k) times.push_back(timed(run, repeats));
  return middle(std::move(times));
}

double median_of_two(const std::function<void()>& one, const std::function<void()>& other) {
  const int repeats = repeats_of(one);
  std::barrier<> together(2);
  std::vector<double> times[2] = {std::vector<double>(kRuns), std::vector<double>(kRuns)};
  const auto work = [&](const std::function<void()>& run, std::vector<double>& into) {
    for (double& time : into) {
      together.arrive_and_wait();
      time = timed(run, repeats);
    }
  };
  std::thread second([&] { work(other, times[1]); });
  work(one, times[0]);
  second.join();
  return std::max(middle(std::move(times[0])), middle(std::move(times[1])));
}

std::string machine() {
  std::ifstream in("/proc/cpuinfo");
  std::string name = "unknown machine";
  for (std::string line; std::getline(in, line);) {
    if (line.rfind("model name", 0) == 0) name = line.substr(line.find(':') + 2);
  }
  return name + ", " + std::to_string(std::thread::hardware_concurrency()) + " processors";
}

double bandwidth() {
  const std::vector<std::uint64_t> big(std::size_t{1} << 26, 1);
  volatile std::uint64_t kept = 0;
  const double time = median([&] { kept = sum(big); });
  return static_cast<double>(big.size() * 8) / time;
}

Cost cost_of(const std::vector<std::string>& words) {
  std::vector<char*> arguments;
  for (const std::string& w : words) arguments.push_back(const_cast<char*>(w.c_str()));
  arguments.push_back(nullptr);
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = ::fork();
  if (child == 0) {
    const int nowhere = ::open("/dev/null", O_WRONLY);
    ::dup2(nowhere, STDOUT_FILENO);
    ::dup2(nowhere, STDERR_FILENO);
    ::execv(arguments[0], arguments.data());
    ::_exit(127);
  }
  Cost out;
  int status = 0;
  rusage used{};
  if (child < 0 || ::wait4(child, &status, 0, &used) != child) return out;
  out.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  const auto of = [](const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6; };
  out.processor = of(used.ru_utime) + of(used.ru_stime);
  out.megabytes = static_cast<double>(used.ru_maxrss) / 1024;
  out.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return out;
}

}  // namespace jur::bench
