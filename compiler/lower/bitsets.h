// Private to lower/: the index that keeps, for each value of each fact, the set of entries that it passes, and joins them.
#pragma once
#include <memory>
#include <vector>

#include "lower/axis.h"
#include "lower/index.h"

namespace jur::lower {

// What the tables would take, for the choice between strategies.
struct BitsetsCost {
  std::size_t bytes = 0;   // of all tables
  std::size_t tables = 0;  // read in one decision
  std::size_t words = 0;   // 64 bits each, of one row
};

class Bitsets : public Index {
 public:
  Bitsets(Unit& unit, const Groups& groups, std::vector<Entry> entries);
  [[nodiscard]] BitsetsCost cost() const;
  [[nodiscard]] llvm::Function* signals() override;
  [[nodiscard]] llvm::Function* keys() override;
  [[nodiscard]] std::size_t key_bits() const override { return has_lanes() ? key_lanes() : groups_.signals.size(); }
  [[nodiscard]] std::uint64_t signals_of(std::uint64_t key) const override;
  [[nodiscard]] llvm::Function* rules() override;
  [[nodiscard]] bool wide() const override { return words_ >= kWide; }
  [[nodiscard]] unsigned keys_a_byte() const override;
  void find_rows(Builder& b, const Column& column, Value* block) override;
  void each_keys(Builder& b, const Column& column, Value* block,
                 const std::function<void(Value* first, Value* bytes)>& found) override;
  [[nodiscard]] bool looks_up() const override;
  Value* look_up_keys(Builder& b, const Values& values) override;

 private:
  static constexpr std::uint32_t kWide = 4;  // words
  // One table; a row for each combination of its axes' rows.
  struct Table {
    std::vector<Axis> axes;
    std::size_t rows = 1;
    llvm::GlobalVariable* data = nullptr;
  };
  // What the place of a row in its table is told from; the places add up.
  struct Part {
    Value* noted = nullptr;  // numbers of `type`, one a case; null: those of the fact's column
    core::FactId fact;
    llvm::IntegerType* type = nullptr;
    Value* rows = nullptr;  // of type `row`, by such a number; null where the number counts
    llvm::IntegerType* row = nullptr;
    std::size_t stride = 1;  // bytes from one row, or number, to the next
  };
  // Places entries so that each lane of a row holds those of one signal, where that takes no more words.
  void make_lanes();
  [[nodiscard]] bool has_lanes() const { return !lane_signal_.empty(); }
  [[nodiscard]] std::size_t key_lanes() const { return words_ * 64U / lane_bits_; }
  void make_tables();
  // By row: whether the entry passes what the table tests.
  [[nodiscard]] std::vector<bool> passes(const Table& t, const Entry& e) const;
  std::vector<Part> parts_of(Builder& b, const Table& t, const Column& column, Value* block);
  // At most eight entries of one signal.
  struct Plane {
    std::uint32_t signal;
    std::vector<std::size_t> entries;  // places in entries_
  };
  [[nodiscard]] std::vector<Plane> planes() const;
  [[nodiscard]] std::vector<std::uint8_t> row_classes(const Table& t) const;
  Value* row_places(Builder& b, const Table& t, const Values& values);
  // A bit a lane, set where nothing in it is.
  Value* empty_lanes(Builder& b, Value* found);
  Value* key_of(Builder& b, const std::vector<Value*>& found);
  Value* signals_found(Builder& b, const std::vector<Value*>& found);
  llvm::GlobalVariable* fill(const Table& t);
  // The words of the entries that have effect, in vectors.
  std::vector<Value*> applying(Builder& b, Value* at);
  void join_row(Builder& b, Value* row, std::vector<Value*>& sum);
  std::vector<Value*> everything();  // where there is nothing to test
  void drop_where_rest_fails(Builder& b, Value* at, std::vector<Value*>& found);

  Unit& u;
  const Groups& groups_;
  std::vector<Entry> entries_;  // by bit of a row; where no rule is named, the bit is never set
  std::vector<Table> tables_;
  std::vector<std::vector<Part>> parts_;    // by table; of the function that decides columns
  std::uint32_t words_ = 1;                 // of a row, padding included
  std::uint32_t lanes_ = 1;                 // of a vector
  std::uint32_t lane_bits_ = 0;             // of the parts of a row that hold entries of one signal each, where it has such
  std::vector<std::uint32_t> lane_signal_;  // by lane
  llvm::Function* signals_ = nullptr;
  llvm::Function* keys_ = nullptr;
  llvm::Function* rules_ = nullptr;
  llvm::Function* rest_ = nullptr;
};

}  // namespace jur::lower
