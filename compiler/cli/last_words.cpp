#include "cli/last_words.h"

#include <pthread.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <initializer_list>

#include <fmt/format.h>

namespace jur::cli {
namespace {

constexpr std::size_t kStack = std::size_t{64} << 10U;
constexpr std::uintptr_t kNearEnd = std::uintptr_t{1} << 20U;  // a frame may step over the end of the stack by so much

constexpr const char* kBegin = "error[internal-error]: internal error: ";
constexpr const char* kNote = "  = note: nothing is proved, and what was printed so far is not complete\n";
constexpr const char* kReport =
    "  = help: this is a mistake of the compiler: please report it with the program that shows it (`jur explain "
    "internal-error`)\n";
constexpr const char* kStackHelp =
    "  = help: a larger stack may be enough (`ulimit -s 262144`: 256 MB); please report it with the program that shows it\n";
constexpr const char* kTimeHelp = "  = help: raise the limit (`ulimit -t`), or check fewer files at once\n";

struct Cause {
  int signal;
  const char* name;
};
constexpr std::array kCauses{Cause{SIGSEGV, "a segmentation fault"},
                             Cause{SIGBUS, "a bus error"},
                             Cause{SIGFPE, "an arithmetic fault"},
                             Cause{SIGILL, "an illegal instruction"},
                             Cause{SIGABRT, "abort()"},
                             Cause{SIGTRAP, "a trap"},
                             Cause{SIGSYS, "a forbidden system call"},
                             Cause{SIGXCPU, "the limit of processor time"}};

const char* words(Step step) {
  switch (step) {
    case Step::Begin:
      break;
    case Step::Read:
      return " while it read the files";
    case Step::Type:
      return " while it looked at names and types";
    case Step::Prove:
      return " while it looked for contradictions";
    case Step::Solve:
      return " while the solver was at work";
    case Step::Replay:
      return " while it tried a case on native code";
    case Step::Lint:
      return " while it ran the lints";
    case Step::Test:
      return " while it ran the tests";
    case Step::Decide:
      return " while it decided cases";
    case Step::Compile:
      return " while it made native code";
  }
  return "";
}

// What the handler needs, settled beforehand.
struct State {
  const StepPlace* step;
  bool terminal;  // standard error may hold a line that is to be wiped out
  bool core;      // core dumps are switched on
};
State settled{};
thread_local std::uintptr_t stack_end = 0;  // of this thread; 0: not known
std::atomic<bool> armed = false;
std::atomic_flag told = ATOMIC_FLAG_INIT;

void say(std::initializer_list<const char*> parts) {
  for (const char* part : parts) {
    for (std::size_t left = std::strlen(part); left > 0;) {
      const ::ssize_t n = ::write(STDERR_FILENO, part, left);
      if (n <= 0) return;
      part += n;
      left -= static_cast<std::size_t>(n);
    }
  }
}

void tell(const char* what, const char* help) {
  say({settled.terminal ? "\r\x1B[K" : "", kBegin, what, " ended `jur`", words(settled.step->load(std::memory_order_relaxed)),
       "\n", kNote, help});
}

bool near_stack_end(const void* address) {
  const auto at = reinterpret_cast<std::uintptr_t>(address);
  return stack_end != 0 && at + kNearEnd >= stack_end && at < stack_end + kNearEnd;
}

// A copy of this process dies of the signal in its place.
void dump_core(int signal) {
  const ::pid_t copy = ::_Fork();
  if (copy == 0) {
    std::signal(signal, SIG_DFL);
    ::sigset_t all;
    ::sigfillset(&all);
    ::sigprocmask(SIG_UNBLOCK, &all, nullptr);
    std::raise(signal);
    ::_exit(2);
  }
  if (copy > 0) ::waitpid(copy, nullptr, 0);
}

extern "C" void on_signal(int signal, ::siginfo_t* info, void* /*context*/) {
  while (told.test_and_set()) ::pause();  // another thread is at it, and ends them all
  const char* what = "a signal";
  for (const Cause& c : kCauses) {
    if (c.signal == signal) what = c.name;
  }
  const char* help = signal == SIGXCPU ? kTimeHelp : kReport;
  if (signal == SIGSEGV && near_stack_end(info->si_addr)) {
    what = "the end of its stack";
    help = kStackHelp;
  }
  tell(what, help);
  if (settled.core) dump_core(signal);
  ::_exit(2);
}

extern "C" void on_exit_call() {
  if (!armed || told.test_and_set()) return;
  tell("exit() of a library", kReport);
  ::_exit(2);
}

std::uintptr_t end_of_stack() {
  ::pthread_attr_t all{};
  if (::pthread_getattr_np(::pthread_self(), &all) != 0) return 0;
  void* end = nullptr;
  std::size_t size = 0;
  const bool known = ::pthread_attr_getstack(&all, &end, &size) == 0;
  ::pthread_attr_destroy(&all);
  return known ? reinterpret_cast<std::uintptr_t>(end) : 0;
}

bool dumps_core() {
  ::rlimit limit{};
  return ::getrlimit(RLIMIT_CORE, &limit) == 0 && limit.rlim_cur > 0;
}

void handle(void (*handler)(int, ::siginfo_t*, void*)) {
#if defined(JUR_SANITIZED)
  (void)handler;
#else
  for (const Cause& c : kCauses) {
    struct sigaction action{};
    if (handler != nullptr) {
      action.sa_sigaction = handler;
      action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    } else {
      action.sa_handler = SIG_DFL;
    }
    ::sigfillset(&action.sa_mask);
    ::sigaction(c.signal, &action, nullptr);
  }
#endif
}

}  // namespace

AlternateStack::AlternateStack() {
  ::stack_t now{};
  if (::sigaltstack(nullptr, &now) != 0 || (now.ss_flags & SS_DISABLE) == 0) return;
  memory_ = std::make_unique<char[]>(kStack);
  ::stack_t mine{};
  mine.ss_sp = memory_.get();
  mine.ss_size = kStack;
  if (::sigaltstack(&mine, nullptr) != 0) memory_.reset();
  stack_end = end_of_stack();
}

AlternateStack::~AlternateStack() {
  if (!memory_) return;
  ::stack_t none{};
  none.ss_flags = SS_DISABLE;
  ::sigaltstack(&none, nullptr);
}

LastWords::LastWords(const StepPlace& step) {
  settled = {&step, ::isatty(STDERR_FILENO) != 0, dumps_core()};
  armed = true;
  (void)std::atexit(on_exit_call);
  std::signal(SIGXFSZ, SIG_IGN);  // a limit on the size of files is then an error of writing
  handle(on_signal);
}

LastWords::~LastWords() {
  handle(nullptr);
  armed = false;
}

std::string last_words(std::string_view what, Step step) {
  return fmt::format("{}{}{}\n{}{}", kBegin, what, words(step), kNote, kReport);
}

}  // namespace jur::cli
