#include "lower/choice.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "lower/bitsets.h"
#include "lower/classes.h"

namespace jur::lower {
namespace {

constexpr std::size_t kMaxSignals = 64;            // as many as a word has bits
constexpr std::size_t kMaxTableBytes = 64U << 20;  // beyond, tables do more harm than good
constexpr std::size_t kFewEntries = 4;             // below, reading conditions is cheaper than any table

// Conditions that no table answers, and those that they are made of.
std::size_t rest_size(const core::Program& program, const std::vector<Entry>& entries) {
  std::set<std::vector<core::CondId>> known;
  std::size_t out = 0;
  for (const Entry& e : entries) {
    if (e.rest.empty() || !known.insert(e.rest).second) continue;
    std::set<core::CondId> conds;
    for (const core::CondId c : e.rest) add_condition(program, c, conds);
    out += conds.size();
  }
  return out;
}

}  // namespace

const char* strategy_name(Strategy s) {
  switch (s) {
    case Strategy::Automatic:
      return "automatic";
    case Strategy::StraightLine:
      return "straight-line";
    case Strategy::Bitsets:
      return "bitsets";
  }
  return "";
}

Choice choose(Unit& unit, const Groups& groups, Strategy wanted) {
  Choice out;
  if (wanted == Strategy::StraightLine) {
    out.why = "asked for";
    return out;
  }
  if (groups.signals.empty()) {
    out.why = "its rules have nothing in common";
    return out;
  }
  if (groups.signals.size() > kMaxSignals) {
    out.why = fmt::format("{} kinds of rules, more than {}", groups.signals.size(), kMaxSignals);
    return out;
  }
  std::vector<Entry> entries = entries_of(unit.program, groups);
  const std::size_t count = entries.size();
  const auto with_rest = static_cast<std::size_t>(std::ranges::count_if(entries, [](const Entry& e) { return !e.rest.empty(); }));
  const std::size_t rest = rest_size(unit.program, entries);
  auto bitsets = std::make_unique<Bitsets>(unit, groups, std::move(entries));
  const BitsetsCost cost = bitsets->cost();
  const bool forced = wanted == Strategy::Bitsets;
  if (cost.bytes > kMaxTableBytes) {
    out.why = fmt::format("{} rules, whose tables would take {} MB", count, cost.bytes >> 20);
  } else if (!forced && count < kFewEntries) {
    out.why = fmt::format("{} rules are few", count);
  } else if (!forced && (with_rest * 4 > count || rest > 4 * count)) {
    out.why = fmt::format("{} of {} rules compare facts with each other or depend on other rules", with_rest, count);
  } else {
    out.strategy = Strategy::Bitsets;
    out.why = fmt::format("{} rules of {} kinds, {} tables of {} words a row, {} KB", count, groups.signals.size(), cost.tables,
                          cost.words, (cost.bytes + 1023) / 1024);
    out.index = std::move(bitsets);
  }
  return out;
}

}  // namespace jur::lower
