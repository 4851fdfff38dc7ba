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
  [[nodiscard]] llvm::Function* rules() override;

 private:
  // One table; a row for each combination of its axes' rows.
  struct Table {
    std::vector<Axis> axes;
    std::size_t rows = 1;
    llvm::GlobalVariable* data = nullptr;
  };
  void make_tables();
  llvm::GlobalVariable* fill(const Table& t);
  // The words of the entries that have effect, in vectors.
  std::vector<Value*> applying(Builder& b, Value* at);
  void drop_where_rest_fails(Builder& b, Value* at, std::vector<Value*>& found);

  Unit& u;
  const Groups& groups_;
  std::vector<Entry> entries_;
  std::vector<Table> tables_;
  std::uint32_t words_ = 1;  // of a row, padding included
  std::uint32_t lanes_ = 1;  // of a vector
  llvm::Function* signals_ = nullptr;
  llvm::Function* rules_ = nullptr;
  llvm::Function* rest_ = nullptr;
};

}  // namespace jur::lower
