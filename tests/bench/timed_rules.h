// Rules of one law on one action, each with a time: duties with deadlines, and bans over periods that together may leave a duty
// no day. The same count gives the same rules on every machine.
#pragma once
#include <cstddef>
#include <string>

namespace jur::bench {

// A Jur file; every other rule is a duty. Periods hang on one of three dates and are counted in days.
[[nodiscard]] std::string print_timed_rules(std::size_t count);

}  // namespace jur::bench
