// What a command is at, for whoever has to say so when the process ends in the middle of it.
#pragma once
#include <atomic>
#include <cstdint>
#include <exception>

namespace jur {

enum class Step : std::uint8_t { Begin, Read, Type, Prove, Solve, Replay, Lint, Test, Decide, Compile };

// Owned by whoever wants to know; one thread writes it. A signal handler may read it.
using StepPlace = std::atomic<Step>;
static_assert(StepPlace::is_always_lock_free);

// `place` (null: nobody wants to know) says `now` while this lives, and then what it said before; unless an exception ends this,
// so that whoever catches it knows where it comes from.
class AtStep {
 public:
  AtStep(StepPlace* place, Step now) : place_(place) {
    if (place_ == nullptr) return;
    before_ = place_->load(std::memory_order_relaxed);
    place_->store(now, std::memory_order_relaxed);
  }
  ~AtStep() {
    if (place_ != nullptr && std::uncaught_exceptions() == exceptions_) place_->store(before_, std::memory_order_relaxed);
  }
  AtStep(const AtStep&) = delete;
  AtStep& operator=(const AtStep&) = delete;

 private:
  StepPlace* place_;
  Step before_ = Step::Begin;
  int exceptions_ = std::uncaught_exceptions();
};

}  // namespace jur
