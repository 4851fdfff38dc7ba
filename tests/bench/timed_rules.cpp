#include "timed_rules.h"

#include <array>
#include <cstdint>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace jur::bench {
namespace {

constexpr const char* kFacts = R"(enum Kind { a, b, c, d, e, f }
record Demand {
  received: date
  start:    date
  due:      date
  kind:     Kind
  level:    int 0..100 = 0
  gag:      bool = false
  abroad:   bool = false
}
record Person { role: Kind }
case Request as of demand.received { demand: Demand party custodian: Person }
action disclose
)";

class Draw {
 public:
  std::size_t below(std::size_t n) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::size_t>((state_ >> 33U) % n);
  }
  std::string kind() { return std::string(1, static_cast<char>('a' + below(6))); }
  std::string kinds() {
    std::string some;
    for (char k = 'a'; k <= 'f'; ++k) {
      if (below(2) == 0) some += fmt::format("{}{}", some.empty() ? "" : ", ", k);
    }
    return some.empty() ? kind() : some;
  }

 private:
  std::uint64_t state_ = 1;
};

std::string condition(Draw& draw) {
  std::vector<std::string> from{
      fmt::format("demand.kind in {{ {} }}", draw.kinds()),
      fmt::format("demand.level >= {}", draw.below(100)),
      fmt::format("demand.level < {}", 1 + draw.below(100)),
      "demand.gag",
      "not demand.abroad",
      fmt::format("custodian.role in {{ {} }}", draw.kinds()),
      fmt::format("custodian.role is {}", draw.kind()),
  };
  std::vector<std::string> some;
  for (std::size_t left = 2 + draw.below(3); left > 0; --left) {
    const std::size_t at = draw.below(from.size());
    some.push_back(from[at]);
    from.erase(from.begin() + static_cast<std::ptrdiff_t>(at));
  }
  return fmt::format("{}", fmt::join(some, " and "));
}

std::string norm(Draw& draw, bool duty) {
  constexpr std::array<const char*, 3> kDates{"demand.received", "demand.start", "demand.due"};
  const char* date = kDates[draw.below(kDates.size())];
  const std::size_t days = 1 + draw.below(90);
  if (duty) {
    return draw.below(2) == 0 ? fmt::format("must disclose within {} days of {}", days, date)
                              : fmt::format("must disclose by {} + {} days", date, days);
  }
  switch (draw.below(4)) {
    case 0:
      return fmt::format("must not disclose until {} + {} days", date, days);
    case 1:
      return fmt::format("must not disclose from {} + {} days", date, days);
    case 2:
      return fmt::format("must not disclose for {} days from {}", days, date);
    default:
      return fmt::format("must not disclose from {0} until {0} + {1} days", date, days);
  }
}

}  // namespace

std::string print_timed_rules(std::size_t count) {
  Draw draw;
  std::string out = kFacts;
  out += "law timed {\n";
  for (std::size_t i = 0; i < count; ++i) {
    out += fmt::format("  rule r{} {{ when {} custodian {} }}\n", i, condition(draw), norm(draw, i % 2 == 1));
  }
  return out + "}\n";
}

}  // namespace jur::bench
