#include "driver/tests.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <future>
#include <thread>

#include "driver/findings.h"
#include "evaluate/judge.h"
#include "explain/test_report.h"

namespace jur {
namespace {

struct Task {
  const core::Program* program;
  const core::Scenario* scenario;  // else
  const core::Property* property;
};

std::vector<Task> tasks_of(const std::vector<core::Program>& programs, const std::string& filter) {
  std::vector<Task> out;
  for (const core::Program& p : programs) {
    for (const core::Scenario& s : p.scenarios) {
      if (matches(s.name, filter)) out.push_back({&p, &s, nullptr});
    }
    for (const core::Property& q : p.properties) {
      if (matches(q.name, filter)) out.push_back({&p, nullptr, &q});
    }
  }
  const auto place = [](const Task& t) { return t.scenario != nullptr ? t.scenario->span : t.property->span; };
  std::stable_sort(out.begin(), out.end(), [&](const Task& a, const Task& b) { return place(a) < place(b); });
  return out;
}

TestResult one(const Task& task, const SessionOptions& options, const Sources& sources) {
  const auto begun = std::chrono::steady_clock::now();
  Sink sink;
  TestResult out;
  if (task.scenario != nullptr) {
    out = {false, task.scenario->name, task.scenario->span, false, 0, {}};
    report_judgment(*task.program, *task.scenario, judge(*task.program, *task.scenario), sink);
    out.passed = sink.all().empty();
  } else {
    out = {true, task.property->name, task.property->span, false, 0, {}};
    std::vector<core::Program> alone{*task.program};
    alone[0].properties = {*task.property};
    const auto judged = judge_properties(alone, options, sources, sink);
    out.passed = judged.size() == 1 && judged[0].state == PropertyState::Holds;
  }
  sink.sort();
  out.failures.assign(sink.all().begin(), sink.all().end());
  out.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  return out;
}

}  // namespace

bool matches(std::string_view name, std::string_view pattern) {
  for (;;) {
    const std::size_t star = pattern.find('*');
    const std::string_view part = pattern.substr(0, star);
    const std::size_t at = name.find(part);
    if (at == std::string_view::npos) return false;
    if (star == std::string_view::npos) return true;
    name.remove_prefix(at + part.size());
    pattern.remove_prefix(star + 1);
  }
}

std::vector<TestResult> run_tests(const std::vector<core::Program>& programs, const SessionOptions& options,
                                  const Sources& sources, const TestRun& run) {
  const std::vector<Task> tasks = tasks_of(programs, run.filter);
  std::vector<TestResult> out(tasks.size());
  std::atomic<std::size_t> next = 0;
  std::atomic<std::size_t> finished = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < tasks.size(); i = next++) {
      out[i] = one(tasks[i], options, sources);
      ++finished;
    }
  };
  const std::size_t threads = std::min<std::size_t>(std::max(1U, std::thread::hardware_concurrency()), tasks.size());
  std::vector<std::future<void>> workers;
  for (std::size_t i = 0; i < threads; ++i)
    workers.push_back(std::async(std::launch::async, [&] { run.on_thread ? run.on_thread(work) : work(); }));
  for (std::future<void>& w : workers) {
    while (w.wait_for(std::chrono::milliseconds(100)) != std::future_status::ready) {
      if (run.done) run.done(finished, tasks.size());
    }
    w.get();
  }
  return out;
}

std::vector<std::string> test_names(const std::vector<core::Program>& programs) {
  std::vector<std::string> out;
  for (const core::Program& p : programs) {
    for (const core::Scenario& s : p.scenarios) out.push_back(s.name);
    for (const core::Property& q : p.properties) out.push_back(q.name);
  }
  return out;
}

}  // namespace jur
