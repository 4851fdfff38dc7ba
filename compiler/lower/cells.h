// Private to lower/: the index for many rules. Each entry lies in the cells of the values that its two most selective facts
// may have; a decision looks into one cell a pair of facts and tests the few entries there.
#pragma once
#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "lower/axis.h"
#include "lower/index.h"

namespace jur::lower {

struct CellsCost {
  bool fits = false;       // else the entries take too much room, or no fact is selective
  std::size_t bytes = 0;   // of all tables
  std::size_t planes = 0;  // looked into in one decision
  double entries = 0;      // tested in one decision where all values are equally likely
};

class Cells : public Index {
 public:
  // `few_rows`: the most values of a fact that no cell is chosen by.
  Cells(Unit& unit, const Groups& groups, std::vector<Entry> entries, std::size_t few_rows);
  [[nodiscard]] CellsCost cost() const;
  [[nodiscard]] llvm::Function* signals() override;
  [[nodiscard]] std::size_t key_bits() const override { return groups_.signals.size(); }
  [[nodiscard]] llvm::Function* rules() override;
  void prefetch(Builder& b, Value* at, unsigned stage) override;
  [[nodiscard]] bool prefetches() const override { return true; }

 private:
  static constexpr std::size_t kNone = ~std::size_t{0};
  static constexpr std::uint32_t kAsksRest = 1U << 25;
  static constexpr std::uint32_t kSignalAt = 26;
  static constexpr std::uint32_t kRecordWords = 3;
  // The facts (indexes into axes_) whose values choose a cell, and the one of which each entry has a set; kNone for none.
  struct Plane {
    std::size_t first = kNone;
    std::size_t second = kNone;
    std::size_t third = kNone;
    auto operator<=>(const Plane&) const = default;
  };
  struct Record {
    std::uint32_t range;  // first and last number of the range fact, 16 bits each, offset and cut off
    std::uint32_t few;    // a bit a value of each fact of few values; kAsksRest; the signal from kSignalAt on
    std::uint32_t third;  // index into sets_
  };
  // What of the case the records are tested with.
  struct Given {
    std::vector<Value*> rows;  // by axis
    Value* number;             // 32 bits
    Value* few;                // 32 bits
  };
  struct Looked {
    Given given;
    std::vector<Value*> first;  // by plane: the cell's first record
    std::vector<Value*> end;    // behind its last
  };
  void choose_facts(std::size_t few_rows);
  void place_entries();
  void move_to_rest(Entry& e, core::FactId fact);
  std::optional<std::pair<std::uint16_t, std::uint16_t>> range(const Test& t) const;
  std::uint32_t set_of(const Axis& axis, const Test& t);
  Record record(const Entry& e, const Plane& plane);
  std::size_t cells(const Plane& plane) const;
  // How likely the entry is to apply where its cell is met and all values are equally likely.
  double likelihood(std::size_t entry) const;
  void make_tables();
  Given given(Builder& b, Value* at, bool any_bytes);
  Value* number(Builder& b, Value* at);
  Value* cell(Builder& b, const Given& g, std::size_t plane);
  // Calls `found` with the signal of an entry that applies and the place of its record; where it gives a value, the walk ends
  // if that is true.
  void walk(Builder& b, Value* at, const std::function<Value*(Value* signal, Value* place)>& found);
  // The signals of all entries that apply.
  Value* sum(Builder& b, Value* at);
  void fetch(Builder& b, Value* first_record);
  Looked look(Builder& b, Value* at);
  // Of the record at a place: its n-th word; whether it passes; the same of the third fact.
  Value* word(Builder& b, Value* record, unsigned n);
  Value* fits(Builder& b, const Given& g, Value* record, Value* few);
  Value* third(Builder& b, const Given& g, std::size_t plane, Value* record);

  Unit& u;
  const Groups& groups_;
  std::vector<Entry> entries_;
  std::vector<Axis> axes_;             // facts of many values
  std::vector<Axis> few_;              // facts of few values
  std::vector<std::uint32_t> few_at_;  // the first bit of each
  std::uint32_t few_bits_ = 0;
  core::FactId ranged_;                  // invalid: no range is tested
  std::int64_t base_ = 0;                // the number of ranged_ that stands for 1
  std::vector<Plane> planes_;            // ascending
  std::vector<std::uint32_t> plane_of_;  // by entry
  std::vector<std::size_t> plane_at_;    // the first cell of each plane
  std::vector<std::vector<bool>> sets_;  // rows that pass
  std::map<std::vector<bool>, std::uint32_t> set_index_;
  std::size_t set_words_ = 1;
  std::size_t records_ = 0;
  bool asks_ = false;  // some entry has a rest
  llvm::GlobalVariable* start_ = nullptr;
  llvm::GlobalVariable* data_ = nullptr;
  llvm::GlobalVariable* entry_data_ = nullptr;  // by record: its entry
  llvm::GlobalVariable* set_data_ = nullptr;
  llvm::Function* signals_ = nullptr;
  llvm::Function* rules_ = nullptr;
  llvm::Function* rest_ = nullptr;
};

}  // namespace jur::lower
