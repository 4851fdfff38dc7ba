// What `jur` says when it cannot go on: an exception, a signal that would kill it, or a library that calls exit(). Whatever ends
// the process from within, it ends with status 2 and says what was the case, where it was and what to do.
//
// A signal handler can reach nothing but what is global. This room therefore has the global variables of the compiler, which mean
// something as long as the LastWords object in main() lives; the rooms below know nothing of them (docs/decisions/0032).
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "base/step.h"

namespace jur::cli {

// A stack on which this thread's signal handlers run while this lives, so that they can where its own is used up. Nothing happens
// where the thread has one.
class AlternateStack {
 public:
  AlternateStack();
  ~AlternateStack();
  AlternateStack(const AlternateStack&) = delete;
  AlternateStack& operator=(const AlternateStack&) = delete;

 private:
  std::unique_ptr<char[]> memory_;
};

// While this lives, signals that would kill the process (a segmentation fault, abort() and the like) and calls of exit() end it
// with status 2 and a message on standard error; standard output gets nothing more. Where core dumps are switched on (`ulimit
// -c`) one is written of the state at the signal. A build with sanitizers leaves signals to them. At most one may live, on the
// stack of main().
class LastWords {
 public:
  // `step` must outlive this.
  explicit LastWords(const StepPlace& step);
  ~LastWords();
  LastWords(const LastWords&) = delete;
  LastWords& operator=(const LastWords&) = delete;

 private:
  AlternateStack stack_;
};

// The message for an exception that nobody caught: "error[internal-error]: …", with a note and a help line.
[[nodiscard]] std::string last_words(std::string_view what, Step step);

}  // namespace jur::cli
