// What measuring needs: times that do not count what else runs on the machine, and what a command costs.
#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace jur::bench {

// Median processor seconds of one run by this thread; each is repeated to last a while.
[[nodiscard]] double median(const std::function<void()>& run);
// The same of two threads that run at once, a function each: the slower one's.
[[nodiscard]] double median_of_two(const std::function<void()>& one, const std::function<void()>& other);

[[nodiscard]] std::string machine();
// Bytes a second that one thread reads from memory.
[[nodiscard]] double bandwidth();
// The sum, read as fast as the machine can.
[[nodiscard]] std::uint64_t sum(std::span<const std::uint64_t> numbers);

struct Cost {
  int status = -1;       // as the command exits
  double seconds = 0;    // by the clock
  double processor = 0;  // seconds
  double megabytes = 0;  // at most, in memory
};
// Of a command, by words; what it says is thrown away.
[[nodiscard]] Cost cost_of(const std::vector<std::string>& words);

}  // namespace jur::bench
