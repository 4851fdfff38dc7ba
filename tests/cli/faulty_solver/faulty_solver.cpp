// Stands between `jur` and CaDiCaL in the program jur_faulty_solver and does what JUR_FAULT says, "FAULT" or "FAULT@N": from the
// N-th question on (1 without it) the solver throws, aborts, is killed, answers nothing or answers wrongly. Linked with
// `--wrap`: what the engine calls comes here, and the true solver is called by its other name.
#include <atomic>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <stdexcept>
#include <string>

#include <cadical.hpp>

#define JUR_REAL(name) asm("__real__ZN7CaDiCaL6Solver" name)
#define JUR_WRAPPED(name) asm("__wrap__ZN7CaDiCaL6Solver" name)

int real_solve(CaDiCaL::Solver* self) JUR_REAL("5solveEv");
int real_val(CaDiCaL::Solver* self, int literal) JUR_REAL("3valEi");
bool real_failed(CaDiCaL::Solver* self, int literal) JUR_REAL("6failedEi");
int wrapped_solve(CaDiCaL::Solver* self) JUR_WRAPPED("5solveEv");
int wrapped_val(CaDiCaL::Solver* self, int literal) JUR_WRAPPED("3valEi");
bool wrapped_failed(CaDiCaL::Solver* self, int literal) JUR_WRAPPED("6failedEi");

namespace {

constexpr int kSatisfiable = 10;
constexpr int kUnsatisfiable = 20;

struct Fault {
  Fault() {
    const char* text = std::getenv("JUR_FAULT");
    if (text == nullptr) return;
    name = text;
    const std::size_t at = name.find('@');
    if (at == std::string::npos) return;
    first = std::atoi(name.c_str() + at + 1);
    name.resize(at);
  }
  std::string name;
  int first = 1;
};

// What happened to the last question of this thread.
enum class Told { Truth, WrongModel, NoModel, WrongRefusal };
thread_local Told told = Told::Truth;

int deeper(volatile char* above) {
  volatile char frame[4096];
  frame[0] = *above;
  return *above == 0 ? deeper(frame) + frame[0] : 0;  // 0 it is, always
}

int fail(const std::string& fault) {
  if (fault == "throw") throw std::runtime_error("the solver is out of order");
  if (fault == "throw-int") throw 7;
  if (fault == "abort") std::abort();
  if (fault == "exit") std::exit(0);
  if (fault == "segfault") std::raise(SIGSEGV);
  if (fault == "illegal") std::raise(SIGILL);
  if (fault == "bus") std::raise(SIGBUS);
  if (fault == "fpe") std::raise(SIGFPE);
  if (fault == "time") std::raise(SIGXCPU);
  volatile char top = 0;
  if (fault == "recursion") return deeper(&top);
  return 0;  // "unknown"
}

}  // namespace

int wrapped_solve(CaDiCaL::Solver* self) {
  static const Fault fault;
  static std::atomic<int> questions = 0;
  told = Told::Truth;
  if (fault.name.empty() || ++questions < fault.first) return real_solve(self);
  if (fault.name == "model") {
    told = real_solve(self) == kSatisfiable ? Told::WrongModel : Told::NoModel;
    return kSatisfiable;
  }
  if (fault.name == "refuse") {
    if (real_solve(self) == kUnsatisfiable) return kUnsatisfiable;
    told = Told::WrongRefusal;
    return kUnsatisfiable;
  }
  return fail(fault.name);
}

int wrapped_val(CaDiCaL::Solver* self, int literal) {
  if (told == Told::NoModel) return -literal;
  return told == Told::WrongModel ? -real_val(self, literal) : real_val(self, literal);
}

bool wrapped_failed(CaDiCaL::Solver* self, int literal) { return told == Told::WrongRefusal || real_failed(self, literal); }
