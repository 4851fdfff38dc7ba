// What scenarios show of the rules of several programs, thing by thing.
#pragma once
#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "cover/goals.h"

namespace jur::cover {

struct Side {
  bool asked = false;                  // there is such a side
  bool impossible = false;             // proved: no case shows it
  bool undecided = false;              // the solver gave up on whether some case shows it
  std::vector<std::string> scenarios;  // that show it, in the order of the programs
  [[nodiscard]] bool shown() const { return !scenarios.empty(); }
  [[nodiscard]] bool missing() const { return asked && !impossible && !shown(); }
};

// A thing to be shown. A condition of which one side is impossible decides nothing: it cannot be covered. Of everything
// else it cannot be covered where yes is impossible; a no that is impossible is not asked for.
struct Item {
  Kind kind = Kind::Rule;
  Span span;
  std::string law;                 // "" for a condition of a define
  std::string name;                // as Goal::name
  std::vector<std::string> rules;  // whose application it bears on, sorted
  std::array<Side, 2> sides;       // yes, no
  [[nodiscard]] bool coverable() const;
  [[nodiscard]] bool covered() const;  // coverable, and no side is missing
};

struct Tally {
  std::size_t covered = 0;
  std::size_t of = 0;          // that can be covered
  std::size_t impossible = 0;  // that cannot
  // Tenths of a percent, never rounded up; of nothing: 1000.
  [[nodiscard]] std::size_t permille() const { return of == 0 ? 1000 : covered * 1000 / of; }
  [[nodiscard]] bool reaches(std::size_t percent) const { return covered * 100 >= percent * of; }
};
using Tallies = std::array<Tally, kKinds>;  // by Kind

struct LawTally {
  std::string law;  // "" for defines
  Tallies kinds;
};

struct Report {
  std::vector<Item> items;  // by span, kind, name
  [[nodiscard]] Tallies total() const;
  [[nodiscard]] std::vector<LawTally> by_law() const;  // in the order of the sources, defines last
};

// Takes in what one program's goals are and which of its scenarios show them (as from `measure`).
void add(Report& report, const Goals& goals, const std::vector<std::vector<std::size_t>>& shown);
// The item of a goal; null where there is none.
[[nodiscard]] Item* find(Report& report, const Goal& goal);

// "92.5 %", "100 %"; "–" of nothing.
[[nodiscard]] std::string percent(const Tally& t);

}  // namespace jur::cover
