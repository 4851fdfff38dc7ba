#include "lower/choice.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "lower/bitsets.h"
#include "lower/cells.h"
#include "lower/classes.h"

namespace jur::lower {
namespace {

constexpr std::array kStrategies{Strategy::Automatic, Strategy::StraightLine, Strategy::Bitsets, Strategy::Cells};
constexpr std::size_t kMaxSignals = 64;            // as many as a word has bits
constexpr std::size_t kMaxTableBytes = 64U << 20;  // beyond, tables do more harm than good
constexpr std::size_t kNearBytes = 768U << 10;     // about what a processor keeps near
constexpr std::size_t kFewRows = 16;               // of a fact that chooses no cells
constexpr std::size_t kShortCode = 64;             // rules up to which straight-line code is quick, and quickly made
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

// Rough nanoseconds, as measured on one machine; only their order counts.
double time(const BitsetsCost& c) {
  return 4 + 0.06 * static_cast<double>(c.tables * c.words) +
         (c.bytes > kNearBytes ? 1e-5 * static_cast<double>(c.bytes - kNearBytes) : 0);
}
double time(const CellsCost& c) { return 8 + 3 * static_cast<double>(c.planes) + 4 * c.entries; }

}  // namespace

const char* strategy_name(Strategy s) {
  switch (s) {
    case Strategy::Automatic:
      return "automatic";
    case Strategy::StraightLine:
      return "straight-line";
    case Strategy::Bitsets:
      return "bitsets";
    case Strategy::Cells:
      return "cells";
  }
  return "";
}

std::optional<Strategy> strategy_of(std::string_view name) {
  for (const Strategy s : kStrategies) {
    if (name == strategy_name(s)) return s;
  }
  return std::nullopt;
}

std::vector<std::string> strategy_names() {
  std::vector<std::string> out;
  for (const Strategy s : kStrategies) out.emplace_back(strategy_name(s));
  return out;
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
  if (wanted == Strategy::Automatic && count < kFewEntries) {
    out.why = fmt::format("{} rules are few", count);
    return out;
  }
  if (wanted == Strategy::Automatic && count <= kShortCode && (with_rest * 4 > count || rest > 4 * count)) {
    out.why = fmt::format("{} of {} rules compare facts with each other or depend on other rules", with_rest, count);
    return out;
  }
  auto bitsets = std::make_unique<Bitsets>(unit, groups, entries);
  auto cells = std::make_unique<Cells>(unit, groups, entries, kFewRows);
  if (wanted == Strategy::Cells && !cells->cost().fits) cells = std::make_unique<Cells>(unit, groups, std::move(entries), 1);
  const BitsetsCost sets = bitsets->cost();
  const CellsCost few = cells->cost();
  const bool sets_fit = sets.bytes <= kMaxTableBytes && wanted != Strategy::Cells;
  const bool few_fit = few.fits && few.bytes <= kMaxTableBytes && wanted != Strategy::Bitsets;
  const double sets_time = time(sets);
  const double few_time = time(few);
  const std::string compared = fmt::format("estimated: bitsets {:.0f} ns and {} KB, cells {:.0f} ns and {} KB", sets_time,
                                           (sets.bytes + 1023) / 1024, few_time, (few.bytes + 1023) / 1024);
  if (few_fit && (few_time < sets_time || !sets_fit)) {
    out.strategy = Strategy::Cells;
    out.index = std::move(cells);
  } else if (sets_fit) {
    out.strategy = Strategy::Bitsets;
    out.index = std::move(bitsets);
  }
  out.why = fmt::format("{} rules of {} kinds; {}", count, groups.signals.size(), compared);
  return out;
}

}  // namespace jur::lower
