#include <algorithm>

#include "verify/conditions.h"

namespace jur::proof {
namespace {

using core::CondId;
using core::DateTerm;
using Day = std::optional<DateTerm>;

Day day_after(const Day& d) {
  if (!d) return d;
  DateTerm t = *d;
  t.steps.push_back({false, 1});
  return t;
}

}  // namespace

// Of a first and a last day: an absent one is open, so that nothing lies before or after it.
CondId Conditions::not_after(const Day& a, const Day& b) {
  if (!a || !b) return builder_.always();
  const auto [it, fresh] = not_after_.try_emplace({*a, *b});
  if (fresh) it->second = builder_.not_after(*a, *b);
  return it->second;
}

CondId Conditions::common_day(const core::Period& a, const core::Period& b) {
  return all({not_after(a.from, b.until), not_after(b.from, a.until)});
}

// Some side forbids this day (absent: the days before all dates).
CondId Conditions::holds_through(const Day& day, const std::vector<Side>& sides) {
  std::vector<CondId> ways;
  for (const Side& s : sides) {
    if (day) {
      ways.push_back(all({s.hits, not_after(s.period->from, day), not_after(day, s.period->until)}));
    } else if (!s.period->from) {
      ways.push_back(s.hits);
    }
  }
  return builder_.any(ways);
}

// The sides together forbid each day of the duty's period. Where all begin, or all end, together with time itself, one of
// them must do so alone. Else: its first day is forbidden, and so is the day after each side's end that lies in it.
CondId Conditions::covered(const core::Period& duty, const std::vector<Side>& sides) {
  const auto from_the_first = [](const Side& s) { return !s.period->from; };
  const auto to_the_last = [](const Side& s) { return !s.period->until; };
  if (sides.size() == 1 || std::all_of(sides.begin(), sides.end(), from_the_first) ||
      std::all_of(sides.begin(), sides.end(), to_the_last)) {
    std::vector<CondId> ways;
    for (const Side& s : sides) {
      if ((!duty.from && s.period->from) || (!duty.until && s.period->until)) continue;
      ways.push_back(all({s.hits, not_after(s.period->from, duty.from), not_after(duty.until, s.period->until)}));
    }
    return builder_.any(ways);
  }
  std::vector<CondId> parts{holds_through(duty.from, sides)};
  for (const Side& s : sides) {
    const Day next = day_after(s.period->until);
    if (!next) continue;
    const CondId inside = all({s.hits, not_after(duty.from, next), not_after(next, duty.until)});
    parts.push_back(builder_.any({builder_.not_(inside), holds_through(next, sides)}));
  }
  return builder_.all(parts);
}

}  // namespace jur::proof
